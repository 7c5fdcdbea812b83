package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// An extension is one row of the table in specs/README.md; a test compares the two.
type extension struct {
	name     string
	stands   []string // places, in the words of the table
	required bool     // on each of its places
	form     *shape
}

// A shape is the form of an extension's value.
type shape struct {
	says string                 // the form in words, for messages
	tag  string                 // of a scalar: "!!str", "!!bool", "!!int"; "" for any
	test func(text string) bool // of a scalar
	item *shape                 // of a list
	each *shape                 // of a map with free names
	keys []key                  // of a record
}

type key struct {
	name     string
	form     *shape
	required bool
}

func form(says, tag string, test func(string) bool) *shape {
	return &shape{says: says, tag: tag, test: test}
}

func matches(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }

func oneOf(list ...string) func(string) bool {
	return func(text string) bool { return slices.Contains(list, text) }
}

func listOf(item *shape) *shape { return &shape{says: "a list", item: item} }

func record(keys ...key) *shape { return &shape{says: "a mapping", keys: keys} }

func due(name string, form *shape) key { return key{name: name, form: form, required: true} }

func may(name string, form *shape) key { return key{name: name, form: form} }

var (
	aText     = form("a text that is not empty", "!!str", func(s string) bool { return strings.TrimSpace(s) != "" })
	aCode     = form("a text in quotes or letters", "!!str", func(string) bool { return true })
	aScalar   = form("a scalar", "", func(string) bool { return true })
	aBoolean  = form("true or false", "!!bool", func(string) bool { return true })
	isTrue    = form("true", "!!bool", oneOf("true"))
	aNumber   = form("an integer", "!!int", matches(`^[0-9]+$`))
	aStatus   = form("an HTTP status", "!!int", matches(`^[1-5][0-9][0-9]$`))
	aDate     = form(`a date in quotes, "2026-11-21"`, "!!str", func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil })
	aDuration = form("a Go duration above zero, 30s", "!!str", func(s string) bool { d, err := time.ParseDuration(s); return err == nil && d > 0 })
	aVersion  = form(`an API version in quotes, "1.3"`, "!!str", matches(`^[0-9]+\.[0-9]+$`))
	aPointer  = form("a pointer, /details/code", "!!str", matches(`^(/[^/]+)+$`))
	aName     = form("a name in camel case", "!!str", matches(`^[a-z][A-Za-z0-9]*$`))
	aGoName   = form("an exported Go name", "!!str", matches(`^[A-Z][A-Za-z0-9]*$`))
	aPart     = form("letters and digits, such as PartiallyRefunded", "!!str", matches(`^[A-Za-z0-9]+$`))
	aSource   = &shape{says: "`documented: page`, `code: repository and path` or `inferred: why`, several joined by `; `", tag: "!!str", test: isSource,
		keys: []key{may("documented", nil), may("code", nil), may("inferred", nil)}}
	aSentinel = record(may("status", listOf(aStatus)), may("codes", listOf(aCode)), may("except", listOf(aCode)))
)

// extensions are all that the generator knows. x-go-name and x-enum-varnames are oapi-codegen's own.
var extensions = []extension{
	{"x-source", []string{"document", "operation", "component schema", "webhook", "property", "parameter"}, false, aSource},
	{"x-revision", []string{"document"}, true, aDate},
	{"x-timeout", []string{"document"}, true, aDuration},
	{"x-enum-sources", []string{"enum schema"}, false, &shape{says: "a map of values to sources", each: aSource}},
	{"x-enum-descriptions", []string{"enum schema"}, false, &shape{says: "a map of values to texts", each: aText}},
	{"x-status", []string{"enum schema"}, false, record(due("final", listOf(aScalar)), due("succeeded", listOf(aScalar)))},
	{"x-codes", []string{"document"}, false, listOf(record(due("table", aText), may("schema", aText), may("rest", aText), due("source", aSource),
		due("rows", listOf(record(due("code", aCode), may("group", aText), may("text", aText), may("tip", aText), may("context", aText))))))},
	{"x-sensitive", []string{"property", "parameter"}, false, form("secret or personal", "!!str", oneOf("secret", "personal"))},
	{"x-also-read", []string{"scalar property", "scalar schema"}, false, form("string or number", "!!str", oneOf("string", "number"))},
	{"x-selected-by", []string{"union schema"}, false, aText},
	{"x-variants", []string{"union schema"}, false, &shape{says: "a map of selector values to component names", each: aText}},
	{"x-variant-name", []string{"object schema"}, false, aGoName},
	{"x-idempotent", []string{"operation"}, true, aBoolean},
	{"x-moves-money", []string{"operation"}, true, aBoolean},
	{"x-idempotency-key", []string{"operation"}, false, aText},
	{"x-ask-with", []string{"operation that moves money"}, true, record(due("operation", aName), due("with", &shape{says: "a map of arguments to pointers", each: aPointer}))},
	{"x-refusal", []string{"object schema"}, false, listOf(record(may("when", aPointer), may("equals", aScalar), may("code", aPointer), may("code-is", aText), may("text", listOf(aPointer)),
		may("table", aText), may("context", aText), may("as-error", isTrue)))},
	{"x-context", []string{"operation"}, false, aText},
	{"x-sentinels", []string{"document"}, false, record(may("not-found", aSentinel), may("unauthorized", aSentinel), may("rate-limited", aSentinel))},
	{"x-may-be-empty", []string{"response"}, false, aBoolean},
	{"x-at-least-one", []string{"object schema"}, false, listOf(listOf(aText))},
	{"x-exactly-one", []string{"object schema"}, false, listOf(listOf(aText))},
	{"x-required-unless", []string{"XML answer schema"}, false, record(due("member", aText), due("names", listOf(aText)), may("in", aText))},
	{"x-key-max-length", []string{"map schema"}, false, aNumber},
	{"x-target", []string{"X-Payments operation"}, false, aText},
	{"x-action", []string{"X-Payments operation"}, false, aText},
	{"x-since", []string{"X-Payments operation", "request property"}, false, aVersion},
	{"x-until", []string{"X-Payments operation", "request property"}, false, aVersion},
	{"x-webhooks", []string{"document"}, false, listOf(record(due("name", aName), due("schema", aText), due("media-type", form("application/json or application/xml", "!!str", oneOf(mediaTypes...))),
		may("signature", record(may("header", aText), may("algorithm", aText), may("encoding", aText), may("basic", isTrue))), due("source", aSource), may("deduplicate", listOf(aPointer))))},
	{"x-polling", []string{"operation"}, false, record(due("first", aDuration), due("every", aDuration), due("total", aDuration))},
	{"x-go-name", []string{"component schema", "property", "parameter"}, false, aGoName},
	{"x-enum-varnames", []string{"enum schema"}, false, listOf(aPart)},
}

