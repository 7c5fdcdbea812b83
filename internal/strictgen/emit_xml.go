package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func (ms *models) emitReadXML(w *writer, m *model) {
	unless := m.schema.RequiredUnless
	var container *field
	if unless != nil {
		container = m.fieldNamed(unless.In.Value)
	}
	read := reading{m: m, function: "readXML", of: "xmlread", member: func(i int, seen string) {
		ms.readXMLMember(w, m, i, seen, m.fields[i] == container)
	}}
	read.unknown = func() {
		if m.open {
			w.p("\t\t\tif pair, ok := r.Extra(); ok {\n\t\t\t\tv.AdditionalProperties = " +
				"append(v.AdditionalProperties, " +
				"pair)\n\t\t\t}")
		} else {
			w.p("\t\t\tr.Unknown()")
		}
	}
	parts := read.divided(w, func(f *field) bool { return f == container })
	ms.beginReading(w, m, "ReadXML", "xmlread")
	w.p("\tif !r.Element(&%s) {\n\t\treturn\n\t}", m.shape())
	w.p("\tvar seen jsonread.Seen")
	if container != nil {
		w.p("\tvar inner uint64 // members that %s showed", container.json)
	}
	w.p("\tfor r.Next() {")
	read.emitSwitch(w, parts, 0)
	w.p("\t}")
	if unless == nil {
		w.p("\tr.End(&seen, %s)\n}\n", m.requiredMask())
	} else {
		ms.requiredUnless(w, m, unless)
	}
	read.emitParts(w, parts)
}

// requiredUnless writes the end of an envelope: some members are required only where it does not refuse, and inside a
// container where that is there.
func (ms *models) requiredUnless(w *writer, m *model, unless *openapi.RequiredUnless) {
	w.p("\trequired := uint64(%s)", m.requiredMask())
	w.p("\trefused := %s\n\tif !refused {", ms.refuses(m, unless))
	mask := m.maskOf(openapi.Values(unless.Names))
	container := m.fieldNamed(unless.In.Value)
	if container == nil {
		w.p("\t\trequired |= %#x", mask)
	} else {
		inner, inside := container.value.model, unless.Names
		if unless.Inside != nil {
			inside = unless.Inside
		}
		w.p("\t\tif seen.Has(%d) {", m.index(container))
		w.p("\t\t\tr.RequireIn(%q, &%s, %#x, inner)", container.json, inner.shape(),
			inner.maskOf(openapi.Values(inside)))
		w.p("\t\t} else {\n\t\t\trequired |= %#x\n\t\t}", mask)
	}
	w.p("\t}\n\tr.End(&seen, required)\n}\n")
}

// refuses is the condition of an envelope that refuses: its member is not empty, nor what counts as empty, or another
// text that says no is not.
func (ms *models) refuses(m *model, unless *openapi.RequiredUnless) string {
	envelope := m.fieldNamed(unless.Member.Value)
	_, guards, _ := ms.follow(m, "/"+envelope.json)
	for _, text := range append([]string{""}, openapi.Values(unless.Empty)...) {
		guards = append(guards, compared(envelope, "v."+envelope.goName, "!=", text))
	}
	filled := strings.Join(guards, " && ")
	for _, name := range openapi.Values(unless.Or) {
		expr, guards, last := ms.follow(m, "/"+name)
		filled += " || " + strings.Join(append(guards, compared(last, expr, "!=", "")), " && ")
	}
	return filled
}

func (m *model) maskOf(names []string) uint64 {
	var mask uint64
	for _, name := range names {
		if f := m.fieldNamed(name); f != nil {
			mask |= 1 << m.index(f)
		}
	}
	return mask
}

// readXMLMember reads member i into its place. What a container shows is kept for the end of its envelope.
func (ms *models) readXMLMember(w *writer, m *model, i int, seen string, container bool) {
	f := m.fields[i]
	v, first := f.value, fmt.Sprintf("r.First(%s, %d)", seen, i)
	switch {
	case v.kind == kindArray:
		w.p("\t\t\tif r.ListItem(%s, %d) {", seen, i)
		ms.readXMLItem(w, f)
	case f.boxed():
		w.p("\t\t\tif %s && %s {", first, ms.readXMLScalar(w, v, "&xmlread.Boxed(r, &box)."+f.goName))
		w.p("\t\t\t\tv.%s = &box.%s", f.goName, f.goName)
	case v.kind == kindObject:
		w.p("\t\t\tif %s {", first)
		ms.readObject(w, f, "ReadXML", "xmlread")
	default:
		w.p("\t\t\tif %s {\n\t\t\t\t%s", first, ms.readXMLScalar(w, v, "&v."+f.goName))
	}
	if container {
		w.p("\t\t\t\tinner = r.SeenInLast()")
	}
	w.p("\t\t\t}")
}

