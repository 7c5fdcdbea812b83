package spec

import "strings"

// An Echo is a part of the request that the answer repeats, as a document says. An answer that repeats another value
// is about something else.
type Echo struct {
	Request string // where it stands in the request: /body/requestId, /path/shopId, /query/external_id
	Answer  string // where the answer repeats it, with the root element in XML: /data/orderNumber
	GUID    bool   // compared without regard to case and braces
	// Of is what the answer has there; "" where the answer is of another form, or has nothing.
	Of func(answer any) string
}

// Contradicts reports whether an answer is about something else than what was asked. What is not there, or empty,
// contradicts nothing.
func (e *Echo) Contradicts(asked string, answer any) bool {
	got := e.Of(answer)
	switch {
	case asked == "" || got == "":
		return false
	case e.GUID:
		return !strings.EqualFold(strings.Trim(asked, "{}"), strings.Trim(got, "{}"))
	}
	return asked != got
}
