package strictpay

import (
	"fmt"
	"strings"
)

// A StatusQuery says how to ask for the outcome of a call: the operation, and its arguments as the request had them.
// Operation is "" where the provider has no question that could tell.
type StatusQuery struct {
	Operation string
	Arguments []Argument
	Key       string // idempotency key of the request: the same call with the same key is answered as the first was
}

// An Argument is one name and value of a StatusQuery.
type Argument struct{ Name, Value string }

// Get gives an argument by name.
func (q StatusQuery) Get(name string) (string, bool) {
	for _, a := range q.Arguments {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// String is the operation and its arguments, as a person reads them.
func (q StatusQuery) String() string {
	parts := make([]string, 0, len(q.Arguments)+1)
	parts = append(parts, q.Operation)
	for _, a := range q.Arguments {
		parts = append(parts, fmt.Sprintf("%s=%q", a.Name, a.Value))
	}
	return strings.Join(parts, " ")
}
