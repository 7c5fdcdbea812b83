package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
	limitsapi "github.com/strictpay/strictpay/internal/strictgen/testdata/limits"
	"github.com/strictpay/strictpay/runtime/check"
)

// A body that keeps every limit of testdata/limits.
const within = `{
	"needed": "x", "orNull": null, "listOrNull": null,
	"text": "abc", "cyrillic": "ДА", "secret": "abc", "currency": "EUR", "textOrNumber": 7, "at": "2026-11-25T10:00:00Z",
	"amount": "0.005", "number": 0.001, "either": -0.001, "small": 2, "large": 9223372036854775807, "exact": 9007199254740993, "below": 9, "flag": true,
	"kind": "one", "level": 3000000000, "list": ["a", "b"], "numbers": [1, 5], "amounts": ["0.5"], "levels": [-1],
	"inner": {"id": "i"}, "open": {"id": "o", "more": [1]}, "closed": {"id": "c"}, "free": {"any": {"thing": null}},
	"names": {"a": "b", "c": "d"}, "named": [{"id": "n"}], "maybe": null, "old": "x", "older": {"id": "o"}, "variant": {"id": "v"}
}`

// What a keyword of a schema forbids. sent: found before sending, too; where it is false, a Go value of the type
// cannot break it.
var broken = []struct {
	form, keyword, old, broken string
	kind                       strictpay.Kind
	pointer                    string
	sent                       bool
}{
	{"string", "type", `"text": "abc"`, `"text": 1`, strictpay.KindType, "/text", false},
	{"string", "minLength", `"text": "abc"`, `"text": "a"`, strictpay.KindFormat, "/text", true},
	{"string", "maxLength", `"text": "abc"`, `"text": "abcde"`, strictpay.KindFormat, "/text", true},
	{"string", "pattern", `"text": "abc"`, `"text": "ABC"`, strictpay.KindFormat, "/text", true},
	{"string", "pattern", `"cyrillic": "ДА"`, `"cyrillic": "DA"`, strictpay.KindFormat, "/cyrillic", true},
	{"string", "format", `"currency": "EUR"`, `"currency": "eur"`, strictpay.KindFormat, "/currency", true},
	{"secret", "type", `"secret": "abc"`, `"secret": true`, strictpay.KindType, "/secret", false},
	{"secret", "minLength", `"secret": "abc"`, `"secret": "a"`, strictpay.KindFormat, "/secret", true},
	{"secret", "maxLength", `"secret": "abc"`, `"secret": "abcde"`, strictpay.KindFormat, "/secret", true},
	{"secret", "pattern", `"secret": "abc"`, `"secret": "a1c"`, strictpay.KindFormat, "/secret", true},
	{"currency", "type", `"currency": "EUR"`, `"currency": 978`, strictpay.KindType, "/currency", false},
	{"currency", "format", `"currency": "EUR"`, `"currency": "E R"`, strictpay.KindFormat, "/currency", true},
	{"currency", "minLength", `"currency": "EUR"`, `"currency": "EU"`, strictpay.KindFormat, "/currency", true},
	{"currency", "maxLength", `"currency": "EUR"`, `"currency": "EUROS"`, strictpay.KindFormat, "/currency", true},
	{"text", "type", `"textOrNumber": 7`, `"textOrNumber": {}`, strictpay.KindType, "/textOrNumber", false},
	{"date-time", "type", `"at": "2026-11-25T10:00:00Z"`, `"at": 1795255200`, strictpay.KindType, "/at", false},
	{"date-time", "format", `"at": "2026-11-25T10:00:00Z"`, `"at": "2026-11-25"`, strictpay.KindFormat, "/at", false},
	{"decimal", "type", `"amount": "0.005"`, `"amount": 0.005`, strictpay.KindType, "/amount", false},
	{"decimal", "type", `"number": 0.001`, `"number": "0.001"`, strictpay.KindType, "/number", false},
	{"decimal", "format", `"amount": "0.005"`, `"amount": "5e3"`, strictpay.KindFormat, "/amount", false},
	{"decimal", "minimum", `"amount": "0.005"`, `"amount": "0.0049"`, strictpay.KindFormat, "/amount", true},
	{"decimal", "minimum", `"either": -0.001`, `"either": "-0.0011"`, strictpay.KindFormat, "/either", true},
	{"decimal", "maximum", `"amount": "0.005"`, `"amount": "9007199254740994"`, strictpay.KindFormat, "/amount", true},
	{"decimal", "exclusiveMinimum", `"number": 0.001`, `"number": 0.00`, strictpay.KindFormat, "/number", true},
	{"decimal", "exclusiveMaximum", `"number": 0.001`, `"number": 10`, strictpay.KindFormat, "/number", true},
	{"integer", "type", `"small": 2`, `"small": "2"`, strictpay.KindType, "/small", false},
	{"integer", "format", `"small": 2`, `"small": 2147483648`, strictpay.KindFormat, "/small", false},
	{"integer", "minimum", `"small": 2`, `"small": 1`, strictpay.KindFormat, "/small", true},
	{"integer", "minimum", `"exact": 9007199254740993`, `"exact": -9007199254740994`, strictpay.KindFormat, "/exact",
		true},
	{"integer", "maximum", `"small": 2`, `"small": 10`, strictpay.KindFormat, "/small", true},
	{"integer", "maximum", `"exact": 9007199254740993`, `"exact": 9007199254740994`, strictpay.KindFormat, "/exact",
		true},
	{"integer", "exclusiveMinimum", `"large": 9223372036854775807`, `"large": 0`, strictpay.KindFormat, "/large", true},
	{"integer", "exclusiveMaximum", `"below": 9`, `"below": 10`, strictpay.KindFormat, "/below", true},
	{"boolean", "type", `"flag": true`, `"flag": "true"`, strictpay.KindType, "/flag", false},
	{"enum", "type", `"kind": "one"`, `"kind": 1`, strictpay.KindType, "/kind", false},
	{"enum", "enum", `"kind": "one", "level": 3000000000`, `"kind": "tri", "level": 3000000000`,
		strictpay.KindUnknownValue, "/kind", true},
	{"integer enum", "type", `"level": 3000000000`, `"level": "3000000000"`, strictpay.KindType, "/level", false},
	{"integer enum", "format", `"level": 3000000000`, `"level": 9223372036854775808`, strictpay.KindFormat, "/level",
		false},
	{"integer enum", "enum", `"level": 3000000000`, `"level": 2`, strictpay.KindUnknownValue, "/level", true},
	{"integer enum", "enum", `"levels": [-1]`, `"levels": [2]`, strictpay.KindUnknownValue, "/levels/0", true},
	{"array", "type", `"list": ["a", "b"]`, `"list": "a"`, strictpay.KindType, "/list", false},
	{"array", "items", `"list": ["a", "b"]`, `"list": ["a", "bbbb"]`, strictpay.KindFormat, "/list/1", true},
	{"array", "items", `"numbers": [1, 5]`, `"numbers": [1, 6]`, strictpay.KindFormat, "/numbers/1", true},
	{"array", "items", `"amounts": ["0.5"]`, `"amounts": ["0.4"]`, strictpay.KindFormat, "/amounts/0", true},
	{"array", "uniqueItems", `"list": ["a", "b"]`, `"list": ["a", "a"]`, strictpay.KindFormat, "/list", false},
	{"array", "minItems", `"list": ["a", "b"]`, `"list": []`, strictpay.KindFormat, "/list", true},
	{"array", "maxItems", `"list": ["a", "b"]`, `"list": ["a", "b", "c"]`, strictpay.KindFormat, "/list", true},
	{"array", "maxItems", `"named": [{"id": "n"}]`, `"named": [{"id": "n"}, {"id": "n"}, {"id": "n"}]`,
		strictpay.KindFormat, "/named", true},
	{"object", "type", `"inner": {"id": "i"}`, `"inner": [1]`, strictpay.KindType, "/inner", false},
	{"object", "properties", `"inner": {"id": "i"}`, `"inner": {"id": "i", "other": 1}`, strictpay.KindUnknownMember,
		"/inner/other", false},
	{"object", "required", `"needed": "x", `, ``, strictpay.KindMissing, "/needed", true},
	{"object", "required", `"inner": {"id": "i"}`, `"inner": {}`, strictpay.KindMissing, "/inner/id", true},
	{"object", "additionalProperties", `"closed": {"id": "c"}`, `"closed": {"id": "c", "more": 1}`,
		strictpay.KindUnknownMember, "/closed/more", false},
	{"free object", "type", `"free": {"any": {"thing": null}}`, `"free": [1]`, strictpay.KindType, "/free", false},
	{"map", "type", `"names": {"a": "b", "c": "d"}`, `"names": ["a"]`, strictpay.KindType, "/names", false},
	{"map", "additionalProperties", `"names": {"a": "b", "c": "d"}`, `"names": {"a": "B"}`, strictpay.KindFormat,
		"/names/a", true},
	{"map", "additionalProperties", `"names": {"a": "b", "c": "d"}`, `"names": {"a": "bbbb"}`, strictpay.KindFormat,
		"/names/a", true},
	{"map", "maxProperties", `"names": {"a": "b", "c": "d"}`, `"names": {"a": "b", "c": "d", "e": "f"}`,
		strictpay.KindFormat, "/names", true},
	{"union", "anyOf", `"variant": {"id": "v"}`, `"variant": {}`, strictpay.KindMissing, "/variant/id", true},
	{"reference", "allOf", `"older": {"id": "o"}`, `"older": {"id": 1}`, strictpay.KindType, "/older/id", false},
	{"property", "nullable", `"text": "abc"`, `"text": null`, strictpay.KindNull, "/text", false},
}

