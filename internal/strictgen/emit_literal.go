package main

import (
	"fmt"
	"strconv"
	"strings"
)

// list writes a member that is a list of texts; nothing for an empty one.
func (w *writer) list(name string, values []string) {
	switch line := fmt.Sprintf("%s{%s},", name, quoted(values)); {
	case len(values) == 0:
	case len(line) <= 100:
		w.p("%s", line)
	default:
		w.p("%s{", name)
		for _, v := range values {
			w.p("%q,", v)
		}
		w.p("},")
	}
}

// text writes a member that is a text; nothing for an empty one. A long one is broken behind its blanks.
func (w *writer) text(name, value string) {
	if value == "" {
		return
	}
	w.b(name + ": ")
	for len(value) > commentWidth {
		at := strings.LastIndexByte(value[:commentWidth-10], ' ') + 1
		if at == 0 {
			at = strings.IndexByte(value, ' ') + 1
		}
		if at == 0 {
			break
		}
		w.p("%q +", value[:at])
		value = value[at:]
	}
	w.p("%q,", value)
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return strings.Join(out, ", ")
}
