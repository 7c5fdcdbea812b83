package damage

import (
	"io/fs"
	"testing/fstest"
)

// small is a file that has everything that the kit knows.
const small = `
openapi: 3.0.3
info: {title: small, version: "1"}
x-webhooks:
  - {name: event, schema: Event}
paths:
  /things:
    post:
      operationId: thing
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Thing'}
      responses:
        "200":
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
        "201":
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/List'}
        "203":
          description: d
          content:
            application/xml:
              schema: {$ref: '#/components/schemas/Answer'}
components:
  schemas:
    Event:
      type: object
      x-evidence: {any-of: [/name, /inner/when], at: /name}
      x-denies: [{member: /ok, equals: false, denies: /name, value: done}]
      properties:
        name: {type: string, minLength: 1, nullable: true}
        ok: {type: boolean}
        inner: {$ref: '#/components/schemas/Inner2'}
    Inner2:
      type: object
      properties:
        when: {type: string, format: date-time}
    List:
      type: array
      items: {$ref: '#/components/schemas/Event'}
    Thing:
      type: object
      required: [id, state]
      properties:
        id: {type: integer, format: int32, minimum: 1, maximum: 100}
        state: {$ref: '#/components/schemas/State'}
        level: {type: integer, format: int64, enum: [1, 2]}
        both: {type: integer, format: int64, x-also-read: string}
        name: {type: string, maxLength: 3}
        key: {type: string, minLength: 2, pattern: '^[a-z]+$'}
        code: {type: string, format: text, x-also-read: number}
        reason: {$ref: '#/components/schemas/Reason'}
        number: {$ref: '#/components/schemas/Number'}
        amount: {type: string, format: decimal, minimum: 1}
        price: {type: number, format: decimal}
        either: {type: string, format: decimal, x-also-read: number}
        currency: {type: string, format: currency, maxLength: 3}
        when: {type: string, format: date-time}
        flag: {type: boolean}
        maybe: {type: string, nullable: true}
        list: {type: array, minItems: 1, maxItems: 2, items: {type: string}}
        map: {$ref: '#/components/schemas/Map'}
        free: {$ref: '#/components/schemas/Free'}
        open: {$ref: '#/components/schemas/Open'}
        event: {allOf: [{$ref: '#/components/schemas/Event'}], nullable: true}
        kind: {type: string, enum: [card, wallet]}
        details: {allOf: [{$ref: '#/components/schemas/Details'}]}
    State: {type: string, enum: ["", new, done]}
    Reason: {type: string, x-also-read: number, enum: [late, '7']}
    Number: {type: integer, format: int32, x-also-read: string, enum: [7, 8]}
    Map:
      type: object
      maxProperties: 2
      x-key-max-length: 2
      additionalProperties: {type: string, maxLength: 2}
    Free: {type: object, additionalProperties: true}
    Open: {type: object, additionalProperties: true, required: [a], properties: {a: {type: string}}}
    Card: {type: object, properties: {brand: {type: string}}}
    Wallet: {type: object, additionalProperties: true, properties: {wallet: {type: string}}}
    Details:
      anyOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Wallet'}]
      x-selected-by: kind
      x-variants: {card: Card, wallet: Wallet}
    Answer:
      type: object
      xml: {name: data}
      required: [error, error_message]
      x-required-unless: {member: error, names: [amount, flag, title], in: inner}
      properties:
        amount: {type: string, format: decimal}
        flag: {type: boolean, format: flag}
        title: {type: string, maxLength: 5}
        count: {type: integer, format: int32, minimum: 1}
        currency: {type: string, format: currency, minLength: 3, maxLength: 3}
        inner: {$ref: '#/components/schemas/Inner'}
        lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
        words: {type: array, items: {type: string}}
        pairs: {$ref: '#/components/schemas/Free'}
        error: {type: string, enum: ["", "502"]}
        error_message: {type: string}
    Inner:
      type: object
      properties:
        amount: {type: string, format: decimal}
        flag: {type: boolean, format: flag}
        title: {type: string}
    Line:
      type: object
      required: [no]
      properties:
        no: {type: integer, format: int32}
`

const (
	smallThing = `{
  "id": 10, "state": "new", "level": 1, "both": 5, "name": "abc", "key": "abc", "code": "401", "reason": "late", "number": 7,
  "amount": "5.90", "price": 5.9,
  "either": 1.50, "currency": "UAH", "when": "2026-11-20T10:15:00+02:00", "flag": true, "maybe": null,
  "list": ["x"], "map": {"a": "b"}, "free": {"x": [{"y": 1}]}, "open": {"a": "1", "b": {}}, "event": {"name": "n"},
  "kind": "card", "details": {"brand": "visa"}
}`
	smallAnswer = `<data>
  <amount>5.90</amount><flag></flag><title>abc</title><count>3</count><currency>UAH</currency>
  <lines type="cell"><no>1</no></lines><lines type="cell"><no>2</no></lines><words>a</words>
  <pairs><x>1</x><y><z>2</z></y></pairs>
  <error></error><error_message></error_message>
</data>`
)

func smallFiles() fs.FS {
	files := map[string]string{
		"openapi.yaml": small, "examples/thing.200.json": smallThing, "examples/thing.201.json": `[{"name":"a"},{}]`,
		"examples/thing.203.xml": smallAnswer, "examples/thing.request.json": `{"id":1,"state":""}`,
		"examples/event.webhook.json": `{"name":"x"}`,
	}
	all := fstest.MapFS{}
	for name, text := range files {
		all["small/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}
