package openapi

import "slices"

// A Verdict is what becomes of a keyword.
type Verdict int

// The verdicts.
const (
	Heeded  Verdict = iota // generated code does what it says
	Prose                  // for readers; it changes no behaviour
	Refused                // a problem
)

func (v Verdict) String() string { return [...]string{"heeded", "prose", "refused"}[v] }

// A Keyword is one that OpenAPI 3.0 has at a place, with its verdict; Instead is what to write where it is refused.
type Keyword struct {
	Name    string
	Verdict Verdict
	Instead string
}

func heeded(names ...string) []Keyword { return keywords(Heeded, "", names) }
func prose(names ...string) []Keyword  { return keywords(Prose, "", names) }

// refused takes what to write instead first.
func refused(instead string, names ...string) []Keyword { return keywords(Refused, instead, names) }

func keywords(v Verdict, instead string, names []string) []Keyword {
	var list []Keyword
	for _, name := range names {
		list = append(list, Keyword{name, v, instead})
	}
	return list
}

const (
	noExamples = "write the body into the folder examples/, where a test reads it"
	noTags     = "drop it; operations are found by their names"
	noDocs     = "write the address into the description or x-source"
	noCallback = "declare what comes to the merchant in x-webhooks of the document"
)

// Keywords are those of OpenAPI 3.0 by the place they stand on. What stands in none of these tables is no keyword
// there.
var Keywords = map[string][]Keyword{
	"document": slices.Concat(
		heeded("openapi", "info", "servers", "paths", "components", "security"),
		refused(noTags, "tags"),
		refused(noDocs, "externalDocs"),
	),
	"info": slices.Concat(
		prose("title", "description", "version"),
		refused("write it into the description", "termsOfService", "contact", "license"),
	),
	"server": heeded("url", "description", "variables"),
	"server variable": slices.Concat(
		prose("default"), prose("description"),
		refused("write one server for each value", "enum"),
	),
	"components": slices.Concat(
		heeded("schemas", "responses", "parameters", "securitySchemes"),
		refused("write the body where it is used, with a $ref to its schema", "requestBodies"),
		refused("write the header where it is used", "headers"),
		refused(noExamples, "examples"),
		refused(noCallback, "callbacks"),
		refused("name the operation that comes next in x-ask-with or in the description", "links"),
	),
	"security scheme": slices.Concat(
		heeded("type", "in", "name", "scheme"), prose("description"),
		refused("say in the description what a token looks like", "bearerFormat"),
		refused("write type: apiKey with in: header, or type: http", "flows", "openIdConnectUrl"),
	),
	"path item": slices.Concat(
		heeded("get", "put", "post", "delete", "patch", "parameters"),
		refused("write it on the operations", "summary", "description"),
		refused("write get, put, post, delete or patch; the clients know no other method", "options", "head", "trace"),
		refused("write the server on the document", "servers"),
		refused("write the operations here", "$ref"),
	),
	"operation": slices.Concat(
		heeded("operationId", "summary", "description", "parameters", "requestBody", "responses", "deprecated",
			"security"),
		refused(noTags, "tags"),
		refused(noDocs, "externalDocs"),
		refused(noCallback, "callbacks"),
		refused("write the server on the document", "servers"),
	),
	"parameter": slices.Concat(
		heeded("name", "in", "required", "schema"), prose("description"),
		refused("say in the description that it is deprecated", "deprecated"),
		refused("leave it out; a parameter that is not set is not sent", "allowEmptyValue"),
		refused("leave it out; values are percent-encoded, and the default style is the only one", "style", "explode",
			"allowReserved"),
		refused(noExamples, "example", "examples"),
		refused("write schema", "content"),
	),
	"request body": slices.Concat(
		heeded("content", "required"), prose("description"),
	),
	"media type": slices.Concat(
		heeded("schema"),
		refused(noExamples, "example", "examples"),
		refused("leave it out; it is for forms, and bodies are JSON or XML", "encoding"),
	),
	"response": slices.Concat(
		heeded("content"), prose("description", "headers"),
		refused("name the operation that comes next in x-ask-with or in the description", "links"),
	),
	// Response headers are handed to callers as they came, so what a spec says of them is prose.
	"header": slices.Concat(
		prose("description", "schema"),
		refused("say it in the description; response headers are not checked", "required", "deprecated",
			"allowEmptyValue",
			"style", "explode", "allowReserved", "content"),
		refused(noExamples, "example", "examples"),
	),
	"xml object": slices.Concat(
		heeded("name"),
		refused("leave it out; an element has the property's name, arrays are repeated elements", "namespace", "prefix",
			"attribute", "wrapped"),
	),
}

