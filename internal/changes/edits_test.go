package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// An edit is one that documentation really brings. want are the lines that it must give, all of them.
type edit struct {
	name     string
	old, new string
	want     []string
}

var edits = []edit{
	{"a new value", "enum: [open, paid, failed]", "enum: [open, paid, failed, expired]",
		[]string{"New: Status value expired: new"}},
	{"a removed value", "enum: [open, paid, failed]", "enum: [open, paid]",
		[]string{"Breaks callers: Status value failed: removed; it still is read, as an unlisted value"}},
	{"a value in another place", "enum: [open, paid, failed]", "enum: [paid, open, failed]", nil},
	{"the text of a value", "failed: Over.", "failed: It was refused.",
		[]string{"Texts: Status value failed: description changed"}},
	{"what is final", "final: [paid, failed]", "final: [paid]",
		[]string{"Behaviour: Status: x-status from {final: [paid, failed], succeeded: [paid]} to {final: [paid], " +
			"succeeded: [paid]}"}},
	{"a new member of an answer", "        paidAt:",
		"        currency: {type: string, description: Of it.}\n        paidAt:",
		[]string{"New: Order.currency: new member, string"}},
	{"a new optional member of a request", "        note:",
		"        channel: {type: string, description: Where.}\n        note:",
		[]string{"New: NewOrder.channel: new member, string"}},
	{"a new required member of an answer", "      required: [id]", "      required: [id, sum]\n      x-note: n",
		[]string{"Behaviour: Order: x-note from nothing to n"}},
	{"a member that an answer now always has", "      required: [id]", "      required: [id, status]",
		[]string{"Breaks callers: Order.status: now required; an answer without it is a violation"}},
	{"a member that a request now needs", "required: [number, amount]", "required: [number, amount, note]",
		[]string{"Breaks callers: NewOrder.note: now required on sending"}},
	{"a member that a request no longer needs", "required: [number, amount]", "required: [number]",
		[]string{"Breaks callers: NewOrder.amount: no longer required; the Go type may become a pointer"}},
	{"a new required parameter", "        - {name: id,",
		"        - {name: shop, in: query, required: true, description: Shop., schema: {type: string}}\n        - " +
			"{name: id,",
		[]string{"Breaks callers: getOrder: query parameter shop: new, and required on sending"}},
	{"a new optional parameter", "        - {name: id,",
		"        - {name: full, in: query, description: All., schema: {type: boolean}}\n        - {name: id,",
		[]string{"New: getOrder: query parameter full: new, optional; the Go signature may change"}},
	{"a removed parameter", "      parameters:\n        - {name: lang, in: query, description: Language., schema: " +
		"{type: string, maxLength: 5}}\n", "",
		[]string{"Breaks callers: createOrder: query parameter lang: removed"}},
	{"a renamed member", "note: {type: string, description: Shown", "remark: {type: string, description: Shown",
		[]string{"Breaks callers: NewOrder.note: removed; perhaps renamed to NewOrder.remark",
			"New: NewOrder.remark: new member, string"}},
	{"a retyped member", "id: {type: integer, format: int64, description", "id: {type: string, description",
		[]string{"Breaks callers: Order.id: retyped from integer (int64) to string"}},
	{"a retyped list", "items: {type: string, maxLength: 30}", "items: {type: integer, format: int64, maxLength: 30}",
		[]string{"Breaks callers: NewOrder.items: retyped from list of string to list of integer (int64)"}},
	{"a narrower limit of a request", "maxLength: 20", "maxLength: 15",
		[]string{"Breaks callers: NewOrder.number: narrowed, maxLength from 20 to 15"}},
	{"a wider limit of a request", "maxLength: 20", "maxLength: 100",
		[]string{"Behaviour: NewOrder.number: widened, maxLength from 20 to 100"}},
	{"a limit that is gone", "maxItems: 10", "uniqueItems: false", []string{
		"Behaviour: NewOrder.items: widened, maxItems from 10 to nothing",
		"Behaviour: NewOrder.items: widened, uniqueItems from nothing to false"}},
	{"a new pattern of a request", "number: {type: string,", "number: {type: string, pattern: '^[A-Z]+$',",
		[]string{"Breaks callers: NewOrder.number: narrowed, pattern from nothing to ^[A-Z]+$"}},
	{"a member that may be null", "payer: {type: string,", "payer: {type: string, nullable: true,",
		[]string{"Behaviour: Order.payer: null is no longer a deviation"}},
	{"a member that is sensitive", "payer: {type: string, description: Name., x-sensitive: personal",
		"payer: {type: string, description: Name., x-sensitive: secret",
		[]string{"Behaviour: Order.payer: x-sensitive from personal to secret"}},
	{"a new status", `        "400": {$ref: "#/components/responses/Bad"}`,
		`        "400": {$ref: "#/components/responses/Bad"}` + "\n" +
			`        "409": {$ref: "#/components/responses/Bad"}`,
		[]string{"New: createOrder: HTTP 409: new answer"}},
	{"a removed status", `        "400": {$ref: "#/components/responses/Bad"}` + "\n", "",
		[]string{"Breaks callers: createOrder: HTTP 400: removed; an answer with this status is now undeclared"}},
	{"another body of an answer", `"200":
          description: The order.
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}`, `"200":
          description: The order.
          content: {application/json: {schema: {$ref: "#/components/schemas/Failure"}}}`,
		[]string{"Breaks callers: getOrder: HTTP 200: retyped from application/json Order to " +
			"application/json Failure"}},
	{"a new operation", "components:\n", `  /order/cancel:
    post:
      operationId: cancelOrder
      summary: Cancel
      x-source: "documented: https://shop.example/docs/cancel"
      responses:
        "204": {description: Done.}
components:
`, []string{"New: cancelOrder: new operation, POST /order/cancel"}},
	{"an operation under another path", "  /order/{id}:", "  /orders/{id}:",
		[]string{"Behaviour: getOrder: path from /order/{id} to /orders/{id}"}},
	{"a renamed operation", "operationId: getOrder", "operationId: retrieveOrder",
		[]string{"Breaks callers: getOrder: removed", "New: retrieveOrder: new operation, GET /order/{id}"}},
	{"a deprecated operation", "operationId: getOrder", "operationId: getOrder\n      deprecated: true",
		[]string{"Behaviour: getOrder: deprecated"}},
	{"an operation that may be repeated", "x-idempotent: false", "x-idempotent: true",
		[]string{"Behaviour: createOrder: x-idempotent from false to true"}},
	{"an operation that moves money", "x-moves-money: false", "x-moves-money: true",
		[]string{"Behaviour: getOrder: x-moves-money from false to true"}},
	{"a new webhook", "x-codes:", `  - {name: payoutCallback, schema: Failure, media-type: application/json, source: "documented: https://shop.example/p"}
x-codes:`, []string{"New: webhook payoutCallback: new"}},
	{"another signature", "algorithm: hmac-sha512", "algorithm: hmac-sha256",
		[]string{"Behaviour: webhook orderCallback: signature from " +
			"{header: x-sign, algorithm: hmac-sha512, encoding: hex} to {header: x-sign, algorithm: hmac-sha256, " +
			"encoding: hex}"}},
	{"another header of the signature", "header: x-sign", "header: x-signature",
		[]string{"Behaviour: webhook orderCallback: signature from " +
			"{header: x-sign, algorithm: hmac-sha512, encoding: hex} to {header: x-signature, algorithm: " +
			"hmac-sha512, encoding: hex}"}},
	{"a removed webhook", `  - name: orderCallback
    schema: Order
    media-type: application/json
    signature: {header: x-sign, algorithm: hmac-sha512, encoding: hex}
    source: "documented: https://shop.example/docs/callback"
    deduplicate: [/id]
`, "", []string{"Breaks callers: webhook orderCallback: removed"}},
	{"another document of a webhook", "    schema: Order\n", "    schema: Failure\n",
		[]string{"Breaks callers: webhook orderCallback: retyped from Order to Failure"}},
	{"a deprecated member", "note: {type: string,", "note: {type: string, deprecated: true,",
		[]string{"Behaviour: NewOrder.note: deprecated"}},
	{"the text of a member", "Shown to the payer.", "Shown on the receipt.",
		[]string{"Texts: NewOrder.note: description changed"}},
	{"another source of a member", "inferred: seen once", "documented: https://shop.example/docs/payer",
		[]string{"Texts: Order.payer: x-source changed"}},
	{"another header of the credential", "name: Api-Token", "name: X-Token",
		[]string{"Behaviour: credential token: name from Api-Token to X-Token"}},
	{"another server", "url: https://shop.example/v1", "url: https://shop.example/v2",
		[]string{"Behaviour: server production: url from https://shop.example/v1 to https://shop.example/v2"}},
	{"another timeout", "x-timeout: 30s", "x-timeout: 60s", []string{"Behaviour: the API: x-timeout from 30s to 60s"}},
	{"a changed text", "summary: Create an order", "summary: Makes an order",
		[]string{"Texts: createOrder: summary changed"}},
	{"a new row of a code table", `      - {code: open, text: "Waits."}`, `      - {code: open, text: "Waits."}` +
		"\n      - {code: lost, text: L}",
		[]string{"New: table status, code lost: new"}},
	{"the text of a row", `text: "Waits."`, `text: "Is open."`,
		[]string{"Texts: table status, code open: text changed"}},
	{"a value and its order of lines", "        note: {type: string, description: Shown to the payer.}\n",
		"        note:\n          description: Shown to the payer.\n          type: string\n", nil},
}

func TestEdits(t *testing.T) {
	t.Parallel()
	testEdits(t, "testdata/openapi.yaml", edits)
}

// Shapes without a name are told by the names that the generated code gives them.
func TestEditsOfShapes(t *testing.T) {
	t.Parallel()
	testEdits(t, "testdata/shapes.yaml", shapeEdits)
}

func testEdits(t *testing.T, file string, edits []edit) {
	t.Helper()
	base, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			edited := strings.Replace(string(base), e.old, e.new, 1)
			if edited == string(base) {
				t.Fatal("the edit changes nothing")
			}
			var got []string
			for _, c := range compare(mustRead(t, string(base)), mustRead(t, edited)) {
				got = append(got, classNames[c.class]+": "+c.what)
				if c.line == 0 || c.source == "" {
					t.Errorf("%s has line %d and source %q", c.what, c.line, c.source)
				}
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(e.want))
			if !slices.Equal(got, want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}

func mustRead(t *testing.T, text string) *document {
	t.Helper()
	doc, err := read("specs/shop/openapi.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
