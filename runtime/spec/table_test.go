package spec_test

import (
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

func TestLookup(t *testing.T) {
	t.Parallel()
	table := spec.Table{Rows: []strictpay.Row{{Code: "A", Text: "one"}, {Code: "B", Context: "payment", Text: "two"},
		{Code: "B", Context: "refund", Text: "three", Tip: "in <X> minutes"}}}
	for _, c := range []struct{ code, context, want string }{
		{"A", "", "one"}, {"A", "refund", "one"}, {"B", "", "two"}, {"B", "refund", "three"}, {"B", "other", ""},
		{"C", "", ""}, {"", "", ""},
	} {
		row, ok := table.Lookup(c.code, c.context)
		if row.Text != c.want || ok != (c.want != "") {
			t.Errorf("%q in %q gives %v, %v", c.code, c.context, row, ok)
		}
	}
	row, _ := table.Lookup("B", "refund")
	if got := row.WithParameter("5").Tip; got != "in 5 minutes" {
		t.Errorf("tip %q", got)
	}
}
