package main

import (
	"fmt"
	"strconv"
	"strings"
)

// Names are what oapi-codegen calls things in Go. Its templates, as specs/templates replaces them, write comments of
// the form
//
//	//strictgen:WHAT ARGUMENT...
//
// where the strict code goes, so that nothing of the library needs to be changed and its output can be read in any
// order.
type names struct {
	types      map[string]typeNames      // by component schema
	parameters map[string]string         // declarations of shared parameters, by component
	operations map[string]operationNames // by path and method
}

type typeNames struct {
	goName string
	fields map[string]string // Go names by property
	values map[string]string // parts of the constants' names by value
}

type operationNames struct {
	goName     string
	parameters map[string]parameterNames // by place and name
}

type parameterNames struct{ variable, field, typ string }

const mark = "//strictgen:"

// strict is the part of generated text that strict code replaces: before and behind it is the rest.
func strict(text string) (before, between, behind string) {
	start, end := strings.Index(text, mark), strings.LastIndex(text, mark+"end")
	if start < 0 || end < start {
		return text, "", ""
	}
	return text[:start], text[start:end], text[end+len(mark+"end"):]
}

// readTypes reads the names of components out of generated text.
func (n *names) readTypes(text string) error {
	n.types, n.parameters = map[string]typeNames{}, map[string]string{}
	var one typeNames
	var component string
	for _, part := range strings.Split(text, mark)[1:] {
		line, rest, _ := strings.Cut(part, "\n")
		what, arguments, err := arguments(line)
		if err != nil {
			return err
		}
		switch what {
		case "type":
			component = arguments[0]
			one = typeNames{goName: arguments[1], fields: map[string]string{}, values: map[string]string{}}
			// Schemas come first; parameters and responses may have the same names.
			if _, known := n.types[component]; !known {
				n.types[component] = one
			}
		case "field":
			one.fields[arguments[0]] = arguments[1]
		case "value":
			one.values[arguments[0]] = arguments[1]
		case "declaration":
			n.parameters[component] = rest
		}
	}
	return nil
}

// readOperations reads the names of operations out of generated text.
func (n *names) readOperations(text string) error {
	n.operations = map[string]operationNames{}
	var one operationNames
	for _, part := range strings.Split(text, mark)[1:] {
		line, _, _ := strings.Cut(part, "\n")
		what, arguments, err := arguments(line)
		if err != nil {
			return err
		}
		switch what {
		case "operation":
			one = operationNames{goName: arguments[2], parameters: map[string]parameterNames{}}
			n.operations[arguments[0]+" "+arguments[1]] = one
		case "parameter":
			one.parameters[arguments[0]+" "+arguments[1]] = parameterNames{arguments[2], arguments[3], arguments[4]}
		}
	}
	return nil
}

// arguments splits a line into what it is and its arguments, which are words or quoted texts.
func arguments(line string) (what string, list []string, err error) {
	what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	for rest != "" {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			word, after, _ := strings.Cut(rest, " ")
			list, rest = append(list, word), after
			continue
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			return "", nil, fmt.Errorf("the line %q of oapi-codegen: %w", line, err)
		}
		list, rest = append(list, text), strings.TrimPrefix(rest[len(quoted):], " ")
	}
	return what, list, nil
}

func camelUpper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lowerFirst(s string) string {
	n := 0
	for n < len(s) && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(s) {
		n--
	}
	return strings.ToLower(s[:n]) + s[n:]
}

func camel(s string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
