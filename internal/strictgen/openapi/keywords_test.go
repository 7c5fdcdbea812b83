package openapi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// standard are the fixed fields of OpenAPI 3.0.3 by the object that has them, as its chapter 4 lists them. Objects that
// stand only within a refused
// keyword (contact, license, tag, external documentation, encoding, example, link, callback, discriminator, OAuth
// flows) are refused with it.
var standard = map[string]string{
	"document":        "openapi info servers paths components security tags externalDocs",
	"info":            "title description termsOfService contact license version",
	"server":          "url description variables",
	"server variable": "enum default description",
	"components":      "schemas responses parameters examples requestBodies headers securitySchemes links callbacks",
	"path item":       "$ref summary description get put post delete options head patch trace servers parameters",
	"operation": "tags summary description externalDocs operationId parameters requestBody responses callbacks " +
		"deprecated security servers",
	"parameter": "name in description required deprecated allowEmptyValue style explode allowReserved schema " +
		"example examples content",
	"request body": "description content required",
	"media type":   "schema example examples encoding",
	"response":     "description headers content links",
	"header": "description required deprecated allowEmptyValue style explode allowReserved schema example " +
		"examples content",
	"security scheme": "type description name in scheme bearerFormat flows openIdConnectUrl",
	"xml object":      "name namespace prefix attribute wrapped",
}

// standardSchema are those of a schema.
const standardSchema = "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength " +
	"pattern maxItems minItems uniqueItems maxProperties minProperties " +
	"required enum type allOf oneOf anyOf not items properties additionalProperties description format default " +
	"nullable discriminator readOnly writeOnly xml externalDocs example deprecated"

// Every keyword of the standard has a verdict at its place, and nothing else has.
func TestEveryKeywordHasAVerdict(t *testing.T) {
	for place, list := range standard {
		want, got := strings.Fields(list), names(Keywords[place])
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s has the keywords\n%q\nin the standard\n%q", place, got, want)
		}
	}
	for place := range Keywords {
		if standard[place] == "" {
			t.Errorf("%s is no place of the standard", place)
		}
	}
	for form := range SchemaKeywords {
		for location := range LocationKeywords {
			for _, name := range strings.Fields(standardSchema) {
				k, ok := SchemaVerdict(form, location, name)
				if !ok && !(form == "reference" && location == "component") &&
					!slices.Contains([]string{"nullable", "deprecated"}, name) {
					t.Errorf("%s on a %s at a %s has no verdict", name, form, location)
				}
				if k.Verdict == Refused && k.Instead == "" {
					t.Errorf("%s on a %s at a %s is refused without what to write instead", name, form, location)
				}
			}
		}
	}
}

// base is a document with every place; a comment marks where a keyword of it goes.
const base = `openapi: 3.0.3
# document
info:
  # info
  title: Base
  version: v1
x-revision: "2026-11-21"
x-timeout: 30s
servers:
  - url: https://base.example/{tenant}
    # server
    description: production
    variables:
      tenant:
        # server variable
        default: x
paths:
  /things/{id}:
    # path item
    post:
      # operation
      operationId: makeThing
      x-idempotent: true
      x-moves-money: false
      x-effect: change
      parameters:
        - name: id
          # parameter
          in: path
          required: true
          schema: {type: string}
      requestBody:
        # request body
        required: true
        content:
          application/json:
            # media type
            schema: {$ref: "#/components/schemas/Thing"}
      responses:
        "200":
          # response
          description: Done.
          headers:
            X-Left:
              # header
              schema: {type: string}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
components:
  # components
  securitySchemes:
    token:
      # security scheme
      type: apiKey
      in: header
      name: X-Token
  schemas:
    Thing:
      type: object
      xml:
        # xml object
        name: thing
      properties:
        id: {type: string}
`

func TestBaseIsRight(t *testing.T) {
	if _, report := Parse("base.yaml", []byte(base)); !report.Empty() {
		t.Error(report.Problems())
	}
}

// What is refused gives one message, on its own line, that says what to write instead.
func TestRefusedKeywords(t *testing.T) {
	for place, list := range Keywords {
		for _, k := range list {
			t.Run(place+"/"+k.Name, func(t *testing.T) {
				if k.Verdict != Refused {
					return
				}
				lines := strings.Split(base, "\n")
				i := slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) == "# "+place })
				lines[i] = strings.Replace(lines[i], "# "+place, k.Name+": {}", 1)
				_, report := Parse("base.yaml", []byte(strings.Join(lines, "\n")))
				found := report.Problems()
				if len(found) != 1 || found[0].Line != i+1 || found[0].Instead != k.Instead ||
					!strings.Contains(found[0].What, k.Name) {
					t.Errorf("the problems are %v, want one of %s on line %d", found, k.Name, i+1)
				}
			})
		}
	}
}

// schemaForms are schemas of each form, in members of one line each.
var schemaForms = map[string][]string{
	"string":       {"type: string"},
	"date":         {"type: string", "format: date"},
	"uuid":         {"type: string", "format: uuid"},
	"byte":         {"type: string", "format: byte"},
	"secret":       {"type: string", "format: secret"},
	"currency":     {"type: string", "format: currency"},
	"text":         {"type: string", "format: text"},
	"date-time":    {"type: string", "format: date-time"},
	"decimal":      {"type: number", "format: decimal"},
	"integer":      {"type: integer", "format: int32"},
	"boolean":      {"type: boolean"},
	"enum":         {"type: string", "enum: [a, b]"},
	"integer enum": {"type: integer", "format: int32", "enum: [1, 2]"},
	"array":        {"type: array", "items: {type: string}"},
	"object":       {"type: object", "properties: {a: {type: string}}"},
	"free object":  {"type: object", "additionalProperties: true"},
	"map":          {"type: object", "additionalProperties: {type: string}"},
	"union":        {`anyOf: [{$ref: "#/components/schemas/Thing"}]`},
	"reference":    {`allOf: [{$ref: "#/components/schemas/Thing"}]`},
}

