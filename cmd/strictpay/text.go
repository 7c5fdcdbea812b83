package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// columns is how wide text for people is. What cannot be broken, such as a URL, may be wider.
const columns = 80

// wrapped breaks a text between words. The first line begins with first, the others with rest.
func wrapped(text, first, rest string) string {
	var b strings.Builder
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > columns {
			b.WriteString(line + "\n")
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	return b.String() + strings.TrimRight(line, " ") + "\n"
}

// reflowed wraps the paragraphs of a help text; those with an indented line stay as they are.
func reflowed(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		if !strings.Contains(p, "\n  ") {
			paragraphs[i] = strings.TrimRight(wrapped(p, "", ""), "\n")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// A definition is a name, what it is, and further paragraphs under it.
type definition struct {
	name, text string
	more       []string
}

// widest is how wide the column of names may be.
const widest = 34

// define writes definitions with their texts in one column.
func define(w io.Writer, indent string, list []definition) {
	width := 0
	for _, d := range list {
		if n := utf8.RuneCountInString(d.name); n <= widest {
			width = max(width, n)
		}
	}
	hanging := indent + strings.Repeat(" ", width+2)
	for _, d := range list {
		n := utf8.RuneCountInString(d.name)
		switch {
		case d.text == "":
			fmt.Fprintln(w, indent+d.name)
		case n > width:
			fmt.Fprint(w, indent+d.name+"\n"+wrapped(d.text, hanging, hanging))
		default:
			fmt.Fprint(w, wrapped(d.text, indent+d.name+strings.Repeat(" ", width-n+2), hanging))
		}
		for _, text := range d.more {
			fmt.Fprint(w, wrapped(text, hanging, hanging))
		}
	}
}

func (e *environment) paint(code, text string) string {
	if !e.colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

const (
	red    = "31"
	green  = "32"
	yellow = "33"
)

// printable keeps control characters of foreign names off the terminal.
func printable(text string) string {
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// ending is the end of a text that is longer than some characters.
func ending(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return "..." + string(runes[len(runes)-most+len("..."):])
}
