package main

import (
	"fmt"
	"slices"
	"strings"
)

// partLines is how many lines of an object's members one function has; what is more goes on in another function.
const partLines = 90

// lineCount is how many lines a text will have.
func lineCount(text string) int { return strings.Count(folded(text), "\n") }

// partName is the function of part n, counted from 0, of what begins in another function.
func partName(function string, n int) string { return fmt.Sprintf("%sPart%d", function, n+1) }

// Steps are the statements of a function, one after the other. Those that are too many stand in functions that it
// calls.
type steps struct {
	begin      string // the line of a function, with a place for its name
	first      string // the first statement of the function itself
	name, part string // of the function; of its parts, without their numbers
	call, end  string // how a part is called, and how it ends
	last       func() // writes the end of the function itself
	parts      []string
}

// add takes what body writes as one step, which stays together.
func (s *steps) add(w *writer, body func()) {
	step := w.captured(body)
	last := len(s.parts) - 1
	if last < 0 || lineCount(s.parts[last])+lineCount(step) > partLines {
		s.parts = append(s.parts, step)
		return
	}
	s.parts[last] += step
}

func (s *steps) emit(w *writer) {
	w.p(s.begin, s.name)
	if s.first != "" {
		w.p("%s", s.first)
	}
	for n, part := range s.parts {
		if n == 0 {
			w.b(part)
		} else {
			w.p(s.call, partName(s.part, n))
		}
	}
	s.last()
	for n, part := range s.parts {
		if n > 0 {
			w.p(s.begin, partName(s.part, n))
			w.b(part)
			w.p("%s", s.end)
		}
	}
}

// A reading is how an object's members are read, each when its name comes. Those that are too many for one function
// stand in others: what none of the cases of a function has goes to the next.
type reading struct {
	m            *model
	function, of string                   // readJSON of jsonread, readXML of xmlread
	member       func(i int, seen string) // writes the reading of member i
	unknown      func()                   // writes the reading of what is no member
}

// divided are the members of each function. The ones that need its variables stand in the first.
func (r reading) divided(w *writer, first func(f *field) bool) [][]int {
	var own, others []int
	for i, f := range r.m.fields {
		if first(f) {
			own = append(own, i)
		} else {
			others = append(others, i)
		}
	}
	parts, size := [][]int{nil}, 0
	for _, i := range append(own, others...) {
		lines := 1 + lineCount(w.captured(func() { r.member(i, "&seen") }))
		if size+lines > partLines && !first(r.m.fields[i]) {
			parts, size = append(parts, nil), 0
		}
		last := len(parts) - 1
		parts[last], size = append(parts[last], i), size+lines
	}
	slices.Sort(parts[0])
	return parts
}

// emitSwitch writes the cases of part n, and where other names go.
func (r reading) emitSwitch(w *writer, parts [][]int, n int) {
	seen := "seen"
	if n == 0 {
		seen = "&seen"
	}
	name := "r.Name()"
	if n == 0 && r.of == "jsonread" {
		name = "name"
	}
	w.p("\t\tswitch string(%s) {", name)
	for _, i := range parts[n] {
		w.p("\t\tcase %q:", r.m.fields[i].json)
		r.member(i, seen)
	}
	w.p("\t\tdefault:")
	switch next := partName(r.function, n+1); {
	case n+1 == len(parts):
		r.unknown()
	case r.m.hasBox():
		w.p("\t\t\tbox = v.%s(r, %s, box)", next, seen)
	default:
		w.p("\t\t\tv.%s(r, %s)", next, seen)
	}
	w.p("\t\t}")
}

// emitParts writes the functions behind the first.
func (r reading) emitParts(w *writer, parts [][]int) {
	for n := 1; n < len(parts); n++ {
		w.p("// %s reads the members from %s on.", partName(r.function, n), r.m.fields[parts[n][0]].json)
		begin := fmt.Sprintf("func (v *%s) %s(r *%s.Reader, seen *jsonread.Seen", r.m.goName,
			partName(r.function, n), r.of)
		if box := r.m.box(); r.m.hasBox() {
			w.p("%s, box *%s) *%s {", begin, box, box)
			r.emitSwitch(w, parts, n)
			w.p("\treturn box\n}\n")
		} else {
			w.p("%s) {", begin)
			r.emitSwitch(w, parts, n)
			w.p("}\n")
		}
	}
}
