package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// A writer collects Go source for the files of a package; gofmt runs over all of it later.
type writer struct {
	*bytes.Buffer // of the piece being written
	pieces        map[string][]*piece
	place         place             // of what is being written
	rules         map[string]string // package-level rules by their expression
	order         []string
}

func newWriter() *writer {
	return &writer{Buffer: new(bytes.Buffer), pieces: map[string][]*piece{}, rules: map[string]string{}}
}

// to goes on in the files of a kind: types, read_json, ...
func (w *writer) to(kind string) {
	list := w.pieces[kind]
	if n := len(list); n == 0 || list[n-1].place != w.place {
		list = append(list, &piece{place: w.place})
		w.pieces[kind] = list
	}
	w.Buffer = &list[len(list)-1].Buffer
}

// captured is what body writes, taken out again.
func (w *writer) captured(body func()) string {
	n := w.Len()
	body()
	text := string(w.Bytes()[n:])
	w.Truncate(n)
	return text
}

func (w *writer) p(format string, args ...any) {
	if len(args) == 0 {
		w.WriteString(format)
	} else {
		fmt.Fprintf(w, format, args...)
	}
	w.WriteByte('\n')
}

// b writes a piece of a line as it is.
func (w *writer) b(text string) { w.WriteString(text) }

// comment writes a doc comment of lines of readable length. Text may have several paragraphs and lists.
func (w *writer) comment(indent, text string) {
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		hang, trimmed := "", strings.TrimSpace(line)
		if strings.HasPrefix(line, "  - ") {
			hang, trimmed = "    ", "  - "+strings.TrimSpace(strings.TrimPrefix(line, "  - "))
		}
		for {
			head, rest := wrapped(trimmed, commentWidth)
			w.p("%s// %s", indent, head)
			if rest == "" {
				break
			}
			trimmed = hang + rest
		}
	}
}

// commentWidth is how long the text of a comment's line may be; a word that is longer, such as an address, is not
// broken.
const commentWidth = 100

// wrapped cuts a line at its last blank within width.
func wrapped(line string, width int) (head, rest string) {
	if len(line) <= width {
		return line, ""
	}
	indent := len(line) - len(strings.TrimLeft(line, " -"))
	at := strings.LastIndexByte(line[:width+1], ' ')
	if at <= indent {
		if at = strings.IndexByte(line[indent:], ' '); at < 0 {
			return line, ""
		}
		at += indent
	}
	return line[:at], strings.TrimSpace(line[at:])
}

// rule names the package-level *check.Rule of a text; "" where there is none.
func (w *writer) rule(v *value) string {
	if v.ruleMin == 0 && v.ruleMax == 0 && v.pattern == "" && !v.currency && !v.uuid {
		return ""
	}
	var expr string
	switch {
	case v.uuid:
		expr = "check.UUIDRule()"
	case v.currency && v.pattern == "":
		expr = fmt.Sprintf("check.CurrencyRule(%d, %d)", v.ruleMin, v.ruleMax)
	default:
		var parts []string
		if v.ruleMin > 0 {
			parts = append(parts, fmt.Sprintf("Min: %d", v.ruleMin))
		}
		if v.ruleMax > 0 {
			parts = append(parts, fmt.Sprintf("Max: %d", v.ruleMax))
		}
		if v.pattern != "" {
			parts = append(parts, "Pattern: "+patternExpr(v.pattern))
		}
		expr = "&check.Rule{" + strings.Join(parts, ", ") + "}"
	}
	if name, ok := w.rules[expr]; ok {
		return name
	}
	name := w.unused(ruleName(v))
	w.rules[expr] = name
	w.order = append(w.order, expr)
	return name
}

// ruleName says what a rule is; that of a pattern is where it stands first.
func ruleName(v *value) string {
	switch {
	case v.uuid:
		return "formUUID"
	case v.pattern != "":
		return "pattern" + camelUpper(v.place)
	case v.currency && v.ruleMin == 0 && v.ruleMax == 0:
		return "currency"
	case v.currency:
		return fmt.Sprintf("currency%dTo%d", v.ruleMin, v.ruleMax)
	case v.ruleMax == 0:
		return fmt.Sprintf("lengthFrom%d", v.ruleMin)
	case v.ruleMin == 0:
		return fmt.Sprintf("lengthTo%d", v.ruleMax)
	}
	return fmt.Sprintf("length%dTo%d", v.ruleMin, v.ruleMax)
}

// unused is a name that no other rule has.
func (w *writer) unused(name string) string {
	taken := map[string]bool{}
	for _, other := range w.rules {
		taken[other] = true
	}
	free := name
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s%d", name, n)
	}
	return free
}

func (w *writer) ruleOrNil(v *value) string {
	if name := w.rule(v); name != "" {
		return name
	}
	return "nil"
}

// emit writes every component type with what it can do: a kind of files for each thing it can.
func (ms *models) emit(calls []call) map[string][]*piece {
	w := newWriter()
	places := ms.places(calls)
	for _, m := range ms.list {
		w.place = places[m]
		w.place.component = m.name
		w.to("types")
		switch m.kind {
		case kindObject:
			ms.emitObject(w, m)
		case kindEnum, kindIntEnum:
			ms.emitEnum(w, m)
		case kindUnion:
			ms.emitUnion(w, m)
		case kindArray:
			ms.emitArray(w, m)
		case kindMap:
			ms.emitMap(w, m)
		case kindRaw:
			w.docOf(m, nil)
			w.p("type %s = %s\n", m.goName, ms.rawType())
		default:
			w.docOf(m, ms.scalar(m.schema))
			w.p("type %s = %s\n", m.goName, ms.scalar(m.schema).goType())
		}
	}
	ms.emitOptional(w, calls)
	w.place = place{}
	w.to("check")
	w.emitRules()
	return w.pieces
}

// emitRules writes the rules of texts, which reading and checking share.
func (w *writer) emitRules() {
	if len(w.order) == 0 {
		return
	}
	w.p("// Rules of texts, named after what they say; that of a pattern after the member where it stands " +
		"first.\nvar (")
	for _, expr := range w.order {
		w.p("\t%s = %s", w.rules[expr], expr)
	}
	w.p(")\n")
}

// rawType is what keeps an object of any form.
func (ms *models) rawType() string {
	if ms.doc.XML() {
		return "strictpay.Pairs"
	}
	return "strictpay.Raw"
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
