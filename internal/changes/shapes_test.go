package main

// Edits of what has no name of its own, and of what is made of others.
var shapeEdits = []edit{
	{"a narrower limit within an inline object", "maxLength: 20", "maxLength: 10",
		[]string{"Breaks callers: CreateOrderRequestBuyer.name: narrowed, maxLength from 20 to 10"}},
	{"a new value of an inline enum", "enum: [person, firm]", "enum: [person, firm, state]",
		[]string{"New: CreateOrderRequestBuyerKind value state: new"}},
	{"a new member of an inline answer", "properties: {id: {type: string, format: uuid}}",
		"properties: {id: {type: string, format: uuid}, at: {type: string, format: date}}",
		[]string{"New: CreateOrderResponse200.at: new member, string (date)"}},
	{"an identifier that is none any more", "format: uuid", "minLength: 1", []string{
		"Breaks callers: CreateOrderResponse200.id: retyped from string (uuid) to string",
		"Behaviour: CreateOrderResponse200.id: narrowed, minLength from nothing to 1"}},
	{"a member of what others take over", "made: {type: string, format: date}",
		"made: {type: string, format: date-time}", []string{
			"Breaks callers: Base.made: retyped from string (date) to string (date-time)",
			"Breaks callers: Error.made: retyped from string (date) to string (date-time)"}},
	{"a member that a part of an allOf requires", "required: [code]", "required: [code, grid]",
		[]string{"Breaks callers: Error.grid: now required; an answer without it is a violation"}},
	{"values of a map of another type", "{type: integer, format: int32, maximum: 9}",
		"{type: string, format: decimal, maximum: 9}",
		[]string{"Breaks callers: ErrorLimits: retyped from map of integer (int32) to map of string (decimal)"}},
	{"a limit of the values of a map", "maximum: 9", "maximum: 8",
		[]string{"Behaviour: ErrorLimits: narrowed, values maximum from 9 to 8"}},
	{"a limit within lists of lists", "maxLength: 3", "maxLength: 4",
		[]string{"Behaviour: ErrorGridItem: widened, items maxLength from 3 to 4"}},
	{"items that may be null", "notes: {type: array, items: {type: string}}",
		"notes: {type: array, items: {type: string, nullable: true}}",
		[]string{"Breaks callers: Error.notes: its items have another Go type, since null is or was among them"}},
	{"a value of an inline enum that is deprecated", "{lost: Is late.}", "{lost: Is late., late: Is lost.}",
		[]string{"Behaviour: ErrorCode value late: deprecated"}},
	{"another member that selects", "discriminator: {propertyName: type}",
		"discriminator: {propertyName: type, mapping: {human: Person}}",
		[]string{"Behaviour: ErrorPayer: discriminator from {propertyName: type, mapping: {Person: " +
			"#/components/schemas/... to " +
			"{propertyName: type, mapping: {human: #/components/schemas/P..."}},
	{"an inline object that got its name as a component",
		"buyer: {type: object, properties: {name: {type: string, maxLength: 20}, kind: {type: string, enum: [person, " +
			"firm]}}}",
		"buyer: {$ref: \"#/components/schemas/Firm\"}", []string{
			"Breaks callers: CreateOrderRequest.buyer: retyped from CreateOrderRequestBuyer to Firm",
			"Breaks callers: CreateOrderRequestBuyer: removed",
			"Breaks callers: CreateOrderRequestBuyerKind: removed"}},
	{"a media type that is not read", "            text/csv: {schema: {type: string}}\n", "", nil},
}
