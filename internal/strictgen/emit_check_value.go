package main

import (
	"fmt"
	"math"
	"strconv"
)

// A spot is where a value to be checked stands, as the checker gets it.
type spot struct {
	name string // an expression for the member's name, the item's index or the entry's name
	mark string // a variable for the mark in the findings before it
	call string // the call that says what was found in it, behind the mark
}

// checkField checks a member that is there; required says that its zero value means that it is not.
func (ms *models) checkField(w *writer, f *field, expr string, required bool) {
	name := strconv.Quote(f.json)
	mark := "in" + f.goName
	ms.checkValue(w, spot{name, mark, "c.Within(" + mark + ", " + name + ")"}, f.value, expr, required)
}

// checkValue checks a value that is there.
func (ms *models) checkValue(w *writer, at spot, v *value, expr string, required bool) {
	switch v.kind {
	case kindString, kindSecret:
		ms.checkText(w, at, v, expr, required)
	case kindDecimal, kindNumber:
		w.p("\t\tc.AmountIn(%s, %s, %v, %s)", at.name, expr, required, w.rangeOrNil(v))
	case kindDate:
		w.p("\t\tc.Date(%s, %s, %v)", at.name, expr, required)
	case kindTime:
		if required {
			w.p("\t\tif %s.IsZero() {\n\t\t\tc.Missing(%s)\n\t\t}", expr, at.name)
		}
	case kindInt32, kindInt64:
		if v.low != math.MinInt64 || v.high != math.MaxInt64 {
			w.p("\t\tc.Int(%s, int64(%s), %s, %s)", at.name, expr, bound(v.low), bound(v.high))
		}
	case kindEnum:
		w.p("\t\tc.%s(%s, %q, string(%s), %v, (%s).Valid())", listed(v), at.name, v.model.goName, expr, required, expr)
	case kindIntEnum:
		w.p("\t\tc.%s(%s, %q, strconv.FormatInt(int64(%s), 10), false, (%s).Valid())", listed(v), at.name,
			v.model.goName,
			expr, expr)
	case kindRaw:
		if !ms.doc.XML() {
			w.p("\t\tjsonread.CheckRaw(c, %s, %s)", at.name, expr)
		}
	case kindMap:
		ms.checkMap(w, at, v, expr)
	case kindArray:
		ms.checkList(w, at, v, expr)
	case kindObject, kindUnion:
		w.p("\t\t%s := c.Here()\n\t\t%s.Check(c)\n\t\t%s", at.mark, expr, at.call)
	}
}

func (ms *models) checkText(w *writer, at spot, v *value, expr string, required bool) {
	if v.kind == kindSecret {
		w.p("\t\tc.Secret(%s, %s, %v, %s)", at.name, expr, required, w.ruleOrNil(v))
		return
	}
	required = required && !v.mayBeEmpty
	w.p("\t\tc.Text(%s, %s, %v, %s)", at.name, expr, required, w.ruleOrNil(v))
}

func (ms *models) checkMap(w *writer, at spot, v *value, expr string) {
	if v.maxItems > 0 {
		w.p("\t\tc.Count(%s, len(%s), 0, %d)", at.name, expr, v.maxItems)
	}
	if v.reads() {
		w.p("\t\t%s := c.Here()\n\t\t%s.Check(c)\n\t\t%s", at.mark, expr, at.call)
		return
	}
	w.p("\t\tc.Map(%s, %s, %d, %s)", at.name, expr, v.maxKey, w.ruleOrNil(v.model.value))
}

func (ms *models) checkList(w *writer, at spot, v *value, expr string) {
	if v.minItems > 0 || v.maxItems > 0 {
		w.p("\t\tc.Count(%s, len(%s), %d, %d)", at.name, expr, v.minItems, v.maxItems)
	}
	item := v.item
	if v.model != nil {
		item = v.model.value
	}
	if v.unique {
		w.p("\t\tc.Unique(%s, len(%s), func(i int) string {\n\t\t\tvar b []byte", at.name, expr)
		ms.appendPart(w, item, expr+"[i]")
		w.p("\t\t\treturn string(b)\n\t\t})")
	}
	if body := w.captured(func() { ms.checkItems(w, item, expr) }); body != "" {
		w.p("\t\t%s := c.Here()\n%s\t\t%s", at.mark, body, at.call)
	}
}

// listed is the method that checks an enum value: of a list that grows, others are sent as well.
func listed(v *value) string {
	if v.model.schema.Grows {
		return "Growing"
	}
	return "Listed"
}

// checkItems checks the items of a list the checker stands in.
func (ms *models) checkItems(w *writer, item *value, expr string) {
	variables, place := "i", expr+"[i]"
	if !item.reads() {
		variables, place = "i, item", "item"
	}
	body := ms.checkedPart(w, spot{"strconv.Itoa(i)", "inItem", "c.WithinItem(inItem, i)"}, item, place)
	if body != "" {
		w.p("\tfor %s := range %s {\n%s\t}", variables, expr, body)
	}
}

// checkedPart is the check of an item or an entry, "" where there is nothing to check.
func (ms *models) checkedPart(w *writer, at spot, v *value, expr string) string {
	place := expr
	if v.pointer() && !v.reads() {
		place = "*" + expr
	}
	body := w.captured(func() { ms.checkValue(w, at, v, place, v.kind != kindString) })
	if body == "" || !v.nullable {
		return body
	}
	return fmt.Sprintf("\t\tif %s != nil {\n%s\t\t}\n", expr, body)
}
