package openapi

import "time"

// The extensions, decoded: a tag x names one, "required" where it must stand; on are the places it stands on, in the
// words of specs/README.md.
// In the records, a tag spec names a member; form says which texts it takes (forms.go).

// DocumentExtensions stand on the document.
type DocumentExtensions struct {
	Source    Text          `x:"x-source" on:"document" form:"source"`
	Revision  Text          `x:"x-revision,required" on:"document" form:"revision"`
	Timeout   time.Duration `x:"x-timeout,required" on:"document"`
	Codes     []CodeTable   `x:"x-codes" on:"document"`
	Sentinels Sentinels     `x:"x-sentinels" on:"document"`
	Webhooks  []Webhook     `x:"x-webhooks" on:"document"`
}

// A CodeTable has the provider's codes with their texts.
type CodeTable struct {
	Position
	Name   Text  `spec:"table,required"`
	Schema Text  `spec:"schema"`
	Rest   Text  `spec:"rest"`
	Source Text  `spec:"source,required" form:"source"`
	Rows   []Row `spec:"rows,required"`
}

// A Row is one code.
type Row struct {
	Position
	Code    Text `spec:"code,required" form:"code"`
	Group   Text `spec:"group"`
	Text    Text `spec:"text"`
	Tip     Text `spec:"tip"`
	Context Text `spec:"context"`
}

// Sentinels say which statuses and codes mean what callers ask for with errors.Is.
type Sentinels struct {
	NotFound     Sentinel `spec:"not-found"`
	Unauthorized Sentinel `spec:"unauthorized"`
	RateLimited  Sentinel `spec:"rate-limited"`
}

// A Sentinel is one of them.
type Sentinel struct {
	Position
	Statuses []Text `spec:"status" form:"status"`
	Codes    []Text `spec:"codes" form:"code"`
}

// A Webhook is a document that comes to the merchant.
type Webhook struct {
	Position
	Name        Text       `spec:"name,required" form:"name"`
	Schema      Text       `spec:"schema,required"`
	Media       Text       `spec:"media-type,required" form:"media"`
	Signature   *Signature `spec:"signature"`
	Source      Text       `spec:"source,required" form:"source"`
	Deduplicate []Text     `spec:"deduplicate" form:"pointer"`
	Except      []Text     `spec:"deduplicate-except" form:"pointer"`
	Optional    []Text     `spec:"optional" form:"pointer"`
}

// A Signature is how a webhook proves where it is from.
type Signature struct {
	Position
	Header    Text `spec:"header"`
	Algorithm Text `spec:"algorithm"`
	Encoding  Text `spec:"encoding"`
	Basic     bool `spec:"basic" form:"true"`
}

// OperationExtensions stand on operations.
type OperationExtensions struct {
	Source         Text     `x:"x-source" on:"operation" form:"source"`
	Idempotent     bool     `x:"x-idempotent,required" on:"operation"`
	MovesMoney     bool     `x:"x-moves-money,required" on:"operation"`
	Effect         Text     `x:"x-effect,required" on:"operation" form:"effect"`
	IdempotencyKey Text     `x:"x-idempotency-key" on:"operation"`
	AskWith        *AskWith `x:"x-ask-with,required" on:"operation that moves money"`
	Echo           []Echo   `x:"x-echo" on:"operation"`
	Context        Text     `x:"x-context" on:"operation"`
	XTarget        Text     `x:"x-target" on:"X-Payments operation"`
	XAction        Text     `x:"x-action" on:"X-Payments operation"`
	Since          Text     `x:"x-since" on:"X-Payments operation" form:"version"`
	Until          Text     `x:"x-until" on:"X-Payments operation" form:"version"`
	Polling        *Polling `x:"x-polling" on:"operation"`
}

// AskWith is the reference that an unknown outcome carries. Operation is empty where Tells is never. What With maps to
// are places in the request as those of Echo are.
type AskWith struct {
	Position
	Operation Text `spec:"operation" form:"name"`
	With      Map  `spec:"with" form:"argument"`
	Tells     Text `spec:"tells" form:"tells"`
}

// Never reports whether no operation tells the outcome.
func (a *AskWith) Never() bool { return a.Tells.Value == "never" }

// An Echo is what the answer repeats of the request. Request is a pointer into the body, or path/NAME or query/NAME;
// in its place Is is the value by which the answer names the operation itself.
type Echo struct {
	Position
	Request Text `spec:"request" form:"argument"`
	Is      Text `spec:"is"`
	Answer  Text `spec:"answer,required" form:"pointer"`
	Compare Text `spec:"compare" form:"compare"`
}

// Polling is how often to ask again, and for how long.
type Polling struct {
	Position
	First time.Duration `spec:"first,required"`
	Every time.Duration `spec:"every,required"`
	Total time.Duration `spec:"total,required"`
}

