package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Where specs/rozetkapay differs from the provider's own document, and why.
var explained = []struct{ schema, field, document, spec, why string }{
	{"PayPartsBankInfo", "limits", "object", "PayPartsBankLimits", "an inline object, which needs a name"},
	{"PayPartsBankInfo", "periods", "array of object", "array of PayPartsBankPeriod", "an inline object, which needs a name"},
	{"PayPartsBankInfo", "limits.min_amount", "number", "", "in PayPartsBankLimits"},
	{"PayPartsBankInfo", "limits.max_amount", "number", "", "in PayPartsBankLimits"},
	{"PayPartsBankInfo", "periods[].fee", "number", "", "in PayPartsBankPeriod"},
	{"PayPartsBankInfo", "periods[].period", "integer", "", "in PayPartsBankPeriod"},
	{"PayPartsOperationDetails", "status_code", "PayPartsResponseCode", "StatusCode", "ResponseCode with a table that has codes of its own"},
}

// Schemas that only one side has.
var (
	onlyInSpec = map[string]string{
		"StatusCode":              "PayPartsResponseCode of the document, an allOf of ResponseCode and a table in prose",
		"FiscalizationStatusCode": "an integer without enum in the document; its values are a table in prose",
		"PayPartsBankLimits":      "PayPartsBankInfo.limits of the document",
		"PayPartsBankPeriod":      "PayPartsBankInfo.periods of the document",
	}
	onlyInDocument = map[string]string{
		"Amount": "string, decimal, written where it stands",
	}
	// Statuses that the document lists for no operation, or for resendPayPartsCallback alone.
	inferredStatuses = []string{"404", "409", "422", "429"}
)

// sameType is how the spec writes what the document has.
var sameType = map[string]string{
	"Amount":           "string decimal",
	"number":           "number decimal",
	"integer":          "integer int32",
	"string url":       "string", // the formats are names only
	"string uuid":      "string",
	"string email":     "string",
	"array of integer": "array of integer int32",
}

