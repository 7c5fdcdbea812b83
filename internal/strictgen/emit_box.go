package main

// newObject makes an object and its box, whole, and has place point at the object.
func (ms *models) newObject(w *writer, m *model, place, of string) {
	w.p("\t\t\t\twhole := %s.New[jsonread.Whole[%s, %s]](r)\n\t\t\t\t%s = &whole.Value", of, m.goName, m.box(), place)
}

// box is the type that holds the object's optional scalars and unions.
func (m *model) box() string { return lowerFirst(m.goName) + "Box" }

func (m *model) hasBox() bool {
	for _, f := range m.fields {
		if f.inBox() || f.boxesInside() {
			return true
		}
	}
	return false
}

// inBox: the member is an optional scalar, or an optional union, whose place is in the box of its object.
func (f *field) inBox() bool { return f.boxed() || f.selector != nil && f.pointer() }

// boxesInside: the object is always there, and its box is in the box of the object around it.
func (f *field) boxesInside() bool {
	return f.value.kind == kindObject && !f.pointer() && f.value.model.hasBox()
}

// emitBox writes the type of the object's box.
func (m *model) emitBox(w *writer) {
	if !m.hasBox() {
		return
	}
	w.p("// %s holds the optional scalars and unions of one %s, and of the objects that are always in it, so that "+
		"they share an allocation.", m.box(), m.goName)
	w.p("type %s struct {", m.box())
	for _, f := range m.fields {
		switch {
		case f.inBox():
			w.p("\t%s %s", f.goName, f.value.goType())
		case f.boxesInside():
			w.p("\t%s %s", f.goName, f.value.model.box())
		}
	}
	w.p("}\n")
}