func TestSchemasAreHeeded(t *testing.T) {
	good, devs, err := limitsapi.DecodeLimits([]byte(within))
	if err != nil || len(devs) > 0 {
		t.Fatalf("deviations %v, error %v", devs, err)
	}
	if found := checked(good); len(found) > 0 {
		t.Fatalf("before sending: %v", found)
	}
	for _, c := range broken {
		body := strings.Replace(within, c.old, c.broken, 1)
		if body == within {
			t.Errorf("%s of %s: %s is not in the body", c.keyword, c.form, c.old)
			continue
		}
		v, devs, _ := limitsapi.DecodeLimits([]byte(body))
		if len(devs) != 1 || devs[0].Kind != c.kind || devs[0].Pointer != c.pointer {
			t.Errorf("%s of %s: %s gives %v, want %s at %s", c.keyword, c.form, c.broken, devs, c.kind, c.pointer)
		}
		found := checked(v)
		if c.sent != (len(found) == 1 && found[0].Pointer == c.pointer) &&
			(c.sent || len(found) > 0 && c.kind != strictpay.KindType && c.kind != strictpay.KindFormat &&
				c.kind != strictpay.KindNull) {
			t.Errorf("%s of %s: %s gives %v before sending, want one at %s: %v", c.keyword, c.form, c.broken, found,
				c.pointer, c.sent)
		}
	}
	for _, one := range []struct{ form, keyword, broken string }{
		{"array", "uniqueItems", `"list": ["a", "a"]`},
	} {
		v, _, _ := limitsapi.DecodeLimits([]byte(strings.Replace(within, `"list": ["a", "b"]`, one.broken, 1)))
		if found := checked(v); len(found) != 1 || found[0].Pointer != "/list/1" {
			t.Errorf("%s of %s gives %v before sending", one.keyword, one.form, found)
		}
	}
}