// The fields, types and required marks of the spec are those of the provider's document, apart from what is explained above.
func TestRozetkaPayIsTheProvidersDocument(t *testing.T) {
	s, err := load("../../specs/rozetkapay/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	document := map[string][][]string{}
	for _, row := range tsv(t, "testdata/rozetkapay-fields.tsv", 4) {
		document[row[0]] = append(document[row[0]], row[1:])
	}
	used := map[int]bool{}
	differ := func(schema, field, document, spec string) {
		for i, e := range explained {
			if e.schema == schema && e.field == field && e.document == document && e.spec == spec {
				used[i] = true
				return
			}
		}
		t.Errorf("%s.%s is %q in the provider's document and %q in the spec", schema, field, document, spec)
	}
	for _, name := range sortedNames(document) {
		ref := s.doc.Components.Schemas[name]
		if ref == nil {
			if onlyInDocument[name] == "" {
				t.Errorf("the spec has no schema %s", name)
			}
			continue
		}
		compareSchema(t, name, ref.Value, document[name], s.order[name], differ)
	}
	for _, name := range s.names {
		if document[name] == nil && onlyInSpec[name] == "" {
			t.Errorf("the provider's document has no schema %s", name)
		}
	}
	for i, e := range explained {
		if !used[i] {
			t.Errorf("%s.%s differs no longer; take it off the list", e.schema, e.field)
		}
	}
}

func compareSchema(t *testing.T, name string, schema *openapi3.Schema, document [][]string, order []string, differ func(schema, field, document, spec string)) {
	t.Helper()
	var fields, values []string
	for _, row := range document {
		field, typ, required := row[0], row[1], row[2] == "yes"
		switch {
		case typ == "value":
			values = append(values, field)
			continue
		case field == "" || field == "[]":
			compareWhole(name, field, typ, schema, differ)
			continue
		}
		property := schema.Properties[field]
		if property == nil {
			differ(name, field, typ, "")
			continue
		}
		fields = append(fields, field)
		if want := specType(typ); want != typeOf(property) {
			differ(name, field, typ, typeOf(property))
		}
		if required != slices.Contains(schema.Required, field) {
			differ(name, field, fmt.Sprint("required ", required), fmt.Sprint("required ", !required))
		}
	}
	if !slices.Equal(fields, order) && len(fields) > 0 {
		t.Errorf("%s has the fields\n%q\nin the spec, in the provider's document\n%q", name, order, fields)
	}
	if values != nil {
		var own []string
		for _, v := range schema.Enum {
			own = append(own, fmt.Sprint(v))
		}
		slices.Sort(own)
		slices.Sort(values)
		if !slices.Equal(own, values) {
			t.Errorf("%s has the values\n%q\nin the spec, in the provider's document\n%q", name, own, values)
		}
	}
}

// compareWhole checks a schema that has no fields: the items of a list, the values of a map.
func compareWhole(name, field, typ string, schema *openapi3.Schema, differ func(schema, field, document, spec string)) {
	spec := typeOf(&openapi3.SchemaRef{Value: schema})
	if field == "[]" {
		typ = "array of " + typ
	}
	if spec != specType(typ) {
		differ(name, field, typ, spec)
	}
}

func specType(typ string) string {
	if same, ok := sameType[typ]; ok {
		return same
	}
	return typ
}

// typeOf writes a property's type as the table does. Formats that the spec adds to a plain string are left out.
func typeOf(ref *openapi3.SchemaRef) string {
	if name := refName(ref); name != "" {
		return name
	}
	s := ref.Value
	switch {
	case s.Type.Is("array"):
		return "array of " + typeOf(s.Items)
	case s.Type.Is("object") && s.AdditionalProperties.Schema != nil:
		return "map of " + typeOf(s.AdditionalProperties.Schema)
	case s.Type.Is("string") && (s.Format == "currency" || s.Format == "secret"):
		return "string"
	}
	return strings.TrimSpace((*s.Type)[0] + " " + s.Format)
}

// Operations, paths, parameters, bodies and statuses are those of the provider's document.
func TestRozetkaPayOperations(t *testing.T) {
	s, err := load("../../specs/rozetkapay/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	document := map[string][]string{}
	for _, row := range tsv(t, "testdata/rozetkapay-operations.tsv", 7) {
		document[row[0]] = row[1:]
	}
	for _, o := range s.operations() {
		want := document[o.op.OperationID]
		if want == nil {
			t.Errorf("%s is not in the provider's document", o.op.OperationID)
			continue
		}
		delete(document, o.op.OperationID)
		var parameters, success, failure []string
		for _, p := range o.op.Parameters {
			required := ""
			if p.Value.Required {
				required = "*"
			}
			parameters = append(parameters, p.Value.Name+required+" "+typeOf(p.Value.Schema))
		}
		for _, status := range sortedNames(o.op.Responses.Map()) {
			body := ""
			for _, media := range o.op.Responses.Value(status).Value.Content {
				body = refName(media.Schema)
			}
			switch {
			case status < "300":
				success = append(success, strings.TrimSpace(status+" "+body))
			case !slices.Contains(inferredStatuses, status) || strings.Contains(want[5], status):
				failure = append(failure, status)
			}
			if want := map[bool]string{true: "TooManyRequestsResponse", false: "ErrorResponse"}[status == "429"]; status >= "400" && body != want {
				t.Errorf("%s answers %s with %s, want %s", o.op.OperationID, status, body, want)
			}
		}
		got := []string{o.method, o.path, strings.Join(parameters, ", "), refBody(o), strings.Join(success, " "), strings.Join(failure, " ")}
		if !slices.Equal(got, want) {
			t.Errorf("%s is\n%q\nin the spec, in the provider's document\n%q", o.op.OperationID, got, want)
		}
	}
	for id := range document {
		t.Errorf("the spec has no operation %s", id)
	}
}

// tsv reads a table of tab-separated cells; lines with # are comments.
func tsv(t *testing.T, file string, cells int) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		for len(row) < cells {
			row = append(row, "")
		}
		if len(row) != cells {
			t.Fatalf("%s: %d cells, not %d: %q", file, len(row), cells, line)
		}
		rows = append(rows, row)
	}
	return rows
}
