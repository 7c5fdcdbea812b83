package main

import (
	"fmt"
)

func (ms *models) emitReadJSON(w *writer, m *model) {
	read := reading{m: m, function: "readJSON", of: "jsonread", member: func(i int, seen string) {
		ms.readMember(w, m, i, seen)
	}}
	read.unknown = func() { ms.readUnknown(w, m) }
	parts := read.divided(w, func(f *field) bool { return f.selector != nil })
	ms.beginReading(w, m, "ReadJSON", "jsonread")
	w.p("\tif !r.Object(&%s) {\n\t\treturn\n\t}", m.shape())
	w.p("\tvar seen jsonread.Seen")
	for _, f := range m.fields {
		if f.selector != nil {
			w.p("\tvar deferred%s jsonread.Mark", f.goName)
		}
	}
	w.p("\tfor name := r.NextName(); name != nil; name = r.NextName() {")
	read.emitSwitch(w, parts, 0)
	w.p("\t}")
	for _, f := range m.fields {
		if f.selector != nil {
			w.p("\tr.Resume(deferred%s, %q, func() {", f.goName, f.json)
			ms.readUnion(w, f)
			w.p("\t})")
		}
	}
	ms.emitEvidence(w, m)
	if !m.open && m.hasRequiredUnless() {
		// JSON of an XML API is our own spelling of requests; its envelopes are not checked here.
		w.p("\tr.End(&seen, 0)")
	} else {
		w.p("\tr.End(&seen, %s)", m.requiredMask())
	}
	w.p("}\n")
	read.emitParts(w, parts)
}

// beginReading writes the beginning of the method that reads an object. Where the object has a box, there is a second
// method, for callers who have a place for it.
func (ms *models) beginReading(w *writer, m *model, name, of string) {
	w.p("// %s reads the object here.", name)
	if !m.hasBox() {
		w.p("func (v *%s) %s(r *%s.Reader) {", m.goName, name, of)
		return
	}
	w.p("func (v *%s) %s(r *%s.Reader) { v.%s(r, nil) }\n", m.goName, name, of, lowerFirst(name))
	w.p("// %s is %s with a box to use; nil makes one when it is needed.", lowerFirst(name), name)
	w.p("func (v *%s) %s(r *%s.Reader, box *%s) {", m.goName, lowerFirst(name), of, m.box())
}

// readObject reads a member that is an object. One that may be absent shares an allocation with its box; the box of one
// that is always there is in the box around.
func (ms *models) readObject(w *writer, f *field, name, of string) {
	place, inner := "v."+f.goName, f.value.model
	switch {
	case !inner.hasBox():
		if f.pointer() {
			w.p("\t\t\t\t%s = %s.New[%s](r)", place, of, inner.goName)
		}
		w.p("\t\t\t\t%s.%s(r)", place, name)
	case f.pointer():
		ms.newObject(w, inner, place, of)
		w.p("\t\t\t\t%s.%s(r, &whole.Box)", place, lowerFirst(name))
	default:
		w.p("\t\t\t\t%s.%s(r, &%s.Boxed(r, &box).%s)", place, lowerFirst(name), of, f.goName)
	}
}

// readUnknown passes over a member that the object does not have, or keeps it where the object is open.
func (ms *models) readUnknown(w *writer, m *model) {
	switch {
	case m.open && ms.doc.XML():
		w.p("\t\t\tif pair, ok := r.ExtraPair(); ok {")
		w.p("\t\t\t\tv.AdditionalProperties = append(v.AdditionalProperties, pair)\n\t\t\t}")
	case m.open:
		w.p("\t\t\tif name, value, ok := r.Extra(); ok {")
		w.p("\t\t\t\tif v.AdditionalProperties == nil {")
		w.p("\t\t\t\t\tv.AdditionalProperties = make(map[string]strictpay.Raw)\n\t\t\t\t}")
		w.p("\t\t\t\tv.AdditionalProperties[name] = value\n\t\t\t}")
	default:
		w.p("\t\t\tr.Unknown()")
	}
}

func (m *model) hasRequiredUnless() bool {
	return m.schema.RequiredUnless != nil
}

func (m *model) requiredMask() string {
	return m.mask(func(f *field) bool { return f.required })
}

// mask has a bit for each field of a kind.
func (m *model) mask(of func(f *field) bool) string {
	var mask uint64
	for i, f := range m.fields {
		if of(f) {
			mask |= 1 << i
		}
	}
	return fmt.Sprintf("%#x", mask)
}

// shape names the description of an object that its readers use.
func (m *model) shape() string { return lowerFirst(m.goName) + "Shape" }

// emitShape writes it.
func (m *model) emitShape(w *writer) {
	w.p("// %s has its members, by their numbers in jsonread.Seen.", m.shape())
	w.p("var %s = jsonread.Shape{\n\tType: %q,\n\tMembers: []string{", m.shape(), m.goName)
	for _, f := range m.fields {
		w.p("\t\t%q,", f.json)
	}
	nullable := m.mask(func(f *field) bool { return f.nullable })
	w.p("\t},\n\tRequired: %s, Nullable: %s,\n}\n", m.requiredMask(), nullable)
}

