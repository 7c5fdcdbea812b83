package main

import (
	"math/big"
	"strings"
)

// judge says what a changed attribute means.
func judge(f *fact, name, before, after string) (class, string) {
	switch name {
	case "description", "summary", "title", "text", "tip", "group", "info.title", "info.description", "info.version",
		"x-source",
		"example", "externalDocs", "tags":
		return texts, name + " changed"
	case "type", "body", "schema", "items type":
		if f.kind == "credential" {
			return behaviour, changed(name, before, after)
		}
		return breaks, "retyped from " + or(before) + " to " + or(after)
	case "required":
		return judgeRequired(f, after)
	case "nullable":
		if after == "true" {
			return behaviour, "null is no longer a deviation"
		}
		return behaviour, "null is now a deviation"
	case "items nullable", "values nullable":
		return breaks, "its " + strings.TrimSuffix(name, " nullable") +
			" have another Go type, since null is or was among them"
	case "deprecated":
		if after != "" && after != "false" {
			return behaviour, "deprecated"
		}
		return behaviour, "no longer deprecated"
	case "Go name":
		return breaks, changed("the Go name", before, after)
	case "path", "method":
		return behaviour, changed(name, before, after)
	case "signature":
		return behaviour, changed("signature", before, after)
	}
	if narrows, known := narrower(name, before, after); known {
		return judgeLimit(f, name, before, after, narrows)
	}
	return behaviour, changed(name, before, after)
}

func judgeRequired(f *fact, after string) (class, string) {
	switch {
	case after == "true" && (f.use.sent || f.kind == "parameter"):
		return breaks, "now required on sending"
	case after == "true":
		return breaks, "now required; an answer without it is a violation"
	}
	return breaks, "no longer required; the Go type may become a pointer"
}

func judgeLimit(f *fact, name, before, after string, narrows bool) (class, string) {
	what := changed(name, before, after)
	switch {
	case narrows && f.use.sent:
		return breaks, "narrowed, " + what
	case narrows:
		return behaviour, "narrowed, " + what
	}
	return behaviour, "widened, " + what
}

// narrower reports whether a limit lets less pass than before; known is false for what is no limit.
func narrower(name, before, after string) (narrows, known bool) {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "items "), "values ")
	switch name {
	case "pattern", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		return after != "" && after != "false", true
	case "maxLength", "maximum", "maxItems", "maxProperties", "x-key-max-length":
		return after != "" && (before == "" || less(after, before)), true
	case "minLength", "minimum", "minItems", "minProperties":
		return after != "" && (before == "" || less(before, after)), true
	case "x-exactly-one", "x-at-least-one":
		return after != "", true
	}
	return false, false
}

// less compares two numbers exactly.
func less(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, also := new(big.Rat).SetString(b)
	return ok && also && x.Cmp(y) < 0
}

// shown is how many characters of a value are shown at most.
const shown = 60

func changed(name, before, after string) string {
	return name + " from " + or(before) + " to " + or(after)
}

func or(v string) string {
	if v == "" {
		return "nothing"
	}
	if letters := []rune(v); len(letters) > shown {
		return string(letters[:shown]) + "..."
	}
	return v
}
