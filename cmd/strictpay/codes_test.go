package main

import (
	"strings"
	"testing"
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
	want := map[string]int{
		"vertex status_code": 6, "vertex status_source": 2, "vertex status_scenario": 8,
		"rozetkapay status": 30, "rozetkapay fiscalization": 27, "rozetkapay response": 184, "koshelek error": 20,
		"xpayments payment_status": 6, "xpayments operation_status": 3, "xpayments error": 5,
	}
	for table, n := range want {
		if count[table] != n {
			t.Errorf("%s has %d rows, want %d", table, count[table], n)
		}
	}
	for _, table := range strings.Fields("order_status payment_status payment_type instrument transfer_type " +
		"card_brand") {
		if count["vertex "+table] == 0 {
			t.Errorf("vertex has no rows of %s", table)
		}
	}
	if code != 0 || len(count) != len(want)+6 {
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
