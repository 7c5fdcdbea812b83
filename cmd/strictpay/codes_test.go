package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

func TestCodesHaveEveryRow(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	code, out, _ := typed("", nil, "codes", "--output", "json")
	for _, row := range lines(t, out) {
		if len(row) != 7 {
			t.Errorf("row %v has not every key", row)
		}
		count[row["api"].(string)+" "+row["table"].(string)]++
	}
	tables := 0
	for _, a := range apis.All() {
		for i := range a.Tables {
			tables++
			if n, want := count[a.Name+" "+a.Tables[i].Name], len(a.Tables[i].Rows); n != want || n == 0 {
				t.Errorf("%s %s has %d rows, want %d", a.Name, a.Tables[i].Name, n, want)
			}
		}
	}
	if code != 0 || len(count) != tables {
		t.Errorf("exit %d, tables %v", code, count)
	}
}

func TestCodesOfOneCode(t *testing.T) {
	t.Parallel()
	_, out, _ := typed("", nil, "codes", "koshelek", "error", "PAYMENT_TRANSACTION_IS_NOT_PAID", "--output", "json")
	rows := lines(t, out)
	if len(rows) != 2 || rows[0]["context"] != "payment" || rows[1]["context"] != "refund" ||
		!strings.Contains(rows[0]["tip"].(string), "<X>") {
		t.Errorf("rows %v", rows)
	}
	_, out, _ = typed("", nil, "codes", "vertex", "card_brand", "dсi", "--output", "json")
	if rows := lines(t, out); len(rows) != 1 || rows[0]["text"] != "Diners Club International" {
		t.Errorf("the Cyrillic spelling gives %v", rows)
	}
}
