package rozetkapay_test

import (
	"testing"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

func TestTheCodeTables(t *testing.T) {
	t.Parallel()
	if n := len(rozetkapayapi.ResponseCodeValues()); n != 184 {
		t.Errorf("%d response codes, 184 are documented", n)
	}
	for _, code := range rozetkapayapi.ResponseCodeValues() {
		if row, ok := code.Row(); !ok || row.Code != string(code) || row.Text != "" || !code.Valid() {
			t.Errorf("%s: %+v", code, row)
		}
		if !rozetkapayapi.StatusCode(code).Valid() {
			t.Errorf("%s is documented for details.status_code too and is not listed there", code)
		}
	}
	if n := len(rozetkapayapi.FiscalizationStatusCodeValues()); n != 27 {
		t.Errorf("%d fiscalization codes, 27 are documented", n)
	}
	texts := 0
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		got, ok := rozetkapayapi.StatusCode(row.Code).Row()
		if !ok || got != row {
			t.Errorf("%s: %+v", row.Code, got)
		}
		if row.Text != "" {
			texts++
		}
	}
	if texts != 27 {
		t.Errorf("%d status codes have a text, 27 are documented", texts)
	}
	for _, c := range []struct {
		table      rozetkapayapi.Table
		code, text string
	}{
		{rozetkapayapi.TableStatus, "wrong_payment_count", "Wrong number of payment count."},
		{rozetkapayapi.TableFiscalization, "4050",
			"Fiscal shift not opened. Please open a shift in your cash register before processing transactions"},
	} {
		if row, ok := rozetkapay.Lookup(c.table, c.code); !ok || row.Text != c.text {
			t.Errorf("%s %s: %+v", c.table, c.code, row)
		}
	}
	for _, c := range []struct {
		table rozetkapayapi.Table
		code  string
	}{{rozetkapayapi.TableStatus, "no_such"}, {rozetkapayapi.TableFiscalization, ""}} {
		if row, ok := rozetkapay.Lookup(c.table, c.code); ok || row.Code != "" {
			t.Errorf("%v: %+v", c, row)
		}
	}
	if _, ok := rozetkapay.Fiscalization(9999); ok {
		t.Error("fiscalization code 9999")
	}
}

func TestStatusesSayWhetherTheyAreFinal(t *testing.T) {
	t.Parallel()
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		code := rozetkapayapi.StatusCode(row.Code)
		final, succeeded := row.Group != "pending", row.Group == "success"
		if code == rozetkapayapi.StatusCodeContractWasSignedOnClientSide { // a success that is to be confirmed
			final = false
		}
		if code.Final() != final || code.Succeeded() != succeeded {
			t.Errorf("%s: final %v, succeeded %v", code, code.Final(), code.Succeeded())
		}
	}
	for _, code := range []rozetkapayapi.StatusCode{"card_expired", "rejected_by_bank", "order_canceled",
		"chargeback_successful"} {
		// or one that waits for the end waits for ever
		if !code.Valid() || !code.Final() || code.Succeeded() || code.Pending() {
			t.Errorf("%s: listed %v, final %v, succeeded %v", code, code.Valid(), code.Final(), code.Succeeded())
		}
	}
	for status, want := range map[rozetkapayapi.OperationStatus][2]bool{"init": {}, "pending": {},
		"success": {true, true}, "failure": {true, false}, "new": {}} {
		if status.Final() != want[0] || status.Succeeded() != want[1] {
			t.Errorf("%s", status)
		}
	}
	for status, want := range map[rozetkapayapi.FiscalizationStatus][2]bool{"Pending": {}, "Success": {true, true},
		"Failed": {true, false}, "success": {}} {
		if status.Final() != want[0] || status.Succeeded() != want[1] {
			t.Errorf("%s", status)
		}
	}
}

// The documents' tables are here with every row.
func TestTablesHaveEveryRow(t *testing.T) {
	t.Parallel()
	documented := map[string]int{
		"status":        30,
		"fiscalization": 27,
		"response":      184,
	}
	for name, rows := range documented {
		if table := rozetkapayapi.API.LookupTable(name); table == nil || len(table.Rows) != rows {
			t.Errorf("%s has not the %d rows that are documented", name, rows)
		}
	}
	if n := len(rozetkapayapi.API.Tables); n != len(documented) {
		t.Errorf("%d tables", n)
	}
}
