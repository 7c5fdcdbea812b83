package check

import "github.com/strictpay/strictpay"

// A Range is what the specification says of an amount. A bound that is not set is none.
type Range struct {
	Min, Max           strictpay.Decimal
	AboveMin, BelowMax bool // the bound itself is outside: exclusiveMinimum, exclusiveMaximum
}

// Broken says which bound v does not keep; "" is none.
func (r *Range) Broken(v strictpay.Decimal) string {
	if r == nil {
		return ""
	}
	if r.Min.IsSet() {
		switch c := v.Cmp(r.Min); {
		case c <= 0 && r.AboveMin:
			return "not more than " + r.Min.String()
		case c < 0:
			return "less than " + r.Min.String()
		}
	}
	if r.Max.IsSet() {
		switch c := v.Cmp(r.Max); {
		case c >= 0 && r.BelowMax:
			return "not less than " + r.Max.String()
		case c > 0:
			return "more than " + r.Max.String()
		}
	}
	return ""
}
