package openapi

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// A form is which texts a scalar takes: says is for messages, tag is YAML's own type ("" for any).
type form struct {
	says, tag string
	test      func(text string) bool
}

func matches(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }

func listed(list ...string) func(string) bool {
	return func(text string) bool { return slices.Contains(list, text) }
}

func anything(string) bool { return true }

// SourceForm is the form of provenance in words.
const SourceForm = "`documented: page`, `code: repository and path` or `inferred: why`, several joined by `; `"

var forms = map[string]form{
	"":         {"a text that is not empty", "!!str", func(s string) bool { return strings.TrimSpace(s) != "" }},
	"code":     {"a text in quotes or letters", "!!str", anything},
	"value":    {"a value of the enum", "", anything},
	"true":     {"true", "!!bool", listed("true")},
	"status":   {"an HTTP status", "!!int", isStatus},
	"revision": {`a date in quotes, "2026-11-21", with .2 behind it for the second edit of a day`, "!!str", isRevision},
	"version":  {`an API version in quotes, "1.3"`, "!!str", matches(`^[0-9]+\.[0-9]+$`)},
	"pointer":  {"a pointer, /details/code", "!!str", matches(`^(/[^/]+)+$`)},
	"place":    {"a pointer, /details/code, or \"\" for the document", "!!str", matches(`^(/[^/]+)*$`)},
	"false":    {"false", "!!bool", listed("false")},
	"argument": {"a pointer into the body, /order/id, or path/NAME or query/NAME", "!!str",
		matches(`^((path|query)/[^/]+|(/[^/]+)+)$`)},
	"name":      {"a name in camel case, createOrder", "!!str", matches(`^[a-z][A-Za-z0-9]*$`)},
	"go-name":   {"an exported Go name, OrderStatus", "!!str", matches(`^[A-Z][A-Za-z0-9]*$`)},
	"part":      {"letters and digits, PartiallyRefunded", "!!str", matches(`^[A-Za-z0-9]+$`)},
	"media":     {strings.Join(MediaTypes, " or "), "!!str", listed(MediaTypes...)},
	"sensitive": {"secret or personal", "!!str", listed("secret", "personal")},
	"spelling":  {"string, number or fraction", "!!str", listed("string", "number", "fraction")},
	"effect":    {"question or change", "!!str", listed("question", "change")},
	"tells":     {"always, by-comparing or never", "!!str", listed("always", "by-comparing", "never")},
	"limits":    {"limit, remaining or reset", "!!str", listed("limit", "remaining", "reset")},
	"compare":   {"text or guid", "!!str", listed("text", "guid")},
	"source":    {SourceForm, "!!str", IsSource},
}

// isRevision reports whether a text is a date, or a date, a full stop and the number of a later edit on that day.
func isRevision(text string) bool {
	day, edit, again := strings.Cut(text, ".")
	_, err := time.Parse(time.DateOnly, day)
	return err == nil && (!again || isLaterEdit(edit))
}

var isLaterEdit = matches(`^([2-9]|[1-9][0-9]+)$`)

var isStatus = matches(`^[1-5][0-9][0-9]$`)

// IsSource reports whether a text is provenance.
func IsSource(text string) bool {
	for _, part := range sources(text) {
		kind, rest, ok := strings.Cut(part, ": ")
		if !ok || strings.TrimSpace(rest) == "" || kind != "documented" && kind != "code" && kind != "inferred" {
			return false
		}
	}
	return true
}

func sources(text string) []string { return strings.Split(strings.TrimSpace(text), "; ") }

// Inferred reports whether nothing but an inference stands behind something.
func Inferred(source string) bool {
	if source == "" {
		return false
	}
	for _, part := range sources(source) {
		if !strings.HasPrefix(part, "inferred: ") {
			return false
		}
	}
	return true
}

func splitPointer(pointer string) []string {
	return strings.Split(strings.TrimPrefix(pointer, "/"), "/")
}
