package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// Names that would not compile are a problem with a line, before Go sees them; all others give a package that
// declares nothing twice.
func TestNamesInGo(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("generates some thirty times")
	}
	good, err := os.ReadFile("testdata/limits/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	component := func(name string) [2]string {
		return [2]string{"    Closed:\n", "    " + name +
			": {type: object, description: x, x-source: \"documented: x\", properties: {id: {type: string}}}\n    " +
			"Closed:\n"}
	}
	members := func(a, b string) [2]string {
		return [2]string{"        flag: {type: boolean}\n",
			fmt.Sprintf("        flag: {type: boolean}\n        %q: {type: string}\n        %q: {type: string}\n", a,
				b)}
	}
	parameter := func(name string) [2]string {
		return [2]string{"      operationId: makeThing\n",
			fmt.Sprintf("      operationId: makeThing\n      parameters:\n        - {name: %q, in: query, required: "+
				"true, schema: {type: string}}\n", name)}
	}
	for name, c := range map[string]struct {
		edit    [2]string
		refused bool
	}{
		"component Error":               {component("Error"), false},
		"component Client":              {component("Client"), false},
		"component Service":             {component("Service"), false},
		"component API":                 {component("API"), false},
		"component Name":                {component("Name"), false},
		"component Revision":            {component("Revision"), false},
		"component DefaultTimeout":      {component("DefaultTimeout"), false},
		"component FindThingsParams":    {component("FindThingsParams"), true},
		"component DecodeLimits":        {component("DecodeLimits"), true},
		"component KindValues":          {component("KindValues"), true},
		"component KindOne":             {component("KindOne"), true},
		"component HeaderToken":         {component("HeaderToken"), true},
		"component ServerURLProduction": {component("ServerURLProduction"), true},
		"component ClientModel beside Client": {[2]string{"    Closed:\n",
			component("Client")[1][:strings.LastIndex(component("Client")[1], "    Closed:")] +
				component("ClientModel")[1]}, true},
		"component Calls":              {component("Calls"), false},
		"component Handler":            {component("Handler"), false},
		"component ServerInterface":    {component("ServerInterface"), false},
		"members foo_bar and fooBar":   {members("foo_bar", "fooBar"), true},
		"members a-b and a.b":          {members("a-b", "a.b"), true},
		"members that are methods":     {members("Check", "Format"), true},
		"a member with a quote":        {members("a", `a"b`), true},
		"a member with a sign":         {members("$", "@id"), false},
		"parameter body":               {parameter("body"), true},
		"parameter in-query":           {parameter("in-query"), true},
		"parameter ID beside id":       {parameter("ID"), true},
		"parameter string":             {parameter("string"), true},
		"parameter strconv":            {parameter("strconv"), true},
		"parameter with a quote":       {parameter(`a"b`), true},
		"parameter type":               {parameter("type"), false},
		"parameter filter[x]":          {parameter("filter[x]"), false},
		"operationId invoke":           {[2]string{"operationId: patchThing", "operationId: invoke"}, true},
		"operationId type":             {[2]string{"operationId: patchThing", "operationId: type"}, false},
		"enum value values":            {[2]string{"enum: [one, two]", "enum: [one, two, values]"}, true},
		"enum values a-b and a_b":      {[2]string{"enum: [one, two]", "enum: [one, two, a-b, a_b]"}, true},
		"enum values with a quote":     {[2]string{"enum: [one, two]", `enum: [one, two, "a\"b"]`}, false},
		"enum value with a line break": {[2]string{"enum: [one, two]", `enum: [one, two, "a\nb"]`}, true},
		"security schemes": {[2]string{"    basic: {type",
			"    to-ken: {type: apiKey, in: header, name: X}\n    to_ken: {type: apiKey, in: header, name: Y}\n    " +
				"basic: {type"}, true},
		"servers": {[2]string{"security:\n",
			"  - {url: https://x.example, description: production}\nsecurity:\n"}, true},
		"path with a quote": {[2]string{"  /things/{id}/{kind}:", `  '/thi"ngs/{id}/{kind}':`}, true},
		"x-go-name": {[2]string{"    Closed:\n",
			"    Client: {type: object, x-go-name: ClientInfo, description: x, x-source: \"documented: x\", " +
				"properties: {id: {type: string}}}\n    Closed:\n"}, false},
		"x-go-name of a parameter": {[2]string{"{name: limit, in: query,", "{name: limit, x-go-name: Most, in: query,"},
			false},
	} {
		t.Run(name, func(t *testing.T) {
			if n := strings.Count(string(good), c.edit[0]); n != 1 {
				t.Fatalf("%q stands %d times, not once", c.edit[0], n)
			}
			doc, report := openapi.Parse("openapi.yaml", []byte(strings.Replace(string(good), c.edit[0], c.edit[1], 1)))
			if report.Empty() {
				lint.Check(doc, report)
			}
			if report.Empty() {
				if _, err := generate(doc, report, filepath.Join("testdata", "limits"), templatesDir); err != nil {
					t.Fatal(err)
				}
			}
			if c.refused == report.Empty() {
				t.Errorf("the problems are %v, refused: %v", report.Problems(), c.refused)
			}
		})
	}
}
