package main

import (
	"fmt"
	"math"
	"strconv"
)

// readScalar is the call that reads a value into dst and says whether there is one.
func (ms *models) readScalar(w *writer, v *value, dst string) string {
	r := "r"
	switch {
	case v.also:
		r = "r.Either()"
	case v.fraction:
		r = "r.Fraction()"
	}
	switch v.kind {
	case kindString:
		if rule := w.rule(v); rule != "" {
			return fmt.Sprintf("%s.Text(%s, %s)", r, dst, rule)
		}
		return fmt.Sprintf("%s.String(%s)", r, dst)
	case kindSecret:
		return fmt.Sprintf("%s.Secret(%s, %s)", r, dst, w.ruleOrNil(v))
	case kindText:
		return fmt.Sprintf("r.TextOrNumber(%s)", dst)
	case kindDecimal:
		return fmt.Sprintf("%s.Decimal(%s, %s)", r, dst, w.rangeOrNil(v))
	case kindNumber:
		return fmt.Sprintf("%s.Number(%s, %s)", r, dst, w.rangeOrNil(v))
	case kindTime:
		return fmt.Sprintf("r.Time(%s)", dst)
	case kindDate:
		return fmt.Sprintf("r.Date(%s)", dst)
	case kindBytes:
		return fmt.Sprintf("r.Bytes(%s)", dst)
	case kindInt32, kindInt64:
		method := map[bool]string{false: "Int64", true: "Int32"}[v.kind == kindInt32]
		if v.low != math.MinInt64 || v.high != math.MaxInt64 {
			return fmt.Sprintf("%s.%sIn(%s, %s, %s)", r, method, dst, bound(v.low), bound(v.high))
		}
		return fmt.Sprintf("%s.%s(%s)", r, method, dst)
	case kindBool, kindFlag:
		return fmt.Sprintf("r.Bool(%s)", dst)
	case kindMap:
		return fmt.Sprintf("r.Map(%s, %d, %d, %s)", dst, v.maxItems, v.maxKey, w.ruleOrNil(v.model.value))
	case kindRaw:
		if ms.doc.XML() {
			return fmt.Sprintf("r.Pairs(%s)", dst)
		}
		return fmt.Sprintf("r.RawObject(%s)", dst)
	}
	return fmt.Sprintf("read%s(%s, %s)", v.model.goName, r, dst)
}

func bound(n int64) string {
	switch n {
	case math.MinInt64:
		return "math.MinInt64"
	case math.MaxInt64:
		return "math.MaxInt64"
	}
	return strconv.FormatInt(n, 10)
}
