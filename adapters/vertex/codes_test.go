package vertex_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// The documents' tables are here with every row.
func TestTablesHaveEveryRow(t *testing.T) {
	t.Parallel()
	documented := map[string]int{
		"order_status":    11,
		"payment_status":  8,
		"payment_type":    3,
		"instrument":      5,
		"transfer_type":   36,
		"card_brand":      14,
		"status_code":     6,
		"status_source":   2,
		"status_scenario": 8,
	}
	for name, rows := range documented {
		if table := vertexapi.API.LookupTable(name); table == nil || len(table.Rows) != rows {
			t.Errorf("%s has not the %d rows that are documented", name, rows)
		}
	}
	if n := len(vertexapi.API.Tables); n != len(documented) {
		t.Errorf("%d tables", n)
	}
}