// inline are the forms that may stand elsewhere than under components.
var inline = map[string][]string{
	"property": {"string", "secret", "currency", "text", "date-time", "date", "uuid", "byte", "decimal", "integer",
		"boolean",
		"array", "reference"},
	"items": {"string", "currency", "date", "uuid", "byte", "decimal", "integer", "boolean", "reference"},
	"value": {"string", "currency", "date", "uuid", "byte", "decimal", "integer", "boolean", "reference"},
	"parameter": {"string", "secret", "currency", "date-time", "date", "uuid", "decimal", "integer", "boolean",
		"reference"},
	"header": {"string", "decimal", "integer", "boolean", "reference"},
}

// values are what a keyword may be given.
var values = map[string]string{
	"title": "x", "multipleOf": "2", "maximum": "9", "exclusiveMaximum": "false", "minimum": "1",
	"exclusiveMinimum": "false", "maxLength": "9", "minLength": "1", "pattern": `"^[a-z]$"`,
	"maxItems": "9", "minItems": "1", "uniqueItems": "true", "maxProperties": "9", "minProperties": "1",
	"required": "[a]", "enum": "[a]", "type": "string", "allOf": "[{type: string}]",
	"oneOf": "[{type: string}]", "anyOf": "[{type: string}]", "not": "{type: string}", "items": "{type: string}",
	"properties": "{b: {type: string}}", "additionalProperties": "true",
	"description": "x", "default": "a", "nullable": "true", "discriminator": "{propertyName: a}", "readOnly": "true",
	"writeOnly": "true", "xml": "{name: x}",
	"externalDocs": "{url: x}", "example": "a", "deprecated": "true",
}

// Every keyword on a schema of every form, everywhere: what is heeded is read, what is refused gives a message on the
// line of the keyword or of the schema.
func TestSchemaKeywords(t *testing.T) {
	for location := range LocationKeywords {
		for form, members := range schemaForms {
			if location == "component" && form == "reference" || location != "component" &&
				!slices.Contains(inline[location], form) {
				continue
			}
			for _, name := range strings.Fields(standardSchema) {
				if slices.ContainsFunc(members, func(m string) bool { return strings.HasPrefix(m, name+":") }) {
					continue // it is there, and TestBaseSchemas reads it
				}
				if otherForm(location, form, name) {
					continue
				}
				value := values[name]
				if form == "object" && name == "allOf" {
					value = `[{$ref: "#/components/schemas/Thing"}]`
				}
				if name == "format" {
					value = map[string]string{"string": "currency", "boolean": "flag"}[form]
				}
				k, ok := SchemaVerdict(form, location, name)
				text, line := schemaDocument(location, append(slices.Clone(members), name+": "+value))
				_, report := Parse("base.yaml", []byte(text))
				found := report.Problems()
				if ok && k.Verdict != Refused {
					if len(found) > 0 {
						t.Errorf("%s on a %s at a %s is %s, and gives %v", name, form, location, k.Verdict, found)
					}
					continue
				}
				if len(found) == 0 || found[0].Instead == "" || found[0].Line > line ||
					found[0].Line < line-len(members)-1 {
					t.Errorf("%s on a %s at a %s is refused on line %d, and gives %v", name, form, location, line,
						found)
				}
			}
		}
	}
}

// otherForm reports whether a keyword makes a schema one of another form.
func otherForm(location, form, name string) bool {
	switch form + " " + name {
	case "string enum", "integer enum":
		return location != "header"
	case "free object properties":
		return location == "component"
	case "reference required", "reference properties":
		return location != "parameter" && location != "header"
	}
	return false
}

func TestBaseSchemas(t *testing.T) {
	for form, members := range schemaForms {
		location := "component"
		if form == "reference" {
			location = "property"
		}
		text, _ := schemaDocument(location, members)
		if _, report := Parse("base.yaml", []byte(text)); !report.Empty() {
			t.Errorf("%s: %v", form, report.Problems())
		}
	}
}

// schemaDocument puts a schema at a location of the base; line is that of its last member.
func schemaDocument(location string, members []string) (text string, line int) {
	var before string
	behind := ""
	indent := 8
	switch location {
	case "component":
		before = base + "    Subject:\n"
		indent = 6
	case "property":
		before = base + "    Subject:\n      type: object\n      properties:\n        a:\n"
		indent = 10
	case "items":
		before = base + "    Subject:\n      type: array\n      items:\n"
	case "value":
		before = base + "    Subject:\n      type: object\n      additionalProperties:\n"
	case "parameter":
		before, behind, _ = strings.Cut(base, "          schema: {type: string}\n")
		before += "          schema:\n"
		indent = 12
	case "header":
		before, behind, _ = strings.Cut(base, "              schema: {type: string}\n")
		before += "              schema:\n"
		indent = 16
	}
	for _, m := range members {
		before += strings.Repeat(" ", indent) + m + "\n"
	}
	return before + behind, strings.Count(before, "\n")
}

// Cookies are no place for parameters.
func TestParametersStandInPathQueryAndHeader(t *testing.T) {
	for in, want := range map[string]int{"path": 0, "query": 0, "header": 0, "cookie": 1, "body": 1} {
		text := strings.Replace(base, "          in: path\n", fmt.Sprintf("          in: %s\n", in), 1)
		if _, report := Parse("base.yaml", []byte(text)); len(report.Problems()) != want {
			t.Errorf("in: %s gives %v, want %d problems", in, report.Problems(), want)
		}
	}
}
