package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Edits as people get them wrong. Each gives exactly one message: on the line that has at, and no other that only
// follows from it.
func TestBrokenEdits(t *testing.T) {
	if underRace {
		t.Skip("slow under the race detector")
	}
	good, err := os.ReadFile("testdata/shop/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ edit, old, broken, at, want string }{
		// YAML.
		{"a bracket that is not closed", "at: {type: string, format: date-time}",
			"at: {type: string, format: date-time", "at: {",
			"document: no YAML: did not find expected ',' or '}': look at the indentation, the quotes and the " +
				"brackets of this line and of the one before it"},
		{"indentation", "      summary: Create an order", "     summary: Create an order",
			"     summary: Create an order",
			"document: no YAML: did not find expected key: look at the indentation, the quotes and the brackets of " +
				"this line and of the one before it"},
		{"a member twice", "        paid: {type: boolean}",
			"        paid: {type: boolean}\n        paid: {type: string}", "paid: {type: string}",
			`document: "paid" stands twice, first on line LINE-1: keep one of them`},
		{"an anchor", "    Details:\n", "    Details: &details\n", "&details",
			"document: an anchor or alias of YAML: write the part again, or name it as a component"},

		// Keywords.
		{"maxLenght", "{type: string, maxLength: 36}", "{type: string, maxLenght: 36}", "maxLenght",
			`operation getOrder, parameter orderId: "maxLenght" is no keyword of OpenAPI 3.0 for a schema: write ` +
				`maxLength`},
		{"requierd", "      required: [id, state", "      requierd: [id, state", "requierd",
			`schema Order: "requierd" is no keyword of OpenAPI 3.0 for a schema: write required`},
		{"parameter instead of parameters", "      parameters:\n        - {$ref", "      parameter:\n        - {$ref",
			"parameter:", `operation createOrder: "parameter" is no keyword of OpenAPI 3.0 for an operation: write ` +
				`parameters`},
		{"const of 3.1", "wallet: {type: string}", "wallet: {type: string, const: x}", "const",
			`schema WalletPayment, property wallet: "const" is no keyword of OpenAPI 3.0 for a schema: write an enum ` +
				`with this one value`},
		{"patternProperties of JSON Schema", "wallet: {type: string}", "wallet: {type: string, patternProperties: {}}",
			"patternProperties", `schema WalletPayment, property wallet: "patternProperties" is no keyword of ` +
				`OpenAPI ` +
				`3.0 for a schema: write additionalProperties with the schema of the values`},
		{"type null", "wallet: {type: string}", "wallet: {type: \"null\"}", "null",
			`schema WalletPayment, property wallet: type "null" is no type: write the type that the value has ` +
				`otherwise, and nullable: true`},
		{"an enum of truth", "paid: {type: boolean}", "paid: {type: boolean, enum: [true]}", "enum",
			"schema Order, property paid: enum is not supported here: list the values in the description; enums are " +
				"of type string or integer"},
		{"types of 3.1", "wallet: {type: string}", "wallet: {type: [string, \"null\"]}", "wallet: {type: [",
			`schema WalletPayment, property wallet: type is no text: write one type, and nullable: true beside it ` +
				`where null may come`},
		{"an extension with a wrong letter", "x-sensitive: secret, nullable", "x-sensitiv: secret, nullable",
			"x-sensitiv:", "schema Order, property token: no extension is called x-sensitiv: write x-sensitive"},
		{"readOnly", "big: {type: integer, format: int64}", "big: {type: integer, format: int64, readOnly: true}",
			"readOnly", "schema Order, property big: readOnly is not supported here: leave the member out of the " +
				"schema of the request"},
		{"default", "paid: {type: boolean}", "paid: {type: boolean, default: false}", "default",
			"schema Order, property paid: default is not supported here: say it in the description; nothing is " +
				"filled in on reading or sending"},

		// References.
		{"a $ref with a wrong letter", `{$ref: "#/components/schemas/Line"}`, `{$ref: "#/components/schemas/Lines"}`,
			"schemas/Lines", `schema Order, property lines, items: $ref names "Lines", which is not in ` +
				`components/schemas: write #/components/schemas/Line`},
		{"a $ref to a file", `{$ref: "#/components/schemas/Line"}`, `{$ref: "line.yaml"}`, "line.yaml",
			`schema Order, property lines, items: $ref "line.yaml" is no reference to components/schemas: copy it ` +
				`into this file and write #/components/schemas/Order`},
		{"a $ref of Swagger 2", `{$ref: "#/components/schemas/Line"}`, `{$ref: "#/definitions/Line"}`, "definitions",
			`schema Order, property lines, items: $ref "#/definitions/Line" is no reference to components/schemas: ` +
				`write #/components/schemas/Order`},
		{"something beside a $ref", `details: {$ref: "#/components/schemas/Details"}`,
			`details: {$ref: "#/components/schemas/Details", description: More.}`, "description: More.",
			"schema Order, property details: something stands beside $ref, which readers ignore: write allOf: " +
				"[{$ref: ...}] with the rest beside it"},

		// Values and limits.
		{"an example in the spec", "wallet: {type: string}", "wallet: {type: string, example: 7}", "example",
			"schema WalletPayment, property wallet: example is not supported here: write the body into the folder " +
				"examples/, where a test reads it"},
		{"an example of a body", "              schema: {$ref: \"#/components/schemas/Orders\"}",
			"              schema: {$ref: \"#/components/schemas/Orders\"}\n              example: [1]", "example",
			"operation getOrder, response 200: example is not supported here: write the body into the folder " +
				"examples/, where a test reads it"},
		{"a pattern that looks ahead", `pattern: "^[a-z0-9-]+$"`, `pattern: "^(?!a)[a-z]+$"`, "pattern",
			"schema Order, property id: pattern ^(?!a)[a-z]+$ looks ahead or behind, which Go's regexp cannot: write " +
				"the allowed texts as alternatives, or say the rule in the description"},
		{"a pattern with \\u", `pattern: "^[a-z0-9-]+$"`, `pattern: '^[\u0410-\u042F]+$'`, "pattern",
			`schema Order, property id: pattern ^[\u0410-\u042F]+$ has \u, which Go's regexp does not know: write ` +
				`^[\x{0410}-\x{042F}]+$`},
		{"a pattern with \\s", `pattern: "^[a-z0-9-]+$"`, `pattern: '^\S+$'`, "pattern",
			`schema Order, property id: pattern ^\S+$ has \s, which means other characters in OpenAPI than in Go: ` +
				`write the characters, [ \t\r\n]`},
		{"a pattern with an open bracket", `pattern: "^[a-z0-9-]+$"`, `pattern: "^[a-z0-9-+$"`, "pattern",
			"schema Order, property id: pattern ^[a-z0-9-+$ is no regular expression: missing closing ]: " +
				"`[a-z0-9-+$`: look at the brackets and the backslashes"},
		{"a limit in quotes", "maximum: 99}", `maximum: "99a"}`, "maximum",
			"schema Order, property count: maximum is no number of at most 38 digits: write digits with or without a " +
				"point, without an exponent and without quotes"},
		{"limits the wrong way round", "minimum: 0, maximum: 99", "minimum: 99, maximum: 0", "minimum: 99",
			"schema Order, property count: no int32 is within the limits: widen them, or write format: int64"},
		{"an enum value without quotes", "enum: [card, e-wallet]", "enum: [card, e-wallet, 3]", "enum: [card",
			"schema Method: value 3 is not of the enum's type: write a text, in quotes where it looks like something " +
				"else; null is no value"},
		{"format double", "fee: {type: number, format: decimal}", "fee: {type: number, format: double}", "double",
			`schema Order, property fee: a number with format "double" is not in the table of formats: write format: ` +
				`decimal for an amount, or type: integer with a format; floats lose amounts`},
		{"format binary", "wallet: {type: string}", "wallet: {type: string, format: binary}", "binary",
			`schema WalletPayment, property wallet: a string with format "binary" is not in the table of formats: ` +
				`write format: byte for base64; bodies of other bytes are not read`},

		// Shapes.
		{"oneOf", "wallet: {type: string}", "wallet: {oneOf: [{type: string}, {type: boolean}]}", "oneOf",
			"schema WalletPayment, property wallet: oneOf is not supported here: write a discriminator beside it, " +
				"or, where a member beside the union selects the variant, anyOf with x-selected-by and x-variants; " +
				"or one object whose members are all optional"},
		{"allOf of an object and of nothing", `{$ref: "#/components/schemas/Details"}], nullable: true}`,
			`{$ref: "#/components/schemas/Details"}, {type: object}], nullable: true}`, "{type: object}]",
			"schema Order, property more: an allOf of something but objects with properties: write objects and " +
				"references to objects in it, or exactly one $ref with description, nullable or extensions beside it"},
		{"an object without type", "    Accepted:\n      type: object\n", "    Accepted:\n", "Accepted:",
			"schema Accepted: properties without a type: write type: object"},
		{"an inline object without members", "wallet: {type: string}", "wallet: {type: object}",
			"wallet: {type: object", "schema WalletPayment, property wallet: an object without properties: name " +
				"them, or write additionalProperties: true for any object"},
		{"an object that requires itself", "      properties:\n        number: {type: integer, format: int64}\n",
			"      required: [inner]\n      properties:\n        inner: {$ref: \"#/components/schemas/Details\"}\n   " +
				"     number: {type: integer, format: int64}\n", "inner: {",
			"schema Details, property inner: the object requires itself: make one of the members optional: inner"},

		// Operations.
		{"an operation moves money and nobody can be asked",
			"      x-ask-with: {operation: getOrder, with: {orderId: /id}}\n", "", "post:",
			"operation createOrder: x-ask-with is missing: give {operation?: a name in camel case, createOrder, " +
				"with?: a map {<name>: a pointer into the body, /order/id, or path/NAME or query/NAME}, " +
				"tells?: always, by-comparing or never}"},
		{"whether it asks or changes", "      x-effect: question\n", "", "get:",
			"operation getOrder: x-effect is missing: give question or change"},
		{"a body that may be left out", "        required: true\n        content",
			"        required: false\n        content", "requestBody:",
			"operation createOrder, request body: a body that may be left out: write required: true; where the API " +
				"takes calls without a body, make an operation of its own"},
		{"a renamed path parameter", "/orders/{orderId}/{page}:", "/orders/{order}/{page}:", "get:",
			"operation getOrder: the path has {order}, where the parameter is called orderId: write {orderId} in the " +
				"path, or rename the parameter"},
		{"a reason for a deprecated operation", "      deprecated: true\n",
			"      deprecated: true\n      x-deprecated-reason: old\n", "x-deprecated-reason",
			"operation getOrder: no extension is called x-deprecated-reason: drop it; specs/README.md lists the " +
				"extensions"},
		{"a default response", "        \"204\":", "        default:", "default:",
			"operation createOrder: a default response: list the documented statuses"},
		{"a cookie", "          in: query\n", "          in: cookie\n", "name: verbose",
			`operation getOrder, parameter verbose: in is "cookie": write in: header with name: Cookie, or path or ` +
				`query`},
		{"a renamed security scheme", "  - token: []", "  - key: []", "- key",
			"security: key is no security scheme: add it to components/securitySchemes"},
		{"security of one operation", "      operationId: getOrder\n",
			"      operationId: getOrder\n      security: [{token: []}]\n", "security: [{",
			"operation getOrder: security of its own: write security: [] where the call takes no credentials, or " +
				"leave it out; what the document has goes with every other call"},
		{"a redirect beside a success", "        \"204\":", "        \"302\": {description: x}\n        \"204\":",
			"\"302\"",
			"operation createOrder, response 302: a redirect beside a success, or one with a body: leave it out; " +
				"where the operation has no 2xx, redirects without a body are its success, and nobody follows them"},
		{"two paths for one address", "  /orders/{orderId}/{page}:",
			"  /orders/{orderId}/last:\n    get: {operationId: last, summary: Last., x-source: \"documented: x\", " +
				"x-idempotent: true, x-moves-money: false, x-effect: question, parameters: [{name: orderId, in: " +
				"path, required: true, schema: {type: string}}], responses: {\"200\": {description: x}}}\n  " +
				"/orders/first/{page}:\n    get: {operationId: first, summary: First., x-source: \"documented: x\", " +
				"x-idempotent: true, x-moves-money: false, x-effect: question, parameters: [{name: page, in: path, " +
				"required: true, schema: {type: string}}], responses: {\"200\": {description: x}}}\n  " +
				"/orders/{orderId}/{page}:", "operationId: first",
			"operation first: some addresses fit both /orders/first/{page} and /orders/{orderId}/last of operation " +
				"last, on line LINE-2: leave one of the two out: the sandbox's router cannot tell them apart"},
		{"a part of a segment", "/orders:\n", "/orders.{id}:\n", "post:",
			"operation createOrder: a parameter is only a part of a segment of the path /orders.{id}: make the " +
				"parameter the whole segment, and say in its description what it ends with"},

		// Names in Go.
		{"two members that differ in an underscore", "wallet: {type: string}",
			"wallet: {type: string}\n        wall_et: {type: string}\n        wallEt: {type: string}", "wallEt:",
			"schema WalletPayment, property wallEt: its Go name WallEt is also that of schema WalletPayment, " +
				"property wall_et: give it another with x-go-name"},
		{"a value called values", "enum: [card, e-wallet]", "enum: [card, e-wallet, values]", "enum: [card",
			`schema Method, value "values": its Go name MethodValues is also that of schema Method: name every value ` +
				`in x-enum-varnames`},
		{"a member called like a method", "x-go-name: Layout", "x-go-name: Format", "x-go-name: Format",
			"schema Order, property format: its Go name Format is also that of a method: give it another with " +
				"x-go-name"},
	} {
		t.Run(c.edit, func(t *testing.T) {
			if n := strings.Count(string(good), c.old); n != 1 {
				t.Fatalf("%q stands %d times, not once", c.old, n)
			}
			text := strings.Replace(string(good), c.old, c.broken, 1)
			around := strings.Index(string(good), c.old)
			from := max(0, strings.LastIndex(text[:around], "\n"))
			if c.broken == "" || !strings.Contains(c.broken, strings.TrimSpace(c.at)) {
				from = max(0, around-1200)
			}
			i := strings.LastIndex(text[from:min(len(text), around+len(c.broken)+120)], c.at)
			if i < 0 {
				t.Fatalf("%q is nowhere near", c.at)
			}
			line := 1 + strings.Count(text[:from+i], "\n")
			want := strings.NewReplacer("LINE-1", fmt.Sprint(line-1), "LINE-2",
				fmt.Sprint(line-2)).Replace(fmt.Sprintf("specs/shop/openapi.yaml:%d: %s", line, c.want))
			got := problemsOf(t, "shop", text)
			if len(got) != 1 || got[0] != want {
				t.Errorf("want the one message\n\t%s\ngot\n\t%s", want, strings.Join(got, "\n\t"))
			}
		})
	}
}
