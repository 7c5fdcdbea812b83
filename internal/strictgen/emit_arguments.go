package main

import (
	"fmt"
	"math"
	"strings"
)

// checkArguments checks the parameters of a call just before it is sent, those of one place after the other.
func (ms *models) checkArguments(w *writer, c call) {
	if c.optional != nil {
		w.p("\tif params == nil {\n\t\tparams = new(%sParams)\n\t}", c.goName)
	}
	for _, place := range []string{"path", "query", "header"} {
		checks := w.captured(func() {
			for _, a := range c.args {
				if a.in == place {
					ms.checkArgument(w, a, a.goName, true)
				}
			}
			for _, a := range c.optional {
				if a.in == place {
					ms.checkArgument(w, a, "params."+a.field, c.Parameter(a.in, a.json).Required)
				}
			}
		})
		if checks != "" {
			mark := "in" + camelUpper(place)
			w.p("\t%s := call.Here()\n%s\tcall.Within(%[1]s, %[3]q)", mark, checks, place)
		}
	}
}

// checkArgument checks one parameter. One that may be left out is behind a pointer.
func (ms *models) checkArgument(w *writer, a argument, expr string, required bool) {
	value := expr
	if !required {
		value = "*" + expr
	}
	line := ms.argumentCheck(w, a, value, required)
	switch {
	case line == "":
	case required:
		w.p("\t%s", line)
	default:
		w.p("\tif %s != nil {\n\t\t%s\n\t}", expr, line)
	}
}

// argumentCheck is the check of a parameter that is there, "" where there is nothing to check.
func (ms *models) argumentCheck(w *writer, a argument, expr string, required bool) string {
	s := a.schema.Target()
	v := ms.scalar(s)
	v.place = a.goName
	of := strings.TrimPrefix(expr, "*") // for its methods
	switch v.kind {
	case kindEnum:
		return fmt.Sprintf("call.Listed(%q, %q, string(%s), %v, %s.Valid())", a.json, ms.byName[s.Name].goName, expr,
			required, of)
	case kindIntEnum:
		return fmt.Sprintf("call.Listed(%q, %q, strconv.FormatInt(int64(%s), 10), false, %s.Valid())", a.json,
			ms.byName[s.Name].goName, expr, of)
	case kindInt32, kindInt64:
		if v.low != math.MinInt64 || v.high != math.MaxInt64 {
			return fmt.Sprintf("call.Int(%q, int64(%s), %s, %s)", a.json, expr, bound(v.low), bound(v.high))
		}
	case kindDecimal, kindNumber:
		return fmt.Sprintf("call.AmountIn(%q, %s, %v, %s)", a.json, expr, required, callRule(w.amounts(v)))
	case kindDate:
		return fmt.Sprintf("call.Date(%q, %s, %v)", a.json, expr, required)
	case kindTime:
		return fmt.Sprintf("if %s.IsZero() {\n\t\tcall.Missing(%q)\n\t}", of, a.json)
	case kindSecret, kindString:
		method := "Text"
		if v.kind == kindSecret {
			method = "Secret"
		}
		if a.in != "path" {
			return fmt.Sprintf("call.%s(%q, %s, %v, %s)", method, a.json, expr, required, callRule(w.rule(v)))
		}
		if v.kind == kindSecret {
			expr += ".Reveal()"
		}
		return fmt.Sprintf("call.Segment(%q, %s, %s)", a.json, expr, callRule(w.rule(v)))
	}
	return ""
}

// callRule is the name that a rule has among the calls.
func callRule(name string) string {
	if name == "" {
		return "nil"
	}
	return "call" + camelUpper(name)
}
