package main

import "sort"

// A table is one entry of x-codes.
type table struct {
	name, schema, source, rest string
	rows                       []row
}

type row struct{ code, group, text, tip, context string }

func (s *spec) tables() []table {
	var out []table
	for _, t := range extList(s.doc.Extensions, "x-codes") {
		m, _ := t.(map[string]any)
		one := table{name: extString(m, "table"), schema: extString(m, "schema"), source: extString(m, "source"), rest: extString(m, "rest")}
		for _, r := range extList(m, "rows") {
			cells, _ := r.(map[string]any)
			one.rows = append(one.rows, row{code: extString(cells, "code"), group: extString(cells, "group"), text: extString(cells, "text"), tip: extString(cells, "tip"), context: extString(cells, "context")})
		}
		out = append(out, one)
	}
	return out
}

// A webhook is one entry of x-webhooks.
type webhook struct {
	name, schema, mediaType, source string
	header, algorithm, encoding     string
	basic                           bool
	deduplicate                     []string
}

func (s *spec) webhooks() []webhook {
	var out []webhook
	for _, h := range extList(s.doc.Extensions, "x-webhooks") {
		m, _ := h.(map[string]any)
		signature := extMap(m, "signature")
		out = append(out, webhook{name: extString(m, "name"), schema: extString(m, "schema"), mediaType: extString(m, "media-type"), source: extString(m, "source"),
			header: extString(signature, "header"), algorithm: extString(signature, "algorithm"), encoding: extString(signature, "encoding"), basic: extBool(signature, "basic"),
			deduplicate: texts(m["deduplicate"])})
	}
	return out
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
