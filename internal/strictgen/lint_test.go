package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// The four specs of the module, and the two made-up ones that the broken specs below are made from.
func TestLintPasses(t *testing.T) {
	for _, dir := range append(moduleSpecs, "testdata/shop", "testdata/till", "testdata/limits", "testdata/shapes") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			doc, report, err := openapi.Load(filepath.Join(dir, "openapi.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			lint.Check(doc, report)
			for _, p := range report.Problems() {
				t.Error(p)
			}
		})
	}
}

// moduleSpecs are the folders of the specs of all APIs.
var moduleSpecs = func() []string {
	files, _ := filepath.Glob("../../specs/*/openapi.yaml") // the pattern is well formed
	var dirs []string
	for _, file := range files {
		dirs = append(dirs, filepath.Dir(file))
	}
	return dirs
}()

// Each case breaks one rule of a good spec: old becomes broken, and the lint says want.
func TestLintFires(t *testing.T) {
	if underRace {
		t.Skip("slow under the race detector")
	}
	for _, c := range []struct{ rule, spec, old, broken, want string }{
		// The document.
		{"version", "shop", "openapi: 3.0.3", "openapi: 3.1.0", `document: openapi is not 3.0.3: write openapi: 3.0.3`},
		{"kin-openapi", "shop", "  title: Shop\n", "", `info: title is missing: give the name of the API`},
		{"kin-openapi, path parameter", "shop", "/orders/{orderId}/{page}:", "/orders/{orderId}:",
			`parameter "page" is not in the path /orders/{orderId}: write {page} where it stands in the path, or ` +
				`drop it`},
		{"unknown extension", "shop", "x-timeout: 30s", "x-timeout: 30s\nx-colour: red",
			`document: no extension is called x-colour: drop it; specs/README.md lists the extensions`},
		{"unknown extension, deep", "shop", "  version: \"1\"", "  version: \"1\"\n  x-colour: red",
			`document: no extension is called x-colour: drop it; specs/README.md lists the extensions`},
		{"extension on the wrong place", "shop", "description: Its number.\n          schema",
			"description: Its number.\n          x-timeout: 3s\n          schema",
			`operation getOrder, parameter orderId: x-timeout does not stand on this: it stands on: document`},
		{"extension on a server", "shop", "    description: production",
			"    description: production\n    x-source: \"documented: x\"",
			`document: x-source does not stand on this: it stands on: document, operation, parameter, component ` +
				`schema, property`},
		{"extension on items", "shop", "items: {type: string, maxLength: 10}",
			"items: {type: string, x-sensitive: personal}",
			"property words, items: x-sensitive does not stand on this"},
		{"document without a source", "shop", "x-source: \"documented: https://shop.example/docs\"\n", "",
			"document: x-source is missing"},
		{"form of a source", "shop", "\"documented: https://shop.example/docs\"", "\"seen: on the page\"",
			"document: x-source is not of its form: give `documented: page`, `code: repository and path` or " +
				"`inferred: why`, several joined by `; `"},
		{"form of a second source", "shop", "https://shop.example/orders; inferred: status 400",
			"https://shop.example/orders; guessed: status 400", "operation createOrder: x-source is not of its form"},
		{"revision", "shop", "x-revision: \"2026-11-21\"", "x-revision: 2026-11-21",
			`document: x-revision is not of its form: give a date in quotes, "2026-11-21", with .2 behind it for the ` +
				`second edit of a day`},
		{"no revision", "shop", "x-revision: \"2026-11-21\"\n", "", "document: x-revision is missing"},
		{"timeout", "shop", "x-timeout: 30s", "x-timeout: 30",
			`document: x-timeout is not of its form: give a Go duration above zero, 30s`},
		{"reference with a sibling", "shop", "state: {$ref: \"#/components/schemas/State\"}\n        total",
			"state: {$ref: \"#/components/schemas/State\", description: x}\n        total",
			`schema Order, property state: something stands beside $ref, which readers ignore: write allOf: [{$ref: ` +
				`...}] with the rest beside it`},

		// Sentinels, code tables, webhooks.
		{"sentinel", "shop", "unauthorized: {status: [401]}", "forbidden: {status: [403]}",
			`document: x-sentinels has no member "forbidden": it has not-found, unauthorized, rate-limited`},
		{"sentinel status", "shop", "unauthorized: {status: [401]}", "unauthorized: {status: [4XX]}",
			`document: x-sentinels unauthorized status[0] is not of its form: give an HTTP status`},
		{"sentinel code", "shop", "codes: [GONE]", "codes: [LOST]",
			`x-sentinels not-found: codes names "LOST", which is in no code table`},
		{"code row", "shop", "{code: new}", "{code: new, colour: red}",
			`document: x-codes[1] rows[0] has no member "colour": it has code, group, text, tip, context`},
		{"code in digits", "shop", "{code: new}", "{code: 12}", "x-codes[1] rows[0] code is not of its form"},
		{"row without code", "shop", "- {code: GONE, group: absence", "- {group: absence",
			`x-codes[0] rows[0] lacks its member "code"`},
		{"empty text", "shop", `text: "Not here."`, `text: ""`,
			`document: x-codes[0] rows[0] text is not of its form: give a text that is not empty`},
		{"table without source", "shop",
			"    source: \"documented: https://shop.example/codes\"\n    rows:\n      - {code: new}",
			"    rows:\n      - {code: new}", `x-codes[1] lacks its member "source"`},
		{"row twice", "shop", "context: selling", "context: buying",
			`code table error: a second row of code "MOVED" with context "buying"`},
		{"table twice", "shop", "table: state", "table: error",
			"code table error: there is another table of this name"},
		{"table of no enum", "shop", "schema: Reason\n    source", "schema: Reasons\n    source",
			"code table error: its schema Reasons is no enum of this spec"},
		{"value without row", "shop",
			"      - {code: GONE, group: absence, text: \"Not here.\", tip: \"Look elsewhere.\"}\n", "",
			`code table error: values of its schema Reason have no row: GONE: add {code: GONE}, or name in rest the ` +
				`table that has them`},
		{"row without value", "shop", "{code: paid}", "{code: payed}",
			`code table state: code "payed" is no value of its schema State`},
		{"rest", "shop", "rest: error", "rest: errors", `code table state: rest names "errors", which is no table`},
		{"webhook name", "shop", "name: paid\n", "name: createOrder\n",
			"webhook createOrder: an operation or another webhook has this name"},
		{"webhook schema", "shop", "schema: Order\n    media-type", "schema: Orderly\n    media-type",
			`webhook paid: schema "Orderly" is no component`},
		{"webhook media type", "shop", "media-type: application/json", "media-type: text/json",
			`document: x-webhooks[0] media-type is not of its form: give application/json or application/xml`},
		{"webhook signature", "shop", "algorithm: hmac-sha512, encoding: hex", "algorithm: hmac-sha512",
			`webhook paid: a signature of neither form: write {header, algorithm, encoding} or {basic: true}`},
		{"webhook source", "shop", "    source: \"documented: https://shop.example/webhooks\"\n", "",
			`x-webhooks[0] lacks its member "source"`},
		{"deduplicate", "shop", "/details/number]\n", "/details/numbers]\n",
			`webhook paid: the pointer /details/numbers of deduplicate leads nowhere: schema Details has no property ` +
				`"numbers"`},
		{"deduplicate through a scalar", "shop", "/details/number]\n", "/id/number]\n",
			`webhook paid: the pointer /id/number of deduplicate leads nowhere: what stands before "number" is no ` +
				`object`},
		{"deduplicate in XML", "till", "[/data/id]", "[/id]",
			`webhook callback: the pointer /id of deduplicate does not begin with the root: write /data/id`},
		{"root of an XML answer", "till", "      xml: {name: data}\n", "",
			`webhook callback: schema Sale is the body of an XML answer and names no root: give it xml: {name: data}`},

		// Paths and operations.
		{"colon in a path", "shop", "/orders:\n", "/orders/:list:\n",
			`operation createOrder: the path /orders/:list has a colon: write a parameter as {x}`},
		{"operationId", "shop", "operationId: createOrder", "operationId: create_order",
			`operation create_order: operationId "create_order" is not in camel case`},
		{"no summary", "shop", "      summary: Create an order\n", "", "operation createOrder: no summary"},
		{"no operationId", "shop", "      operationId: getOrder\n", "",
			`GET /orders/{orderId}/{page}: operationId "" is not in camel case`},
		{"operationId twice", "shop", "operationId: getOrder", "operationId: createOrder",
			"operation createOrder: another operation has this operationId"},
		{"parameter without schema", "shop", "          description: More of it.\n          schema: {type: boolean}\n",
			"          description: More of it.\n",
			`operation getOrder, parameter verbose: schema is missing: give {type: string}`},
		{"operation without source", "till", "      x-source: \"code: till/connector api.php\"\n      x-target",
			"      x-target", "operation makeSale: x-source is missing"},
		{"no x-idempotent", "shop", "      x-idempotent: true\n      x-moves-money: true\n",
			"      x-moves-money: true\n", `operation createOrder: x-idempotent is missing: give true or false`},
		{"no x-moves-money", "shop", "      x-moves-money: false\n", "",
			`operation getOrder: x-moves-money is missing: give true or false`},
		{"x-idempotent in words", "shop", "x-idempotent: true\n      x-moves-money: false",
			"x-idempotent: \"yes\"\n      x-moves-money: false", "operation getOrder: x-idempotent is not of its form"},
		{"callbacks", "shop", "      x-polling", "      callbacks: {}\n      x-polling",
			`operation getOrder: callbacks is not supported here: declare what comes to the merchant in x-webhooks ` +
				`of the document`},
		{"method", "shop", "    get:", "    head:",
			`path /orders/{orderId}/{page}: head is not supported here: write get, put, post, delete or patch; the ` +
				`clients know no other method`},
		{"default response", "shop", `        "204":`, "        default:",
			`operation createOrder: a default response: list the documented statuses`},
		{"range of statuses", "shop", `        "204":`, "        \"2XX\":",
			`operation createOrder: response "2XX" is no HTTP status`},
		{"two media types", "shop", "          description: Orders.\n          content:\n",
			"          description: Orders.\n          content:\n            application/xml:\n              schema: " +
				"{$ref: \"#/components/schemas/Orders\"}\n",
			`operation getOrder, response 200: 2 media types: write application/json or application/xml, and one of ` +
				`them alone`},
		{"no media type", "shop", `        "204":
          description: Nothing.`, `        "204":
          description: Nothing.
          content: {}`, `operation createOrder, response 204: 0 media types: write application/json or application/xml, and one of them alone`},
		{"unknown media type", "till",
			"            application/xml:\n              schema: {$ref: \"#/components/schemas/Sale\"}",
			"            text/plain:\n              schema: {$ref: \"#/components/schemas/Sale\"}",
			`operation makeSale, response 200: media type "text/plain" is not known to the readers: write ` +
				`application/json or application/xml`},
		{"inline response", "shop", "              schema: {$ref: \"#/components/schemas/Accepted\"}",
			"              schema: {type: object, additionalProperties: true}",
			`operation createOrder, response 202: the body CreateOrderResponse202 is neither an object nor a list: ` +
				`wrap it in an object with one member`},
		{"inline shared response", "shop", "          schema: {$ref: \"#/components/schemas/Refusal\"}",
			"          schema: {type: string}",
			`response Refused: a body that is neither an object nor a list: wrap it in an object with one member`},
		{"integer in a parameter", "shop",
			"schema: {type: integer, format: int32, minimum: 1}\n        - name: verbose",
			"schema: {type: integer}\n        - name: verbose",
			`operation getOrder, parameter page: an integer without a format: write format: int32 or format: int64`},
		{"integer in a header", "shop", "schema: {type: integer, format: int32}\n          content",
			"schema: {type: integer}\n          content",
			`operation createOrder, response 200, header X-Left: an integer without a format: write format: int32 or ` +
				`format: int64`},
		{"rate limit", "shop", "x-rate-limit: remaining", "x-rate-limit: left",
			`operation createOrder, response 200, header X-Left: x-rate-limit is not of its form: give limit, ` +
				`remaining or reset`},
		{"rate limit, elsewhere", "shop", "      x-polling", "      x-rate-limit: reset\n      x-polling",
			`operation getOrder: x-rate-limit does not stand on this: it stands on: response header`},
		{"rate limit, twice", "shop", "x-rate-limit: remaining\n",
			"x-rate-limit: remaining\n              schema: {type: integer, format: int32}\n            " +
				"X-Also-Left:\n              description: The same.\n              x-rate-limit: remaining\n",
			`header X-Also-Left: x-rate-limit remaining is also that of the header X-Left`},
		{"secret parameter", "shop", "      x-sensitive: secret\n      schema", "      schema",
			"parameter Token: format: secret without x-sensitive: secret"},
		{"may be empty, nowhere", "shop", "          description: Nothing.",
			"          description: Nothing.\n          x-may-be-empty: true",
			"operation createOrder, response 204: x-may-be-empty on a response without a body says nothing"},
		{"may be empty, elsewhere", "shop", "      x-polling", "      x-may-be-empty: true\n      x-polling",
			`operation getOrder: x-may-be-empty does not stand on this: it stands on: response`},
		{"idempotency key", "shop", "x-idempotency-key: id", "x-idempotency-key: key",
			`operation createOrder: x-idempotency-key "key" is no member of the body`},
		{"idempotency key that cannot be filled in", "shop", "x-idempotency-key: id", "x-idempotency-key: note",
			`operation createOrder: x-idempotency-key "note" is no required string of the body`},
		{"echo of nothing", "shop", "      x-context: buying",
			"      x-context: buying\n      x-echo: [{answer: /state}]",
			"operation createOrder: x-echo[0] has not exactly one of request and is"},
		{"echo, another name", "shop", "      x-context: buying",
			"      x-context: buying\n      x-echo: [{is: bought, answer: /state}]",
			`operation createOrder: x-echo[0]: the enum at /state does not list "bought"`},
		{"context", "shop", "x-context: buying", "x-context: renting",
			`operation createOrder: x-context "renting" is the context of no row`},
		{"no x-ask-with", "shop", "      x-ask-with: {operation: getOrder, with: {orderId: /id}}\n", "",
			"operation createOrder: x-ask-with is missing"},
		{"x-ask-with where nothing moves", "shop", "      x-polling",
			"      x-ask-with: {operation: getOrder, with: {}}\n      x-polling",
			`operation getOrder: x-ask-with does not stand on this: it stands on: operation that moves money`},
		{"x-ask-with, operation", "shop", "operation: getOrder, with", "operation: findOrder, with",
			`operation createOrder: x-ask-with: there is no operation "findOrder"`},
		{"x-ask-with, argument", "shop", "with: {orderId: /id}", "with: {order: /id}",
			`operation createOrder: x-ask-with: operation getOrder has no parameter or body member "order"`},
		{"x-ask-with, pointer", "shop", "with: {orderId: /id}", "with: {orderId: /ids}",
			`operation createOrder: x-ask-with: the pointer /ids leads nowhere`},
		{"x-ask-with, pointer to an object", "shop", "with: {orderId: /id}", "with: {orderId: /details}",
			"operation createOrder: x-ask-with: the pointer /details leads to no scalar"},
		{"x-ask-with itself", "till", "      x-idempotency-key: id\n", "",
			"operation makeSale: x-ask-with names the operation itself, which would do it again"},
		{"polling", "shop", "every: 1s", "every: often",
			`operation getOrder: x-polling every is not of its form: give a Go duration above zero, 30s`},
		{"polling, incomplete", "shop", "every: 1s, ", "", `operation getOrder: x-polling lacks its member "every"`},
		{"version", "till", `x-since: "1.2"`, "x-since: 1.2",
			`operation makeSale: x-since is not of its form: give an API version in quotes, "1.3"`},
		{"version of JSON", "shop", "      x-polling", "      x-since: \"1.2\"\n      x-polling",
			"operation getOrder: x-since does not stand on this"},
		{"version of an answer", "till", "        count: {type: integer, format: int32}",
			"        count: {type: integer, format: int32, x-since: \"1.2\"}",
			"schema Sale, property count: x-since does not stand on this"},
		{"target of JSON", "shop", "      x-polling", "      x-target: order\n      x-polling",
			`operation getOrder: x-target does not stand on this: it stands on: X-Payments operation`},

		// Schemas.
		{"name of a schema", "shop", "    Number:\n",
			"    spare_number: {type: string, description: Spare., x-source: \"code: shop/sdk spare.go\"}\n    " +
				"Number:\n", "schema spare_number: its name is not in camel case"},
		{"schema without source", "shop", "      x-source: \"inferred: no page shows it\"\n", "",
			"schema Accepted: x-source is missing"},
		{"schema without description", "shop", "      description: An order that was taken.\n", "",
			"schema Accepted: no description"},
		{"component reference", "shop",
			"    Number:\n      type: string\n      maxLength: 12\n      description: A number of the shop.\n      " +
				"x-source: \"documented: https://shop.example/orders\"\n",
			"    Number: {$ref: \"#/components/schemas/Reason\"}\n",
			"schema Number: a component that is only a reference"},
		{"nullable component", "shop", "      description: Details of an order.\n",
			"      description: Details of an order.\n      nullable: true\n",
			`schema Details: nullable is not supported here: say it where the component is used, beside allOf`},
		{"empty object", "shop", "      properties:\n        wallet: {type: string}\n        holder: {type: string, " +
			"x-sensitive: personal}\n", "", "schema WalletPayment: an object without properties"},
		{"required of nothing", "shop", "required: [id, state,", "required: [ids, state,",
			`schema Order: required names "ids", which is no property`},
		{"required twice", "shop", "required: [id, state,", "required: [id, id, state,",
			`schema Order: required names "id" twice`},
		{"inferred and required", "shop", "      additionalProperties: true\n      properties:\n        name:",
			"      additionalProperties: true\n      required: [name]\n      properties:\n        name:",
			"schema Line, property name: required, though its source is only inferred"},
		{"inferred schema and required", "shop", "      x-source: \"inferred: no page shows it\"\n",
			"      x-source: \"inferred: no page shows it\"\n      required: [state]\n",
			"schema Accepted, property state: required, though its source is only inferred"},
		{"inferred and nullable", "shop", `name: {type: string, x-source: "inferred: from an example"}`,
			`name: {type: string, nullable: true, x-source: "inferred: from an example"}`,
			"schema Line, property name: nullable, though its source is only inferred"},
		{"inferred and closed", "shop", "      x-source: \"inferred: no page shows it\"\n",
			"      x-source: \"inferred: no page shows it\"\n      additionalProperties: false\n",
			"schema Accepted: closed (additionalProperties: false), though its source is only inferred"},
		{"integer", "shop", "big: {type: integer, format: int64}", "big: {type: integer}",
			`schema Order, property big: an integer without a format: write format: int32 or format: int64`},
		{"number", "shop", "fee: {type: number, format: decimal}", "fee: {type: number, format: double}",
			`schema Order, property fee: a number with format "double" is not in the table of formats: write format: ` +
				`decimal for an amount, or type: integer with a format; floats lose amounts`},
		{"format", "shop", "format: {type: string, x-go-name: Layout}",
			"format: {type: string, format: email, x-go-name: Layout}",
			`schema Order, property format: a string with format "email" is not in the table of formats: leave the ` +
				`format out and say it in the description; formats of text are decimal, date-time, date, uuid, byte, ` +
				`currency, secret, text`},
		{"Go name", "shop", "x-go-name: Layout", "x-go-name: layout",
			`schema Order, property format: x-go-name is not of its form: give an exported Go name, OrderStatus`},
		{"no type", "shop", "wallet: {type: string}", "wallet: {description: x}",
			"schema WalletPayment, property wallet: no type"},
		{"inline object without anything", "shop", "wallet: {type: string}", "wallet: {type: object}",
			`schema WalletPayment, property wallet: an object without properties: name them, or write ` +
				`additionalProperties: true for any object`},
		{"typed additional properties", "shop", "      additionalProperties: true\n      properties:\n        name:",
			"      additionalProperties: {type: string}\n      properties:\n        name:",
			"schema Line: properties and typed additionalProperties together"},
		{"array without items", "shop", "words: {type: array, items: {type: string, maxLength: 10}}",
			"words: {type: array}", "schema Order, property words: an array without items"},
		{"inline union", "shop", "wallet: {type: string}", "wallet: {oneOf: [{type: string}, {type: boolean}]}",
			`schema WalletPayment, property wallet: oneOf is not supported here: write a discriminator beside it, or,` +
				` where a member beside the union selects the variant, anyOf with x-selected-by and x-variants; or ` +
				`one object whose members are all optional`},
		{"items that are a union", "shop",
			"states: {type: array, nullable: true, items: {$ref: \"#/components/schemas/State\"}}",
			"states: {type: array, items: {$ref: \"#/components/schemas/Payment\"}}",
			`schema Order, property states, items: a union in a list or map, where nothing stands beside it that ` +
				`selects the variant: wrap it in an object with the member that selects it, or give the union a ` +
				`discriminator`},
		{"allOf of two that differ", "shop", "more: {allOf: [{$ref: \"#/components/schemas/Details\"}]",
			"more: {allOf: [{$ref: \"#/components/schemas/Details\"}, {type: object, properties: {number: {type: " +
				"string}}}]", `schema Order, property more: property number has two schemas in the allOf, the first ` +
				`on line 206: keep one of them, or write the same in both`},
		{"rule beside allOf", "shop", "more: {allOf:", "more: {maxProperties: 2, allOf:",
			`schema Order, property more: maxProperties is not supported here: put it on the component`},
		{"secret without format", "shop", "secret: {type: string, format: secret, x-sensitive: secret}",
			"secret: {type: string, x-sensitive: secret}",
			"schema Order, property secret: x-sensitive: secret without format: secret"},
		{"format without secret", "shop", "secret: {type: string, format: secret, x-sensitive: secret}",
			"secret: {type: string, format: secret}",
			"schema Order, property secret: format: secret without x-sensitive: secret"},
		{"sensitive to whom", "shop", "email: {type: string, x-sensitive: personal",
			"email: {type: string, x-sensitive: private",
			`schema Order, property email: x-sensitive is not of its form: give secret or personal`},
		{"also read as itself", "shop", "rate: {type: string, format: decimal, x-also-read: number",
			"rate: {type: string, format: decimal, x-also-read: string",
			"schema Order, property rate: x-also-read names the type itself"},
		{"also read without effect", "shop", "wallet: {type: string}", "wallet: {type: string, x-also-read: number}",
			"schema WalletPayment, property wallet: x-also-read is read for decimals, integers, format text and " +
				"enums only"},
		{"also read on an enum", "shop", "more: {allOf:", "more: {x-also-read: number, allOf:",
			`schema Order, property more: x-also-read does not stand on this: it stands on: scalar property, scalar ` +
				`schema, enum schema, scalar items`},
		{"text without number", "shop", "code: {type: string, format: text, x-also-read: number}",
			"code: {type: string, format: text}",
			"schema Order, property code: format text is read from a number as well"},
		{"flag in JSON", "shop", "paid: {type: boolean}", "paid: {type: boolean, format: flag}",
			"schema Order, property paid: format flag is for XML"},
		{"key length", "shop", "x-key-max-length: 30", "x-key-max-length: long",
			`schema Tags: x-key-max-length is not of its form: give an integer`},
		{"one-of rule", "shop", "[[note, email]]", "[[note, mail]]",
			`schema Order: x-at-least-one names "mail", which is no property`},
		{"one-of rule of one", "shop", "[[rate, fee]]", "[[rate]]",
			`schema Order: x-exactly-one of one: write two names or more in each list`},
		{"one-of rule, form", "shop", "[[rate, fee]]", "[rate, fee]",
			`schema Order: x-exactly-one[0] is not of its form: give a list of a text that is not empty`},

		// Unions.
		{"union without selector", "shop", "      x-selected-by: method\n", "",
			`schema Payment: a union without discriminator, and without x-selected-by and x-variants: write ` +
				`discriminator where the variants have the member that selects one of them; else x-selected-by, the ` +
				`member beside it, and x-variants: {<value>: Component}`},
		{"selector", "shop", "x-selected-by: method", "x-selected-by: note",
			`schema Order, property payment: no enum "note" beside it`},
		{"variant without value", "shop", "{card: CardPayment, e-wallet: WalletPayment}", "{card: CardPayment}",
			"schema Payment: variant WalletPayment stands 0 times in x-variants"},
		{"variant of nothing", "shop", "e-wallet: WalletPayment}", "e-wallet: PursePayment}",
			`schema Payment: x-variants: PursePayment, selected by "e-wallet", is not in anyOf`},
		{"value of no enum", "shop", "e-wallet: WalletPayment}", "purse: WalletPayment}",
			`schema Payment: x-variants: "purse" is no value of Method`},
		{"inline variant", "shop", "- {$ref: \"#/components/schemas/WalletPayment\"}",
			"- {type: object, additionalProperties: true}",
			`schema Payment: a variant that is no reference: name it as a component and write a $ref to it`},
		{"variant name", "shop", "x-variant-name: Purse", "x-variant-name: purse",
			`schema WalletPayment: x-variant-name is not of its form: give an exported Go name, OrderStatus`},

		// Enums.
		{"integer enum without format", "shop", "      type: integer\n      format: int32\n      description: A level.",
			"      type: integer\n      description: A level.",
			`schema Level: an integer with format "": write format: int32 or format: int64`},
		{"value of another type", "shop", "enum: [card, e-wallet]", "enum: [card, 1]",
			"schema Method: value 1 is not of the enum's type: write a text, in quotes"},
		{"enum with a format", "shop", "      type: string\n      description: How an order is paid.",
			"      type: string\n      format: currency\n      description: How an order is paid.",
			`schema Method: an enum with format "currency": leave the format out`},
		{"value twice", "shop", "enum: [card, e-wallet]", "enum: [card, e-wallet, card]",
			`schema Method: value "card" stands twice`},
		{"value in another script", "shop", "enum: [card, e-wallet]", "enum: [card, e-wallet, сard]",
			`schema Method: value "сard" is not ASCII: name every value in x-enum-varnames`},
		{"names and values", "shop", "x-enum-varnames: [Low, High]", "x-enum-varnames: [Low]",
			"schema Level: x-enum-varnames has 1 names for 2 values"},
		{"name twice", "shop", "x-enum-varnames: [Low, High]", "x-enum-varnames: [Low, Low]",
			`schema Level: x-enum-varnames has "Low" twice`},
		{"name with a blank", "shop", "x-enum-varnames: [Low, High]", "x-enum-varnames: [Low, Very High]",
			"schema Level: x-enum-varnames[1] is not of its form"},
		{"description of no value", "shop", "x-enum-descriptions: {new:", "x-enum-descriptions: {old:",
			`schema State: x-enum-descriptions: "old" is no value of the enum`},
		{"source of no value", "shop", "x-enum-sources: {MOVED:", "x-enum-sources: {LOST:",
			`schema State: x-enum-sources: "LOST" is no value of the enum`},
		{"source of a value", "shop", "x-enum-sources: {MOVED: \"inferred: from an example\"}",
			"x-enum-sources: {MOVED: \"an example\"}", "schema State: x-enum-sources MOVED is not of its form"},
		{"sources in a list", "shop", "x-enum-sources: {MOVED: \"inferred: from an example\"}",
			"x-enum-sources: [MOVED]",
			"schema State: x-enum-sources is not of its form: give a map {<name>: `documented: page`, `code: " +
				"repository and path` or `inferred: why`, several joined by `; `}"},
		{"status of no value", "shop", "succeeded: [paid]", "succeeded: [payed]",
			`schema State: x-status succeeded: "payed" is no value of the enum`},
		{"status, form", "shop", "x-status: {final: [paid], succeeded: [paid]}", "x-status: {final: [paid]}",
			`schema State: x-status lacks its member "succeeded"`},

		// Refusals.
		{"refusal, form", "shop", "        - {code: /code, text: [/text], table: error}\n", "        code: /code\n",
			`schema Refusal: x-refusal is not of its form: give a list of {when?: a pointer, /details/code, equals?: ` +
				`a scalar, one-of?: a list of a value of the enum, except?: a list of a value of the enum, groups?: ` +
				`a list of a text that is not empty, refuses?: false, code?: a pointer, /details/code, code-is?: a ` +
				`text that is not empty, text?: a list of a pointer, /details/code, table?: a text that is not empty,` +
				` context?: a text that is not empty, as-error?: true}`},
		{"refusal, pointer", "shop", "{code: /code, text: [/text], table: error}",
			"{code: /reason, text: [/text], table: error}",
			`schema Refusal: x-refusal[0]: the pointer /reason leads nowhere: schema Refusal has no property "reason"`},
		{"refusal, text", "shop", "text: [/note, /details/number]", "text: [/note, /details]",
			"schema Order: x-refusal[0]: the pointer /details leads to no scalar"},
		{"refusal, no pointer", "shop", "{code: /code, text: [/text], table: error}",
			"{code: code, text: [/text], table: error}",
			`schema Refusal: x-refusal[0] code is not of its form: give a pointer, /details/code`},
		{"refusal, table", "shop", "text: [/text], table: error}", "text: [/text], table: errors}",
			`schema Refusal: x-refusal[0]: there is no code table "errors" in x-codes`},
		{"refusal, context", "shop", "table: error, context: buying}\n        - {when: /paid",
			"table: error, context: renting}\n        - {when: /paid",
			`schema Order: x-refusal[0]: code table error has no row with context "renting"`},
		{"refusal, fixed code", "shop", "code-is: GONE", "code-is: LOST",
			`schema Order: x-refusal[1]: code table error has no code "LOST"`},
		{"refusal, two codes", "shop", "code-is: GONE", "code: /note, code-is: GONE",
			"schema Order: x-refusal[1] has both code and code-is"},
		{"refusal, equals", "shop", `equals: ""`, "equals: lost",
			`schema Order: x-refusal[0]: equals "lost" is no value of State`},
		{"refusal, as-error", "till", "as-error: true", "as-error: false",
			`schema Sale: x-refusal[0] as-error is not of its form: give true`},
		{"refusal, as-error always", "shop", "text: [/text], table: error}",
			"text: [/text], table: error, as-error: true}",
			"schema Refusal: x-refusal[0] has a condition or as-error without when"},
		{"refusal, out of reach", "shop", "text: [/text], table: error}",
			"text: [/text], table: error}\n        - {when: /text, code: /code}",
			"schema Refusal: x-refusal[1] is never reached"},

		// XML.
		{"root of a request", "till", "      description: A sale to make.\n",
			"      description: A sale to make.\n      xml: {name: data}\n", "schema SaleRequest: a root on a request"},
		{"xml of more than a name", "till", "xml: {name: data}", "xml: {name: data, wrapped: true}",
			`schema Sale: wrapped is not supported here: leave it out; an element has the property's name, arrays ` +
				`are repeated elements`},
		{"xml of a property", "till", "        message: {type: string}",
			"        message: {type: string, xml: {name: text}}",
			`schema Sale, property message: xml is not supported here: leave it out; an element has the ` +
				`property's name`},
		{"required unless in JSON", "shop", "      description: Details of an order.\n",
			"      description: Details of an order.\n      x-required-unless: {member: code, names: [number]}\n",
			"schema Details: x-required-unless does not stand on this"},
		{"required unless, member", "till", "{member: error,", "{member: fault,",
			`schema Sale: x-required-unless: member "fault" is no scalar property`},
		{"required unless, name", "till", "names: [id, total]", "names: [id, sum]",
			`schema Sale: x-required-unless names "sum", which is no property`},
		{"required unless, inner name", "till", "names: [id, total]", "names: [id, total, count]",
			`schema Sale: x-required-unless names "count", which is no property of Inner`},
		{"required unless, required", "till", "required: [error]", "required: [error, id]",
			`schema Sale: x-required-unless names "id", which is always required`},
		{"required unless, in", "till", "in: sale}", "in: clerk}",
			`schema Sale: x-required-unless: in "clerk" is no property that is an object`},
	} {
		t.Run(c.rule, func(t *testing.T) {
			faults := problems(t, c.spec, c.old, c.broken)
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.want) }) {
				t.Errorf("no fault says\n\t%s\nthe lint said\n\t%s", c.want, strings.Join(faults, "\n\t"))
			}
			for _, f := range faults {
				if !regexp.MustCompile(`^specs/[a-z]+/openapi.yaml:[1-9][0-9]*: `).MatchString(f) {
					t.Errorf("no line in %q", f)
				}
			}
		})
	}
}

// problems are those of a made-up spec in which old is written as broken.
func problems(t *testing.T, spec, old, broken string) []string {
	t.Helper()
	good, err := os.ReadFile(filepath.Join("testdata", spec, "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(good), old); n != 1 {
		t.Fatalf("%q stands %d times in %s, not once", old, n, spec)
	}
	return problemsOf(t, spec, strings.Replace(string(good), old, broken, 1))
}

// problemsOf are those of a text, found by reading, by the lint or by the generator, as the command does it.
func problemsOf(t *testing.T, spec, source string) []string {
	t.Helper()
	doc, report := openapi.Parse("specs/"+spec+"/openapi.yaml", []byte(source))
	return problemsIn(t, spec, doc, report)
}

func problemsIn(t *testing.T, spec string, doc *openapi.Document, report *openapi.Report) []string {
	t.Helper()
	if report.Empty() {
		lint.Check(doc, report)
	}
	if report.Empty() {
		if _, err := generate(doc, report, filepath.Join("testdata", spec), templatesDir); err != nil {
			t.Fatalf("the generator fails where a problem should be reported: %v", err)
		}
	}
	var texts []string
	for _, p := range report.Problems() {
		texts = append(texts, p.String())
	}
	return texts
}