// What schemas of every form have.
var everySchema = slices.Concat(
	heeded("type", "description"),
	refused("write it into the description", "title"),
	refused(noExamples, "example"),
	refused(noDocs, "externalDocs"),
	refused("say it in the description; nothing is filled in on reading or sending", "default"),
	refused("leave the member out of the schema of the request", "readOnly"),
	refused("leave the member out of the schema of the answer", "writeOnly"),
	refused("write a discriminator beside it, or, where a member beside the union selects the variant, anyOf with "+
		"x-selected-by and x-variants; or one object whose members are all optional", "oneOf"),
	refused("list what is allowed, in an enum or a pattern", "not"),
	refused("write oneOf with the variants beside it; what all of them have is a component that each takes with allOf",
		"discriminator"),
)

// otherVersions are keywords of JSON Schema that OpenAPI 3.0 has not, with what to write instead.
var otherVersions = map[string]string{
	"additionalItems":       "write items with one schema; all items of a list have it",
	"const":                 "write an enum with this one value",
	"contains":              "say it in the description",
	"dependencies":          "say it in the description",
	"dependentRequired":     "say it in the description",
	"dependentSchemas":      "say it in the description",
	"examples":              noExamples,
	"if":                    "write oneOf with a discriminator",
	"patternProperties":     "write additionalProperties with the schema of the values",
	"prefixItems":           "write items with one schema; all items of a list have it",
	"propertyNames":         "say in the description what the names are like",
	"unevaluatedProperties": "write additionalProperties: false",
}

const (
	noLength  = "say it in the description; lengths are checked on plain text"
	noRange   = "say it in the description; ranges are checked on integers and decimals"
	noItems   = "leave it out; it is for arrays"
	noMembers = "leave it out; it is for objects"
	noStep    = "say it in the description; steps are not checked"
)

// SchemaKeywords are those of a schema by its form: the verdict on a keyword that a form has not is everySchema's.
var SchemaKeywords = map[string][]Keyword{
	"string": scalarKeywords(heeded("minLength", "maxLength", "pattern"), nil),
	"secret": scalarKeywords(heeded("minLength", "maxLength", "pattern"), nil),
	"currency": scalarKeywords(slices.Concat(heeded("minLength", "maxLength"),
		refused("leave the format out beside a pattern", "pattern")), nil),
	"text": scalarKeywords(refused(noLength, "minLength", "maxLength", "pattern"), nil),
	"date-time": scalarKeywords(refused("leave the format out beside them: a date-time is RFC 3339 with a zone",
		"minLength", "maxLength", "pattern"), nil),
	"date": scalarKeywords(refused("leave the format out beside them: a date is YYYY-MM-DD", "minLength", "maxLength",
		"pattern"), nil),
	"uuid": scalarKeywords(refused("leave the format out beside them: a UUID is 36 hexadecimal digits and hyphens",
		"minLength", "maxLength", "pattern"), nil),
	"byte": scalarKeywords(refused("leave the format out beside them: bytes are not measured as text", "minLength",
		"maxLength", "pattern"), nil),
	"decimal": scalarKeywords(refused(noLength, "minLength", "maxLength", "pattern"),
		heeded("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")),
	"integer": scalarKeywords(refused(noLength, "minLength", "maxLength", "pattern"),
		heeded("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")),
	"boolean": scalarKeywords(refused(noLength, "minLength", "maxLength", "pattern"), nil),
	"enum": slices.Concat(heeded("enum"), refused("leave it out; values are plain texts", "format"),
		scalarKeywords(heeded("minLength", "maxLength", "pattern"), nil)),
	"integer enum": slices.Concat(heeded("enum"),
		scalarKeywords(refused(noLength, "minLength", "maxLength", "pattern"),
			refused("leave it out; the enum lists what is allowed", "minimum", "maximum", "exclusiveMinimum",
				"exclusiveMaximum"))),
	"array": slices.Concat(everySchema,
		heeded("items", "minItems", "maxItems", "uniqueItems"),
		noScalar, noObject, noUnion,
		refused("leave it out; a list has no format", "format"),
	),
	"object": slices.Concat(everySchema,
		heeded("properties", "required", "additionalProperties", "xml", "allOf"),
		refused("write x-at-least-one, or say it in the description", "minProperties"),
		refused("say it in the description; the number of members is not checked", "maxProperties"),
		noScalar, noList, noUnion,
		refused("leave it out; an object has no format", "format"),
	),
	"free object": slices.Concat(everySchema,
		heeded("additionalProperties"),
		refused("leave it out; an object of any form is kept as it came", "properties", "required", "minProperties",
			"maxProperties", "xml"),
		noScalar, noList, noUnion,
		refused("leave it out; an object has no format", "format"),
	),
	"map": slices.Concat(everySchema,
		heeded("additionalProperties", "maxProperties"),
		refused("say it in the description; only the greatest number of members is checked", "minProperties"),
		refused("write an object with properties", "properties", "required", "xml"),
		noScalar, noList, noUnion,
		refused("leave it out; an object has no format", "format"),
	),
	"union": slices.Concat(heeded("anyOf", "discriminator"), everySchema,
		refused("leave it out; the variants say it", "format", "enum", "properties", "required", "additionalProperties",
			"minProperties", "maxProperties", "xml"),
		noScalarRules, noList,
		refused("write anyOf alone", "allOf"),
	),
	"reference": slices.Concat(
		heeded("allOf", "description", "nullable", "deprecated"),
		refused("put it on the component", "type", "format", "title", "example", "externalDocs", "default", "readOnly",
			"writeOnly", "oneOf", "anyOf", "not", "discriminator",
			"enum", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf", "items", "minItems", "maxItems", "uniqueItems",
			"properties", "required", "additionalProperties", "minProperties", "maxProperties", "xml"),
	),
}

