package main

import (
	"strings"
	"unicode/utf8"
)

// lineWidth is how long a line of code may be before it is broken; gofmt adds some blanks to what it aligns. A tab
// counts as four columns.
const lineWidth = 112

// folded breaks lines of code that are too long: at the commas of their longest list or of a case, else behind && and
// ||. gofmt indents them later.
func folded(text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for _, line := range lines {
		out = append(out, foldedLine(line)...)
	}
	return strings.Join(out, "\n")
}

func columns(line string) int { return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t") }

// foldedLine is a line in pieces that are short enough, where it can be broken.
func foldedLine(line string) []string {
	trimmed := strings.TrimSpace(line)
	switch {
	case columns(line) <= lineWidth || strings.HasPrefix(trimmed, "//"):
		return []string{line}
	case strings.HasPrefix(trimmed, "case ") && strings.HasSuffix(trimmed, ":"):
		return cut(line, topLevel(line, ", ", 1))
	}
	open, end, commas := longestList(line)
	if end == 0 || len(commas) == 0 && end-open < 40 {
		if at := topLevel(line, " && ", 3); len(at) > 0 {
			return cut(line, at)
		}
		return cut(line, topLevel(line, ", ", 1))
	}
	pieces := foldedLine(line[:open+1])
	for _, piece := range cut(line[open+1:end], shifted(commas, 1-open-1)) {
		piece = strings.TrimSpace(piece)
		if _, inner, _ := longestList(piece); inner > 0 && !strings.Contains(piece, " && ") {
			pieces = append(pieces, foldedLine("\t\t"+piece)...)
		} else {
			pieces = append(pieces, conditions(piece)...)
		}
	}
	if last := len(pieces) - 1; !strings.HasSuffix(pieces[last], ",") {
		pieces[last] += ","
	}
	return append(pieces, foldedLine(line[end:])...)
}

// conditions breaks an argument that is a long condition.
func conditions(piece string) []string {
	at := topLevel(piece, " || ", 3)
	if len(at) == 0 {
		at = topLevel(piece, " && ", 3)
	}
	return cut(piece, at)
}

// cut breaks a line at some of the places, so that each piece is short enough.
func cut(line string, places []int) []string {
	var pieces []string
	start, last := 0, 0
	for _, at := range append(places, len(line)) {
		if columns(line[start:at])+12 > lineWidth && last > start {
			pieces = append(pieces, strings.TrimRight(line[start:last], " "))
			start = last
		}
		last = at
	}
	return append(pieces, line[start:])
}

func shifted(places []int, by int) []int {
	out := make([]int, len(places))
	for i, at := range places {
		out[i] = at + by
	}
	return out
}

// topLevel is where a line can be broken behind a separator that stands in no brackets and no literal; width is how
// much of the separator stays before the break.
func topLevel(line, separator string, width int) []int {
	var places []int
	depth := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '"', '`', '\'':
			i += quotedLength(line[i:]) - 1
			continue
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
		}
		if depth == 0 && strings.HasPrefix(line[i:], separator) {
			places = append(places, i+width)
		}
	}
	return places
}

// longestList is where the longest list in brackets of a line begins and ends, and its commas.
func longestList(line string) (open, end int, commas []int) {
	type bracket struct {
		at     int
		commas []int
	}
	var stack []bracket
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '"', '`', '\'':
			i += quotedLength(line[i:]) - 1
		case '(', '{', '[':
			stack = append(stack, bracket{at: i})
		case ',':
			if n := len(stack); n > 0 {
				stack[n-1].commas = append(stack[n-1].commas, i)
			}
		case ')', '}', ']':
			n := len(stack)
			if n == 0 {
				return 0, 0, nil
			}
			top := stack[n-1]
			stack = stack[:n-1]
			if isList(line, top.at) && (c != ']' || top.commas != nil) && i-top.at > end-open {
				open, end, commas = top.at, i, top.commas
			}
		}
	}
	return open, end, commas
}

// isList reports whether a bracket begins arguments or the members of a literal, not a block or a term.
func isList(line string, at int) bool {
	if at == 0 {
		return false
	}
	before := line[at-1]
	if before == ' ' && at > 1 && line[at] == '(' && line[at-2] == ')' {
		return true // the results of a function
	}
	return before != ' ' && before != '\t' && before != '(' && before != '!' && before != '{'
}

// quotedLength is how long the literal at the beginning of text is.
func quotedLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] != '`':
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return len(text)
}
