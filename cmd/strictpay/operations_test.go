package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

func TestOperations(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		_, out, _ := typed("", nil, "operations", a.Name, "--output", "json")
		rows := lines(t, out)
		if n := len(a.Operations); len(rows) != n || n == 0 {
			t.Errorf("%s: %d lines for %d operations", a.Name, len(rows), n)
		}
		for _, row := range rows {
			if len(row) != 7 || row["source"] == "" || row["path"] == "" {
				t.Errorf("row %v", row)
			}
		}
	}
}

// A summary ends with one period, whether or not the specification gives it one.
func TestOperationSummary(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"rozetkapay.createPayment", "vertex.createOrder"} {
		_, out, _ := typed("", nil, "operations", name)
		first, _, _ := strings.Cut(out, "\n")
		if !strings.HasSuffix(first, ".") || strings.HasSuffix(first, "..") {
			t.Errorf("%q", first)
		}
	}
}