// Values that an enum does not list keep its lengths and its pattern. One that has not even the form is told once.
func TestUnlistedValuesKeepTheRules(t *testing.T) {
	for value, want := range map[string]int{"six": 1, "a": 2, "seven": 2, "SIX": 1} {
		body := strings.Replace(within, `"kind": "one"`, fmt.Sprintf(`"kind": %q`, value), 1)
		body = strings.Replace(body, `, "variant": {"id": "v"}`, "", 1)
		if _, devs, _ := limitsapi.DecodeLimits([]byte(body)); len(devs) != want {
			t.Errorf("kind %q gives %v, want %d deviations", value, devs, want)
		}
	}
}

// A member that must be there and may be null is written as null.
func TestRequiredNull(t *testing.T) {
	v := limitsapi.Limits{Needed: "x"}
	if text := string(v.AppendJSON(nil)); text != `{"needed":"x","orNull":null,"listOrNull":null}` {
		t.Errorf("written it is %s", text)
	}
	if found := checked(&v); len(found) > 0 {
		t.Errorf("before sending: %v", found)
	}
}

// checked are the findings before sending.
func checked(v *limitsapi.Limits) []strictpay.Deviation {
	var c check.Checker
	v.Check(&c)
	return c.Found().List
}

// What a keyword does beyond the bodies above: with the edit, the generated files have, or a problem says, what
// stands in want.
var effects = []struct{ place, keyword, old, edited, want string }{
	{"document", "openapi", "openapi: 3.0.3", "openapi: 3.1.0", "openapi is not 3.0.3"},
	{"document", "info", "info:\n  title: Limits\n  version: \"1\"\n  description: Every keyword that generated code " +
		"heeds.\n", "", "info is missing"},
	{"document", "servers", "limits.example/v1/", "limits.example/v2/", "https://limits.example/v2/"},
	{"document", "security", "  - token: []", "  - tokens: []", "tokens is no security scheme"},
	{"document", "paths", "  /things/{id}/{kind}:", "  /things/of/{id}/{kind}:", "/things/of/"},
	{"document", "components", "    Inner:\n      type: object\n      description: An object within.",
		"    Inner:\n      type: object\n      description: Another text.", "Another text."},
	{"server", "url", "limits.example/v1/", "limits.example/v2/", "https://limits.example/v2/"},
	{"server", "description", "    description: production", "    description: test", "Test"},
	{"server", "variables", "      tenant: {default: demo", "      tenants: {default: demo",
		"variable tenants is not in the URL"},
	{"components", "schemas", "        id: {type: string}\n    Open:",
		"        id: {type: string}\n        surplus: {type: boolean}\n    Open:", "Surplus"},
	{"components", "responses",
		"    Made:\n      description: Made.\n      content:\n        application/json:\n          schema: {$ref: " +
			"\"#/components/schemas/Limits\"}",
		"    Made:\n      description: Made.\n      content:\n        application/json:\n          schema: {$ref: " +
			"\"#/components/schemas/Inner\"}", "*Inner, error"},
	{"components", "parameters", "  parameters: {}", "  parameters: {P: {name: p, in: cookie, schema: {type: string}}}",
		`in is "cookie"`},
	{"components", "securitySchemes", "name: X-Token}", "name: X-Other}", `"X-Other"`},
	{"security scheme", "type", "{type: apiKey, in", "{type: oauth2, in", "clients know two forms of security"},
	{"security scheme", "in", "in: header, name: X-Token", "in: query, name: X-Token",
		"clients know two forms of security"},
	{"security scheme", "name", "name: X-Token}", "name: X-Other}", `"X-Other"`},
	{"security scheme", "scheme", "scheme: basic", "scheme: digest", "clients know two forms of security"},
	{"path item", "get", "    get:\n", "    delete:\n", `"delete" stands twice`},
	{"path item", "put", "operationId: putThing", "operationId: storeThing", "StoreThing"},
	{"path item", "post", "operationId: makeThing", "operationId: createThing", "CreateThing"},
	{"path item", "patch", "operationId: patchThing", "operationId: mendThing", "MendThing"},
	{"path item", "delete", "operationId: deleteThing", "operationId: dropThing", "DropThing"},
	{"path item", "parameters", "        schema: {type: string, minLength: 2, maxLength: 4, pattern: \"^[a-z]+$\"}\n",
		"        schema: {type: integer, format: int64}\n", "id int64"},
	{"operation", "operationId", "operationId: findThings", "operationId: searchThings", "SearchThings"},
	{"operation", "summary", "summary: Find things", "summary: Look for things", "ook for things"},
	{"operation", "description", "description: With every kind of parameter.", "description: With something else.",
		"With something else."},
	{"operation", "parameters", "        - {name: from, in: query", "        - {name: begin, in: query", "Begin"},
	{"operation", "requestBody",
		"            schema: {$ref: \"#/components/schemas/Limits\"}\n      responses:\n        \"200\": {$ref: ",
		"            schema: {$ref: \"#/components/schemas/Inner\"}\n      responses:\n        \"200\": {$ref: ",
		"body Inner"},
	{"operation", "responses", "        \"204\":\n          description: None.\n",
		"        \"202\":\n          description: None.\n", "202"},
	{"operation", "deprecated", "      deprecated: true\n      x-source", "      x-source", ""},
	{"operation", "security", "      deprecated: true\n      x-source",
		"      deprecated: true\n      security: []\n      x-source", "NoCredentials: true"},
	{"parameter", "name", "{name: limit, in", "{name: most, in", `"most"`},
	{"parameter", "in", "{name: limit, in: query, schema", "{name: limit, in: header, schema", `Header`},
	{"parameter", "required", "{name: from, in: query, required: true,", "{name: from, in: query,",
		"From *string"},
	{"parameter", "schema", "format: int32, minimum: 1, maximum: 100}", "format: int32, minimum: 1, maximum: 50}",
		"50"},
	{"request body", "required", "        required: true\n        content", "        content",
		"a body that may be left out"},
	{"request body", "content",
		"          application/json:\n            schema: {$ref: \"#/components/schemas/Limits\"}\n      " +
			"responses:\n        \"200\": {$ref: ",
		"          text/plain:\n            schema: {$ref: \"#/components/schemas/Limits\"}\n      responses:\n      " +
			"  \"200\": {$ref: ", `media type "text/plain"`},
	{"media type", "schema", "            application/json:\n              schema: {$ref: " +
		"\"#/components/schemas/Limits\"}\n        \"204\":",
		"            application/json:\n              schema: {$ref: \"#/components/schemas/Inner\"}\n        \"204\":",
		"*Inner, error"},
	{"response", "content", "            application/json:\n              schema: {$ref: " +
		"\"#/components/schemas/Limits\"}\n        \"204\":",
		"            text/plain:\n              schema: {$ref: \"#/components/schemas/Limits\"}\n        \"204\":",
		`media type "text/plain"`},
	{"xml object", "name", "    Closed:\n",
		"    Rooted: {type: object, description: x, x-source: \"documented: x\", xml: {name: data}, properties: {id: " +
			"{type: string}}}\n    Closed:\n", `DecodeRoot[Rooted](data, "data")`},

	// Schemas: what is no limit of a value.
	{"object", "description", "description: An object within.", "description: Another text.", "Another text."},
	{"string", "description", "description: A word of small letters.", "description: Another text.", "Another text."},
	{"reference", "description", "description: An object or null.", "description: Another text.", "Another text."},
	{"reference", "nullable", "{allOf: [{$ref: \"#/components/schemas/Inner\"}], deprecated: true}",
		"{allOf: [{$ref: \"#/components/schemas/Inner\"}], nullable: true}", ""},
	{"reference", "deprecated", "{allOf: [{$ref: \"#/components/schemas/Inner\"}], deprecated: true}",
		"{allOf: [{$ref: \"#/components/schemas/Inner\"}]}", ""},
	{"property", "deprecated", "old: {type: string, deprecated: true}", "old: {type: string}", ""},
	{"component", "deprecated", "      deprecated: true\n      description: A list", "      description: A list", ""},
	{"object", "xml", "    Closed:\n",
		"    Rooted: {type: object, description: x, x-source: \"documented: x\", xml: {name: data}, properties: {id: " +
			"{type: string}}}\n    Closed:\n", `DecodeRoot[Rooted](data, "data")`},
	{"object", "additionalProperties", "      additionalProperties: true\n      properties:", "      properties:", ""},
	{"free object", "additionalProperties",
		"      description: Any object.\n      x-source: \"documented: https://limits.example/docs\"\n      " +
			"additionalProperties: true",
		"      description: Any object.\n      x-source: \"documented: https://limits.example/docs\"",
		"an object without properties"},
	{"enum", "minLength", "      minLength: 2\n      maxLength: 4\n", "      maxLength: 4\n", ""},
	{"enum", "maxLength", "      minLength: 2\n      maxLength: 4\n", "      minLength: 2\n", ""},
	{"enum", "pattern", "      pattern: \"^[a-z]+$\"\n      enum", "      pattern: \"^[a-z]{1,4}$\"\n      enum",
		"^[a-z]{1,4}$"},
	{"text", "format", "format: text, x-also-read: number}", "format: decimal, x-also-read: number}", ""},
	{"secret", "format", "{type: string, format: secret, minLength: 2", "{type: string, minLength: 2",
		"x-sensitive: secret without format: secret"},
	{"boolean", "format", "flag: {type: boolean}", "flag: {type: boolean, format: flag}", "format flag is for XML"},
}

