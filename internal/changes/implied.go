package main

import (
	"regexp"
	"strings"
)

var (
	newSchema    = regexp.MustCompile(`^(\w+): new$`)
	newOperation = regexp.MustCompile(`^(\w+): new operation, `)
	addedInGo    = regexp.MustCompile(`^Go: (.+): added$`)
	// madeOf are the names that the generator derives from a type: its decoder, and the list of an enum's values.
	madeOf = regexp.MustCompile(`^(?:Decode(\w+)|(\w+)Values)$`)
)

// toldInGo leaves out of the changes of a Go package what follows from others: the type of a new schema, the method and
// the parameters of a new operation, and what the generator makes of each new type.
func toldInGo(changes, ofSpec []change) []change {
	implied := map[string]bool{}
	for _, c := range ofSpec {
		if m := newSchema.FindStringSubmatch(c.what); m != nil {
			implied[m[1]] = true
		} else if m := newOperation.FindStringSubmatch(c.what); m != nil {
			name := strings.ToUpper(m[1][:1]) + m[1][1:]
			implied["(*Client)."+name], implied[name+"Params"] = true, true
		}
	}
	names := map[string]bool{}
	for _, c := range changes {
		if m := addedInGo.FindStringSubmatch(c.what); m != nil {
			names[m[1]] = true
		}
	}
	var list []change
	for _, c := range changes {
		m := addedInGo.FindStringSubmatch(c.what)
		if m == nil || !implied[m[1]] && !derived(m[1], names) {
			list = append(list, c)
		}
	}
	return list
}

// derived reports whether a name is made of another one that is new as well.
func derived(name string, added map[string]bool) bool {
	if m := madeOf.FindStringSubmatch(name); m != nil && added[m[1]+m[2]] {
		return true
	}
	for i := 1; i < len(name); i++ { // a value of a new enum begins with its name and a capital or a digit
		if name[i] <= 'Z' && added[name[:i]] && added[name[:i]+"Values"] {
			return true
		}
	}
	return false
}
