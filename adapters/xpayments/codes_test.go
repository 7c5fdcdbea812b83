package xpayments_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// The documents' tables are here with every row.
func TestTablesHaveEveryRow(t *testing.T) {
	t.Parallel()
	documented := map[string]int{
		"payment_status":   6,
		"operation_status": 3,
		"error":            5,
	}
	for name, rows := range documented {
		if table := xpaymentsapi.API.LookupTable(name); table == nil || len(table.Rows) != rows {
			t.Errorf("%s has not the %d rows that are documented", name, rows)
		}
	}
	if n := len(xpaymentsapi.API.Tables); n != len(documented) {
		t.Errorf("%d tables", n)
	}
}