func (ms *models) readXMLItem(w *writer, f *field) {
	dst, item := "v."+f.goName, f.value.item
	if item.kind == kindObject {
		w.p("\t\t\t\txmlread.Grow(r, &%s).ReadXML(r)", dst)
		return
	}
	w.p("\t\t\t\tvar item %s", item.goType())
	w.p("\t\t\t\tif %s {\n\t\t\t\t\t*xmlread.Grow(r, &%s) = item\n\t\t\t\t}", ms.readXMLScalar(w, item, "&item"), dst)
}

func (ms *models) readXMLScalar(w *writer, v *value, dst string) string {
	switch v.kind {
	case kindString:
		if rule := w.rule(v); rule != "" {
			return fmt.Sprintf("r.Text(%s, %s)", dst, rule)
		}
		return fmt.Sprintf("r.String(%s)", dst)
	case kindSecret:
		return fmt.Sprintf("r.Secret(%s, %s)", dst, w.ruleOrNil(v))
	case kindDecimal, kindNumber:
		return fmt.Sprintf("r.Decimal(%s, %s)", dst, w.rangeOrNil(v))
	case kindInt32, kindInt64:
		method := map[bool]string{false: "Int64", true: "Int32"}[v.kind == kindInt32]
		if v.low != math.MinInt64 || v.high != math.MaxInt64 {
			return fmt.Sprintf("r.%sIn(%s, %s, %s)", method, dst, bound(v.low), bound(v.high))
		}
		return fmt.Sprintf("r.%s(%s)", method, dst)
	case kindBool, kindFlag:
		return fmt.Sprintf("r.Flag(%s)", dst)
	case kindRaw:
		return fmt.Sprintf("r.Pairs(%s)", dst)
	}
	return fmt.Sprintf("readXML%s(r, %s)", v.model.goName, dst)
}

func (ms *models) emitWriteXML(w *writer, m *model) {
	w.p("// WriteXML writes the members one after the other. Absent members are left out.")
	steps := steps{begin: "func (v *" + m.goName + ") %s(w *xmlread.Writer) {", name: "WriteXML",
		part: "writeXML", call: "\tv.%s(w)", end: "}\n"}
	for _, f := range m.fields {
		steps.add(w, func() { ms.writeXMLMember(w, m, f) })
	}
	steps.last = func() {
		if m.open {
			w.p("\tw.Extras(v.AdditionalProperties)")
		}
		w.p("}\n")
	}
	steps.emit(w)
}

func (ms *models) writeXMLMember(w *writer, m *model, f *field) {
	expr := "v." + f.goName
	switch {
	case f.value.kind == kindArray:
		w.p("\tfor i := range %s {", expr)
		ms.writeXML(w, f.json, f.value.item, expr+"[i]", true, m.request)
		w.p("\t}")
	case f.pointer():
		w.p("\tif %s != nil {", expr)
		if f.value.kind != kindObject {
			expr = "*" + expr
		}
		ms.writeXML(w, f.json, f.value, expr, false, m.request)
		w.p("\t}")
	default:
		ms.writeXML(w, f.json, f.value, expr, false, m.request)
	}
}

func (ms *models) writeXML(w *writer, name string, v *value, expr string, cell, request bool) {
	text := ""
	switch v.kind {
	case kindObject:
		w.p("\t\tw.Open(%q, %v)\n\t\t%s.WriteXML(w)\n\t\tw.Close(%q)", name, cell, expr, name)
		return
	case kindRaw:
		w.p("\t\tw.Open(%q, %v)\n\t\tw.Extras(%s)\n\t\tw.Close(%q)", name, cell, expr, name)
		return
	case kindBool, kindFlag:
		method := "Flag"
		if request {
			method = "Digit" // requests say 0 or 1, answers nothing or 1
		}
		w.p("\t\tw.%s(%q, %s)", method, name, expr)
		return
	case kindString:
		text = expr
	case kindSecret:
		text = "(" + expr + ").Reveal()"
	case kindEnum:
		text = "string(" + expr + ")"
	case kindInt32, kindInt64, kindIntEnum:
		text = "strconv.FormatInt(int64(" + expr + "), 10)"
	default:
		text = "(" + expr + ").String()"
	}
	if cell {
		w.p("\t\tw.Cell(%q, %s)", name, text)
	} else {
		w.p("\t\tw.Text(%q, %s)", name, text)
	}
}
