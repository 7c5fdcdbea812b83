package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Shapes that cannot be named or merged: each edit gives one message, on the line that has at.
func TestBrokenShapes(t *testing.T) {
	if underRace {
		t.Skip("slow under the race detector")
	}
	text, err := os.ReadFile("testdata/shapes/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := string(text)
	const letter = "        pages: {type: integer, format: int32}\n"
	const client = "        id: {type: string}\n"
	for _, c := range []struct{ edit, old, broken, at, want string }{
		{"a name that another component has", "    Letter:\n",
			"    ShipmentSize: {type: object, description: x, x-source: \"documented: x\", properties: {a: {type: " +
				"string}}}\n    Letter:\n",
			"        size: {", "schema Shipment, property size: what stands here has no name of its own and would be " +
				"called ShipmentSize, as what stands on line OTHER: " +
				"give the member another Go name with x-go-name, or name it as a component and write a $ref to it"},
		{"a member described twice", "        sent: {type: string, format: date, description: The day",
			"        id: {type: string}\n        sent: {type: string, format: date, description: The day",
			"        id: {type: string}",
			"schema Shipment: property id has two schemas in the allOf, the first on line OTHER: keep one of them, " +
				"or write the same in both"},
		{"allOf of a scalar", "    allOf: [{$ref: \"#/components/schemas/Party\"}]\n      required: [type, name]",
			"    allOf: [{$ref: \"#/components/schemas/Party\"}, {type: string}]\n      required: [type, name]",
			"{type: string}]", "schema Person: an allOf of something but objects with properties: write objects and " +
				"references to objects in it, or exactly one $ref with description, nullable or extensions beside it"},
		{"allOf of a name that is none",
			"    allOf: [{$ref: \"#/components/schemas/Party\"}]\n      required: [type, name]",
			"    allOf: [{$ref: \"#/components/schemas/Partie\"}]\n      required: [type, name]",
			"Partie", "schema Person: $ref \"#/components/schemas/Partie\" in an allOf is no reference to " +
				"components/schemas: write #/components/schemas/ and the name of an object"},
		{"allOf of itself", "    allOf: [{$ref: \"#/components/schemas/Party\"}]\n      required: [type, name]",
			"    allOf: [{$ref: \"#/components/schemas/Person\"}]\n      required: [type, name]",
			"    Person:", "schema Person: the allOf comes back to itself: take the reference to itself out of it"},
		{"allOf with a closed part", "    Identified:\n      type: object\n",
			"    Identified:\n      type: object\n      additionalProperties: false\n",
			"additionalProperties: false",
			"schema Shipment: a part of an allOf that is closed or a map: leave additionalProperties out of the part"},
		{"a keyword in a part of an allOf", "        - type: object\n          required: [state]\n",
			"        - type: object\n          nullable: true\n          required: [state]\n",
			"nullable: true", "schema Shipment: nullable in a part of an allOf: write it beside the allOf"},
		{"a discriminator without a name", "        propertyName: type\n", "", "discriminator:",
			"schema Payer: a discriminator without propertyName: write the name of the member that selects the " +
				"variant"},
		{"a discriminator that one variant lacks",
			"      required: [type, number]\n      properties:\n        type: {type: string}\n",
			"      required: [number]\n      properties:\n",
			"      discriminator:", "schema Payer: the variant Company has no member type, which selects the " +
				"variant: add it to the variant, or take it out of Person and write it beside the union"},
		{"a value that selects what is no variant", "mapping: {person: ", "mapping: {client: Client, person: ",
			"mapping: {", `schema Payer: discriminator: Client, selected by "client", is not in the variants: add ` +
				`{$ref: "#/components/schemas/Client"} to the variants, or drop it`},
		{"a value that the enum of the variant lacks", "mapping: {person: ", "mapping: {human: ", "mapping: {",
			`schema Payer: discriminator: "human" is no value of type of Person, which selects the variant: write a ` +
				`value that the enum lists`},
		{"a variant that is no reference", "        - {$ref: \"#/components/schemas/Person\"}\n",
			"        - {type: object, properties: {type: {type: string}}}\n", "- {type: object",
			"schema Payer: a variant that is no reference: name it as a component and write a $ref to it"},
		{"a discriminator on an object", letter, letter + "      discriminator: {propertyName: pages}\n",
			"discriminator: {propertyName: pages}",
			"schema Letter: discriminator is not supported here: write oneOf with the variants beside it; what all " +
				"of them have is a component that each takes with allOf"},
		{"a list of a union without a discriminator",
			"payers: {type: array, items: {$ref: \"#/components/schemas/Payer\"}}",
			"payers: {type: array, items: {anyOf: [{$ref: \"#/components/schemas/Letter\"}], x-selected-by: kind, " +
				"x-variants: {letter: Letter}}}",
			"payers: {", "schema Shipment, property payers, items: a union in a list or map, where nothing stands " +
				"beside it that selects the variant: wrap it in an object with the member that selects it, or give " +
				"the union a discriminator"},
		{"a map of secrets", "flags: {type: object, additionalProperties: {type: boolean}}",
			"flags: {type: object, additionalProperties: {type: string, format: secret}}",
			"flags: {", "schema Shipment, property flags, values: secrets in a list or map: wrap each in an object " +
				"with x-sensitive: secret"},
		{"two media types that are read", "            text/csv:\n              schema: {type: string}\n",
			"            application/xml:\n              schema: {type: string}\n",
			"content:", "operation listShipments, response 200: 2 media types: write application/json or " +
				"application/xml, and one of them alone"},
		{"media types of which none is read",
			"      content:\n        application/json:\n          schema:\n            type: object\n            " +
				"x-refusal", "      content:\n        text/html:\n          schema:\n            type: object\n      " +
				"      x-refusal",
			"text/html:", `response Unusable: media type "text/html" is not known to the readers: write ` +
				`application/json or application/xml`},
		{"a body that is a text", "              schema: {$ref: \"#/components/schemas/Error\"}\n",
			"              schema: {type: string}\n",
			"schema:", "operation listShipments, response 404: a body that is neither an object nor a list: wrap it " +
				"in an object with one member"},
		{"a deprecated value that is none", "x-enum-deprecated: {lost: ", "x-enum-deprecated: {last: ",
			"x-enum-deprecated", `schema Shipment, property state: x-enum-deprecated: "last" is no value of the ` +
				`enum: write a value that the enum lists`},
		{"the name that was given instead", client, client +
			"    ClientModel: {type: object, description: x, x-source: \"documented: x\", properties: {a: {type: " +
			"string}}}\n",
			"    Client:", "schema Client: generated code has a Client of its own, and ClientModel, which this would " +
				"be called, is another component: give it another Go name with x-go-name"},
		{"a date with a pattern", "sent: {type: string, format: date,",
			"sent: {type: string, format: date, pattern: \"^2\",", "sent: {",
			"schema Shipment, property sent: pattern is not supported here: leave the format out beside them: a date " +
				"is YYYY-MM-DD"},
		{"a parameter that is a list", "schema: {type: string, enum: [newest, oldest]}",
			"schema: {type: array, items: {type: string}}", "name: order",
			"path /shipments/{day}, parameter order: a list: write several parameters or a text, and say the " +
				"separator in the description"},
	} {
		t.Run(c.edit, func(t *testing.T) {
			if strings.Count(good, c.old) == 0 {
				t.Fatalf("%q is not there", c.old)
			}
			// The last of several is in the component that is edited.
			at := strings.LastIndex(good, c.old)
			text := good[:at] + c.broken + good[at+len(c.old):]
			got := problemsOf(t, "shapes", text)
			if len(got) != 1 {
				t.Fatalf("want one message\n\t%s\ngot\n\t%s", c.want, strings.Join(got, "\n\t"))
			}
			var line, other int
			_, rest, _ := strings.Cut(got[0], ".yaml:")
			fmt.Sscanf(rest, "%d:", &line)
			if before, after, ok := strings.Cut(c.want, "OTHER"); ok {
				if _, number, found := strings.Cut(got[0], before); found {
					fmt.Sscanf(number, "%d", &other)
				}
				c.want = before + fmt.Sprint(other) + after
			}
			if want := fmt.Sprintf("specs/shapes/openapi.yaml:%d: %s", line, c.want); got[0] != want {
				t.Errorf("want\n\t%s\ngot\n\t%s", want, got[0])
			}
			if lines := strings.Split(text, "\n"); line == 0 || !strings.Contains(lines[line-1], c.at) {
				t.Errorf("line %d has no %q: %s", line, c.at, lines[max(0, line-1)])
			}
		})
	}
}