var (
	noScalarRules = slices.Concat(
		refused(noLength, "minLength", "maxLength", "pattern"),
		refused(noRange, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
		refused(noStep, "multipleOf"),
	)
	noScalar = slices.Concat(noScalarRules,
		refused("name the enum as a component, with type: string or integer", "enum"))
	noList   = refused(noItems, "items", "minItems", "maxItems", "uniqueItems")
	noObject = refused(noMembers, "properties", "required", "additionalProperties", "minProperties", "maxProperties",
		"xml")
	noUnion = slices.Concat(
		refused("write one object with the members of all, or allOf with one $ref alone and what stands beside it",
			"allOf"),
		refused("name the union as a component with anyOf alone", "anyOf"),
	)
)

func scalarKeywords(length, bounds []Keyword) []Keyword {
	if bounds == nil {
		bounds = refused(noRange, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
	}
	return slices.Concat(everySchema, heeded("format"), length, bounds, refused(noStep, "multipleOf"), noList, noObject,
		noUnion,
		refused("list the values in the description; enums are of type string or integer", "enum"))
}

// LocationKeywords are the verdicts that depend on where a schema stands. They come before those of the form.
var LocationKeywords = map[string][]Keyword{
	"component": slices.Concat(heeded("deprecated"),
		refused("say it where the component is used, beside allOf", "nullable")),
	"property": slices.Concat(heeded("nullable", "deprecated"),
		refused("leave it out; an element has the property's name", "xml")),
	"items": slices.Concat(heeded("nullable"), refused("say it in the description of the list", "deprecated", "xml")),
	"value": slices.Concat(heeded("nullable"), refused("say it in the description of the map", "deprecated", "xml")),
	"parameter": slices.Concat(refused("leave it out; a parameter that is not set is not sent", "nullable"),
		refused("say it in the description", "deprecated", "xml")),
	"header": refused("say it in the description", "nullable", "deprecated", "xml"),
}

// SchemaVerdict is what becomes of a keyword on a schema of a form at a location; ok is false for what is no keyword of
// a schema.
func SchemaVerdict(form, location, name string) (k Keyword, ok bool) {
	for _, list := range [][]Keyword{LocationKeywords[location], SchemaKeywords[form]} {
		if i := slices.IndexFunc(list, func(k Keyword) bool { return k.Name == name }); i >= 0 {
			return list[i], true
		}
	}
	return Keyword{}, false
}
