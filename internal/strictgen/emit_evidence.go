package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitEvidence writes, at the end of an object's members, what it needs to prove itself where it is the document, and
// which members deny each other.
func (ms *models) emitEvidence(w *writer, m *model) {
	if e := m.schema.Evidence; e != nil {
		pointers := openapi.Values(e.AnyOf)
		if e.AnyMember {
			for _, f := range m.fields {
				pointers = append(pointers, "/"+f.json)
			}
		}
		var found, quoted []string
		for _, p := range pointers {
			found, quoted = append(found, ms.isThere(m, p)), append(quoted, strconv.Quote(p))
		}
		w.p("\tr.Prove(%s, %s, %s)", strings.Join(found, " || "), ms.missingAt(w, m, e.Missing.Value),
			strings.Join(quoted, ", "))
	}
	for _, d := range m.schema.Denies {
		denied := append(ms.says(m, d.Member.Value, d.Equals.Value), ms.says(m, d.Denies.Value, d.Value.Value)...)
		w.p("\tr.Deny(%s, %q, %q)", strings.Join(denied, " && "), d.Member.Value,
			fmt.Sprintf("%s beside %s at %s", d.Equals.Value, d.Value.Value, d.Denies.Value))
	}
}

// missingAt is an expression for the pointer of what is missing: the member at a pointer, or the first one on the way
// to it that is not there.
func (ms *models) missingAt(w *writer, m *model, pointer string) string {
	names := strings.Split(pointer, "/")
	var parents []string
	for i := 2; i < len(names); i++ {
		parents = append(parents, strings.Join(names[:i], "/"))
	}
	if pointer == "" || len(parents) == 0 {
		return strconv.Quote(pointer)
	}
	w.p("\tmissing := %q", pointer)
	slices.Reverse(parents)
	for _, parent := range parents {
		_, guards, _ := ms.follow(m, parent)
		if len(guards) > 0 {
			absent := strings.ReplaceAll(strings.Join(guards, " || "), " != nil", " == nil")
			w.p("\tif %s {\n\t\tmissing = %q\n\t}", absent, parent)
		}
	}
	return "missing"
}

// isThere is an expression that reports whether a member is there and not null. A required one always is: it is
// missing at its own place.
func (ms *models) isThere(m *model, pointer string) string {
	expr, guards, last := ms.follow(m, pointer)
	if nilable(last.value.kind) {
		guards = append(guards, expr+" != nil")
	}
	if len(guards) == 0 {
		return "true"
	}
	return strings.Join(guards, " && ")
}

// says are the conditions under which a member has a value.
func (ms *models) says(m *model, pointer, value string) []string {
	expr, guards, last := ms.follow(m, pointer)
	return append(guards, compared(last, expr, "==", value))
}