func TestEveryKeywordHasAnEffect(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("generates some sixty times")
	}
	good, err := os.ReadFile("testdata/limits/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := outcome(t, string(good))
	for _, c := range effects {
		t.Run(c.place+"/"+c.keyword, func(t *testing.T) {
			if n := strings.Count(string(good), c.old); n != 1 {
				t.Fatalf("%q stands %d times, not once", c.old, n)
			}
			after := outcome(t, strings.Replace(string(good), c.old, c.edited, 1))
			if after == before {
				t.Error("the edit changes nothing")
			}
			if !strings.Contains(after, c.want) || c.want != "" && strings.Contains(before, c.want) &&
				c.want != "202" && c.want != "Test" && c.want != "Header" && c.want != "50" {
				t.Errorf("%q does not come in by the edit", c.want)
			}
		})
	}
}

// outcome is all that comes of a spec: the generated files, or the problems.
func outcome(t *testing.T, source string) string {
	t.Helper()
	doc, report := openapi.Parse("openapi.yaml", []byte(source))
	if report.Empty() {
		lint.Check(doc, report)
	}
	if !report.Empty() {
		return fmt.Sprint(report.Problems())
	}
	dir := filepath.Join("testdata", "limits")
	cfg, err := readConfig(dir, templatesDir)
	if err != nil {
		t.Fatal(err)
	}
	cfg.rough = true
	folders, err := cfg.generate(doc, report, dir)
	if err != nil {
		t.Fatal(err)
	}
	files := allFiles(folders)
	var b bytes.Buffer
	for _, name := range sortedNames(files) {
		b.Write(files[name])
	}
	return b.String()
}

// Every keyword that is heeded has a proof above.
func TestEveryHeededKeywordIsProven(t *testing.T) {
	proven := map[string]bool{}
	for _, c := range broken {
		proven[c.form+" "+c.keyword] = true
	}
	for _, c := range effects {
		proven[c.place+" "+c.keyword] = true
	}
	for _, c := range damagedShapes {
		proven[c.form+" "+c.keyword] = true
	}
	for _, tables := range []map[string][]openapi.Keyword{openapi.Keywords, openapi.SchemaKeywords,
		openapi.LocationKeywords} {
		for place, list := range tables {
			for _, k := range list {
				if effective, ok := openapi.SchemaVerdict(place, "", k.Name); ok {
					k = effective
				}
				general := slices.Contains([]string{"description", "type"}, k.Name) && proven["object "+k.Name]
				if k.Verdict == openapi.Heeded && !proven[place+" "+k.Name] && !general {
					t.Errorf("nothing proves that %s of %s is heeded", k.Name, place)
				}
			}
		}
	}
}
