package main

import (
	"fmt"
	"strconv"
	"strings"
)

// follow resolves a pointer such as /details/status_code: the Go expression, the conditions under which it can be
// read, and the last field.
func (ms *models) follow(m *model, pointer string) (expr string, guards []string, last *field) {
	expr = "v"
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		f := m.fieldNamed(name)
		if f == nil {
			panic(fmt.Sprintf("schema %s: the pointer %s leads nowhere", m.name, pointer))
		}
		expr += "." + f.goName
		if f.pointer() {
			guards = append(guards, expr+" != nil")
		}
		last = f
		if f.value.model != nil {
			m = f.value.model
		}
	}
	return expr, guards, last
}

// textOf is an expression that gives a field's value as text.
func textOf(f *field, expr string) string {
	if f.pointer() {
		expr = "*" + expr
	}
	switch f.value.kind {
	case kindEnum:
		return "string(" + expr + ")"
	case kindInt32, kindInt64, kindIntEnum:
		return "strconv.FormatInt(int64(" + expr + "), 10)"
	case kindBool, kindFlag:
		return "strconv.FormatBool(" + expr + ")"
	case kindString:
		return expr
	case kindSecret:
		return "(" + expr + ").Reveal()"
	}
	return "(" + expr + ").String()"
}

// compared is the condition that a field has a text as its value, for ==, or another, for !=. It compares what the
// field is, and its text only where that is something else than the text.
func compared(f *field, expr, operator, text string) string {
	value := expr
	if f.pointer() {
		value = "*" + expr
	}
	switch f.value.kind {
	case kindEnum:
		return value + " " + operator + " " + strconv.Quote(text)
	case kindInt32, kindInt64, kindIntEnum:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
			return value + " " + operator + " " + text
		}
	case kindBool, kindFlag:
		switch {
		case text == "true" && operator == "==", text == "false" && operator == "!=":
			return value
		case text == "false" && operator == "==", text == "true" && operator == "!=":
			return "!" + value
		}
	}
	return textOf(f, expr) + " " + operator + " " + strconv.Quote(text)
}