// ParameterExtensions stand on parameters.
type ParameterExtensions struct {
	Source    Text `x:"x-source" on:"parameter" form:"source"`
	Sensitive Text `x:"x-sensitive" on:"parameter" form:"sensitive"`
	GoName    Text `x:"x-go-name" on:"parameter" form:"go-name"`
}

// HeaderExtensions stand on headers of responses.
type HeaderExtensions struct {
	RateLimit Text `x:"x-rate-limit" on:"response header" form:"limits"`
}

// ResponseExtensions stand on responses.
type ResponseExtensions struct {
	MayBeEmpty bool `x:"x-may-be-empty" on:"response"`
	ErrorForm  Text `x:"x-error-form" on:"response" form:"go-name"`
}

// SchemaExtensions stand on component schemas and properties.
type SchemaExtensions struct {
	Source           Text    `x:"x-source" on:"component schema, property" form:"source"`
	EnumSources      Map     `x:"x-enum-sources" on:"enum schema" form:"source"`
	EnumDescriptions Map     `x:"x-enum-descriptions" on:"enum schema"`
	EnumDeprecated   Map     `x:"x-enum-deprecated" on:"enum schema"`
	EnumNames        []Text  `x:"x-enum-varnames" on:"enum schema" form:"part"`
	Status           *Status `x:"x-status" on:"enum schema"`
	Grows            bool    `x:"x-grows" on:"enum schema" form:"true"`
	Sensitive        Text    `x:"x-sensitive" on:"property" form:"sensitive"`

	AlsoRead Text `x:"x-also-read" on:"scalar property, scalar schema, enum schema, scalar items" form:"spelling"`

	SelectedBy     Text            `x:"x-selected-by" on:"union schema"`
	Variants       Map             `x:"x-variants" on:"union schema" form:"go-name"`
	VariantName    Text            `x:"x-variant-name" on:"object schema" form:"go-name"`
	Refusal        []RefusalCase   `x:"x-refusal" on:"object schema"`
	Evidence       *Evidence       `x:"x-evidence" on:"object schema"`
	Denies         []Denial        `x:"x-denies" on:"object schema"`
	AtLeastOne     [][]Text        `x:"x-at-least-one" on:"object schema"`
	ExactlyOne     [][]Text        `x:"x-exactly-one" on:"object schema"`
	RequiredUnless *RequiredUnless `x:"x-required-unless" on:"XML answer schema"`
	KeyMaxLength   uint64          `x:"x-key-max-length" on:"map schema"`
	Since          Text            `x:"x-since" on:"request property" form:"version"`
	Until          Text            `x:"x-until" on:"request property" form:"version"`
	GoName         Text            `x:"x-go-name" on:"component schema, property" form:"go-name"`
}

// Status says which values end something, which of them are a success, and which are on the way.
type Status struct {
	Position
	Final     []Text `spec:"final,required" form:"value"`
	Succeeded []Text `spec:"succeeded,required" form:"value"`
	Pending   []Text `spec:"pending" form:"value"`
}

// A RefusalCase says when a body means no, and where its code and text stand. The first case that fits decides; one
// that refuses: false says yes.
type RefusalCase struct {
	Position
	When    Text   `spec:"when" form:"pointer"`
	Equals  Scalar `spec:"equals"`
	OneOf   []Text `spec:"one-of" form:"value"`
	Except  []Text `spec:"except" form:"value"`
	Groups  []Text `spec:"groups"`
	Refuses Text   `spec:"refuses" form:"false"`
	Code    Text   `spec:"code" form:"pointer"`
	CodeIs  Text   `spec:"code-is"`
	Text    []Text `spec:"text" form:"pointer"`
	Table   Text   `spec:"table"`
	Context Text   `spec:"context"`
	AsError bool   `spec:"as-error" form:"true"`
}

// Evidence says which members show that a document is what it is taken for; where none of them is there, At is missing.
type Evidence struct {
	Position
	AnyOf     []Text `spec:"any-of" form:"pointer"`
	AnyMember bool   `spec:"any-member" form:"true"`
	Missing   Text   `spec:"at,required" form:"place"`
}

// A Denial is a member that, with a value, denies what another member says.
type Denial struct {
	Position
	Member Text   `spec:"member,required" form:"pointer"`
	Equals Scalar `spec:"equals,required"`
	Denies Text   `spec:"denies,required" form:"pointer"`
	Value  Scalar `spec:"value,required"`
}

// RequiredUnless is an envelope: Names are required while Member and those of Or are empty or absent; the texts of
// Empty count as empty in Member.
// Where the element In is there, they are required inside it and not here, or those of Inside, where given.
type RequiredUnless struct {
	Position
	Member Text   `spec:"member,required"`
	Empty  []Text `spec:"empty"`
	Or     []Text `spec:"or"`
	Names  []Text `spec:"names,required"`
	In     Text   `spec:"in"`
	Inside []Text `spec:"inside"`
}
