package check

import (
	"testing"

	"github.com/strictpay/strictpay"
)

func TestRange(t *testing.T) {
	d := strictpay.MustDecimal
	for _, c := range []struct {
		rule  *Range
		value string
		want  string
	}{
		{nil, "-1", ""},
		{&Range{}, "-1", ""},
		{&Range{Min: d("0.005")}, "0.005", ""},
		{&Range{Min: d("0.005")}, "0.0050", ""},
		{&Range{Min: d("0.005")}, "0.00499", "less than 0.005"},
		{&Range{Min: d("0"), AboveMin: true}, "0", "not more than 0"},
		{&Range{Min: d("0"), AboveMin: true}, "0.00", "not more than 0"},
		{&Range{Min: d("0"), AboveMin: true}, "-1", "not more than 0"},
		{&Range{Min: d("0"), AboveMin: true}, "0.01", ""},
		{&Range{Max: d("9007199254740993")}, "9007199254740993", ""},
		{&Range{Max: d("9007199254740993")}, "9007199254740994", "more than 9007199254740993"},
		{&Range{Max: d("10"), BelowMax: true}, "10.0", "not less than 10"},
		{&Range{Max: d("10"), BelowMax: true}, "9.99", ""},
	} {
		if got := c.rule.Broken(d(c.value)); got != c.want {
			t.Errorf("%v of %s: %q, want %q", c.rule, c.value, got, c.want)
		}
	}
}