// notNull is the condition that something else than null stands in member i, an object or a union. The readers of
// scalars find null themselves, also where it is allowed: looking for it before them made reading 4 % slower.
func notNull(f *field, i int) string {
	if f.nullable {
		return fmt.Sprintf("!r.Nullable(%d)", i)
	}
	return "!r.Null()"
}

// readMember reads member i into its place, where it comes for the first time.
func (ms *models) readMember(w *writer, m *model, i int, seen string) {
	f := m.fields[i]
	v, place, first := f.value, "v."+f.goName, fmt.Sprintf("r.First(%s, %d)", seen, i)
	switch {
	case f.selector != nil:
		w.p("\t\t\tif %s {\n\t\t\t\tif seen.Has(%d) {", first, m.index(f.selector))
		ms.readUnion(w, f)
		w.p("\t\t\t\t} else {\n\t\t\t\t\tdeferred%s = r.Defer()\n\t\t\t\t}", f.goName)
	case f.boxed():
		w.p("\t\t\tif %s && %s {", first, ms.readScalar(w, v, "&jsonread.Boxed(r, &box)."+f.goName))
		w.p("\t\t\t\t%s = &box.%s", place, f.goName)
	case v.kind == kindObject:
		if f.pointer() {
			first += " && " + notNull(f, i)
		}
		w.p("\t\t\tif %s {", first)
		ms.readObject(w, f, "ReadJSON", "jsonread")
	case v.reads() && f.pointer():
		w.p("\t\t\tif %s && %s {", first, notNull(f, i))
		w.p("\t\t\t\t%s = jsonread.New[%s](r)\n\t\t\t\t%s.ReadJSON(r)", place, v.goType(), place)
	case v.kind == kindArray && v.model == nil:
		w.p("\t\t\tif %s && r.Array(%q) {", first, f.goName)
		ms.readItems(w, v, place)
	case v.reads():
		w.p("\t\t\tif %s {\n\t\t\t\t%s.ReadJSON(r)", first, place)
	default:
		w.p("\t\t\tif %s {\n\t\t\t\t%s", first, ms.readScalar(w, v, "&"+place))
	}
	w.p("\t\t\t}")
}

// readItems reads the items of an array that is already open.
func (ms *models) readItems(w *writer, v *value, dst string) {
	list := "&" + dst
	if v.model != nil {
		list = "(*[]" + v.item.partType() + ")(v)"
	}
	texts := (v.item.kind == kindString || v.item.kind == kindEnum) && !v.item.pointer()
	if texts {
		w.p("\t\t\t\t\tjsonread.StartTexts(r, %s)", list)
	} else {
		w.p("\t\t\t\t\t%s = %s{}", dst, v.goType())
	}
	w.p("\t\t\t\t\tfor r.Item() {")
	switch m := v.item.model; {
	case v.item.reads() && !v.item.nullable && v.item.kind == kindObject && m.hasBox():
		w.p("\t\t\t\t\t\titem, itemBox := jsonread.GrowWhole[%s, %s](r, %s)", v.item.partType(), m.box(), list)
		w.p("\t\t\t\t\t\titem.readJSON(r, itemBox)")
	case v.item.reads() && !v.item.nullable:
		w.p("\t\t\t\t\t\tjsonread.Grow(r, %s).ReadJSON(r)", list)
	default:
		ms.readPart(w, v.item, func(item string) string {
			return fmt.Sprintf("*jsonread.Grow(r, %s) = %s", list, item)
		})
	}
	w.p("\t\t\t\t\t}")
	if texts {
		w.p("\t\t\t\t\tjsonread.EndTexts(r, %s)", list)
	}
	w.p("\t\t\t\t\tr.EndArray()")
	ms.countItems(w, v, dst)
}

// readPart reads an item or an entry, which may be null, and keeps it.
func (ms *models) readPart(w *writer, v *value, keep func(item string) string) {
	if v.nullable {
		w.p("\t\t\t\t\t\tif r.Nil() {\n%s\ncontinue\n}", keep("nil"))
	}
	item := "item"
	switch {
	case v.reads() && v.pointer():
		w.p("\t\t\t\t\t\titem := jsonread.New[%s](r)\n\t\t\t\t\t\titem.ReadJSON(r)", v.goType())
		w.p("\t\t\t\t\t\t%s", keep(item))
		return
	case v.reads():
		w.p("\t\t\t\t\t\tvar item %s\n\t\t\t\t\t\titem.ReadJSON(r)", v.goType())
		w.p("\t\t\t\t\t\t%s", keep(item))
		return
	case v.pointer():
		item = "&item"
	}
	w.p("\t\t\t\t\t\tvar item %s", v.goType())
	w.p("\t\t\t\t\t\tif %s {\n%s\n\t\t\t\t\t\t}", ms.readScalar(w, v, "&item"), keep(item))
}

func (ms *models) countItems(w *writer, v *value, dst string) {
	if v.unique {
		w.p("\t\t\t\t\tr.Unique(len(%s), func(i int) string {\n\t\t\tvar b []byte", dst)
		ms.appendPart(w, v.item, dst+"[i]")
		w.p("\t\t\treturn string(b)\n\t\t})")
	}
	if v.minItems > 0 || v.maxItems > 0 {
		w.p("\t\t\t\t\tr.Count(len(%s), %d, %d)", dst, v.minItems, v.maxItems)
	}
}
