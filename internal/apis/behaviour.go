package apis

import "github.com/strictpay/strictpay/runtime/spec"

// Behaviour is what a caller must know of an operation before repeating it: whether it moves money, and whether a
// repeat is answered as the first was; and whether it takes no credentials.
func Behaviour(o *spec.Operation) []string {
	var facts []string
	if o.MovesMoney {
		facts = append(facts, "moves money")
	}
	switch {
	case o.IdempotencyKey != "":
		facts = append(facts, "idempotent by "+o.IdempotencyKey)
	case o.Idempotent:
		facts = append(facts, "idempotent")
	default:
		facts = append(facts, "not idempotent")
	}
	if o.NoCredentials {
		facts = append(facts, "sent without credentials")
	}
	if o.Deprecated {
		facts = append(facts, "deprecated")
	}
	return facts
}
