package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// maxCases is how many texts one generated function tells apart; more are spread over several by their length.
const maxCases = 24

// A textSwitch is a function that finds what belongs to a text. The compiler makes a binary search of it, which is
// faster than a map and needs nothing at the start of a program.
type textSwitch struct {
	name, doc         string
	parameter, result string // parameter is a declaration of one name
	text              string // expression of the text
	argument          string // the parameter's name
	otherwise         string // result for other texts
	cases             []textCase
}

type textCase struct{ text, result string }

func (w *writer) emitSwitch(s textSwitch) {
	w.comment("", s.doc)
	if len(s.cases) <= maxCases {
		s.emitFunction(w, s.name, s.cases)
		return
	}
	sorted := slices.Clone(s.cases)
	slices.SortStableFunc(sorted, func(a, b textCase) int { return cmp.Compare(len(a.text), len(b.text)) })
	var parts []textSwitch
	for len(sorted) > 0 {
		n := min(maxCases, len(sorted))
		for n < len(sorted) && len(sorted[n].text) == len(sorted[n-1].text) { // a length stays together
			n++
		}
		part := s
		part.cases, part.name = sorted[:n], s.name+"To"+strconv.Itoa(len(sorted[n-1].text))
		parts, sorted = append(parts, part), sorted[n:]
	}
	w.p("func %s(%s) %s {\n\tswitch len(%s) {", s.name, s.parameter, s.result, s.argument)
	for _, part := range parts {
		w.p("\tcase %s:\n\t\treturn %s(%s)", part.lengths(), part.name, s.argument)
	}
	w.p("\t}\n\treturn %s\n}\n", s.otherwise)
	for _, part := range parts {
		part.emitFunction(w, part.name, part.cases)
	}
}

// lengths are those of the cases, which are in their order: the compiler makes a table of jumps of them.
func (s textSwitch) lengths() string {
	var lengths []string
	for _, c := range s.cases {
		lengths = append(lengths, strconv.Itoa(len(c.text)))
	}
	return strings.Join(slices.Compact(lengths), ", ")
}

// emitFunction writes one function; texts of one length that are too many go on in another.
func (s textSwitch) emitFunction(w *writer, name string, cases []textCase) {
	rest := cases[min(2*maxCases, len(cases)):]
	w.p("func %s(%s) %s {\n\tswitch %s {", name, s.parameter, s.result, s.text)
	for _, c := range cases[:len(cases)-len(rest)] {
		w.p("\tcase %q:\n\t\treturn %s", c.text, c.result)
	}
	w.p("\t}")
	if len(rest) == 0 {
		w.p("\treturn %s\n}\n", s.otherwise)
		return
	}
	w.p("\treturn %sRest(%s)\n}\n", name, s.argument)
	s.emitFunction(w, name+"Rest", rest)
}
