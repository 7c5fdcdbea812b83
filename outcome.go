package strictpay

// An Outcome names what became of a call. The zero value is none.
type Outcome string

// The outcomes. Each of them but Done has an error type and a sentinel for errors.Is, and an error of a call is
// exactly one of them.
const (
	Done    Outcome = "done"     // no error: the value is what the specification promises
	Refused Outcome = "refused"  // *Refusal, ErrRefused: the provider understood and said no
	Unsent  Outcome = "not sent" // *NotSent, ErrNotSent: nothing reached the provider, so nothing happened
	// *OutcomeUnknown, ErrOutcomeUnknown: money may have moved; ask before calling again
	Unknown Outcome = "unknown"
	// *Contradiction, ErrContradicted: the answer is not what the specification says
	Contradicted Outcome = "contradicted"
	// *Unavailable, ErrUnavailable: no answer, or one that says that the provider cannot answer
	NotAvailable Outcome = "unavailable"
)

// String is the outcome's name, "invalid" for the zero value and for any other text.
func (o Outcome) String() string {
	if !o.Valid() {
		return "invalid"
	}
	return string(o)
}

// Valid reports whether o is one of the six outcomes.
func (o Outcome) Valid() bool {
	switch o {
	case Done, Refused, Unsent, Unknown, Contradicted, NotAvailable:
		return true
	}
	return false
}

// OutcomeOf names the outcome of an error of a call: Done for nil, Unknown for an error that is none of this module's,
// or that several of them with different outcomes are joined in.
func OutcomeOf(err error) Outcome {
	if err == nil {
		return Done
	}
	var found Outcome
	eachError(err, func(e error) bool {
		if o := outcomeOf(e); o != "" {
			if found != "" && found != o {
				o = Unknown
			}
			found = o
		}
		return false
	})
	if found == "" {
		return Unknown
	}
	return found
}

// outcomeOf is what a single error tells, without what it wraps; "" for a foreign one.
func outcomeOf(err error) Outcome {
	switch err.(type) {
	case *Refusal:
		return Refused
	case *NotSent:
		return Unsent
	case *OutcomeUnknown:
		return Unknown
	case *Contradiction:
		return Contradicted
	case *Unavailable:
		return NotAvailable
	}
	switch err {
	case ErrRefused, ErrNotFound, ErrUnauthorized, ErrRateLimited:
		return Refused
	case ErrNotSent:
		return Unsent
	case ErrOutcomeUnknown:
		return Unknown
	case ErrContradicted:
		return Contradicted
	case ErrUnavailable:
		return NotAvailable
	}
	return ""
}
