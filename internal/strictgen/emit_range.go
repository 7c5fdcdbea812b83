package main

import (
	"fmt"
	"strings"
)

// amounts names the package-level *check.Range of an amount; "" where it has no bounds.
func (w *writer) amounts(v *value) string {
	if v.min == nil && v.max == nil {
		return ""
	}
	var parts []string
	name := "amount"
	if v.min != nil {
		parts = append(parts, fmt.Sprintf("Min: strictpay.MustDecimal(%q)", v.min.Decimal()))
		name += "From"
		if v.min.Exclusive {
			parts = append(parts, "AboveMin: true")
			name += "Above"
		}
		name += inName(v.min.Decimal())
	}
	if v.max != nil {
		parts = append(parts, fmt.Sprintf("Max: strictpay.MustDecimal(%q)", v.max.Decimal()))
		name += "To"
		if v.max.Exclusive {
			parts = append(parts, "BelowMax: true")
			name += "Below"
		}
		name += inName(v.max.Decimal())
	}
	expr := "&check.Range{" + strings.Join(parts, ", ") + "}"
	if w.rules[expr] == "" {
		w.rules[expr] = name
		w.order = append(w.order, expr)
	}
	return w.rules[expr]
}

// inName writes a number as a part of a name.
func inName(number string) string {
	return strings.NewReplacer("-", "Minus", ".", "Point").Replace(number)
}

func (w *writer) rangeOrNil(v *value) string {
	if name := w.amounts(v); name != "" {
		return name
	}
	return "nil"
}