// mediaTypes are those the generated readers know.
var mediaTypes = []string{"application/json", "application/xml"}

// formats are the types and formats of the table in specs/README.md; a test compares the two.
var formats = []string{"string", "string decimal", "number decimal", "string date-time", "string currency", "string secret", "string text", "integer int32", "integer int64", "boolean", "boolean flag"}

func extensionNamed(name string) *extension {
	for i := range extensions {
		if extensions[i].name == name {
			return &extensions[i]
		}
	}
	return nil
}

func standsOn(name string) string {
	if e := extensionNamed(name); e != nil {
		return name + " stands on: " + strings.Join(e.stands, ", ")
	}
	return "specs/README.md lists the extensions, and " + name + " is none of them"
}

// place checks the extensions of a node that is all of the given places.
func (l *linter) place(n *yaml.Node, where string, places ...string) {
	l.placed[n] = true
	each(n, func(name string, value *yaml.Node) {
		if !strings.HasPrefix(name, "x-") {
			return
		}
		l.values[value] = true
		e := extensionNamed(name)
		if e == nil || !slices.ContainsFunc(e.stands, func(p string) bool { return slices.Contains(places, p) }) {
			l.fault(value, where, "%s does not stand on this: %s", name, standsOn(name))
			return
		}
		l.shape(value, where, name, e.form)
	})
	for _, e := range extensions {
		if e.required && child(n, e.name) == nil && slices.ContainsFunc(e.stands, func(p string) bool { return slices.Contains(places, p) }) {
			l.fault(n, where, "%s is missing; give %s", e.name, e.form.says)
		}
	}
}

// shape checks a value's form.
func (l *linter) shape(n *yaml.Node, where, name string, f *shape) {
	switch {
	case f.test != nil:
		if n.Kind != yaml.ScalarNode || f.tag != "" && n.ShortTag() != f.tag || !f.test(n.Value) {
			l.fault(n, where, "%s is not of its form; give %s", name, f.says)
		}
	case f.item != nil:
		if n.Kind != yaml.SequenceNode {
			l.fault(n, where, "%s is not of its form; give a list", name)
		}
		for i, item := range items(n) {
			l.shape(item, where, fmt.Sprintf("%s[%d]", name, i), f.item)
		}
	case n.Kind != yaml.MappingNode:
		l.fault(n, where, "%s is not of its form; give %s", name, f.says)
	case f.each != nil:
		each(n, func(key string, value *yaml.Node) { l.shape(value, where, name+" "+key, f.each) })
	default:
		each(n, func(member string, value *yaml.Node) {
			i := slices.IndexFunc(f.keys, func(k key) bool { return k.name == member })
			if i < 0 {
				l.fault(value, where, "%s has no member %q; it has %s", name, member, f.names())
				return
			}
			l.shape(value, where, name+" "+member, f.keys[i].form)
		})
		for _, k := range f.keys {
			if k.required && child(n, k.name) == nil {
				l.fault(n, where, "%s lacks its member %q; give %s", name, k.name, k.form.says)
			}
		}
	}
}

func (f *shape) names() string {
	var names []string
	for _, k := range f.keys {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// isSource reports whether a text is provenance.
func isSource(text string) bool {
	for _, part := range sources(text) {
		kind, rest, ok := strings.Cut(part, ": ")
		if !ok || strings.TrimSpace(rest) == "" || kind != "documented" && kind != "code" && kind != "inferred" {
			return false
		}
	}
	return true
}

func sources(text string) []string { return strings.Split(strings.TrimSpace(text), "; ") }

// inferred reports whether nothing but an inference stands behind something.
func inferred(source string) bool {
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

func remarshal(from, to any) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}
