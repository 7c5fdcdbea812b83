package spec

// An Effect says what a successful call does to the provider's state.
type Effect string

const (
	Question Effect = "question" // it reads: a "no" inside the answer is part of the value
	Change   Effect = "change"   // it changes something: a "no" inside a 2xx is a refusal, an error
)

// Tells says whether asking can tell what became of a call whose outcome is unknown.
type Tells string

const (
	TellsAlways Tells = "always" // the state alone says whether the call was carried out
	// only the difference to the state before says it, as of a refund without an identifier of its own
	TellsByComparing Tells = "by-comparing"
	TellsNever       Tells = "never" // no question leads to what the call has made
)
