package fake

import (
	"errors"
	"strings"

	"github.com/strictpay/strictpay"
)

// ErrAmount is returned by a scenario that was given no amount, or one that cannot be read.
var ErrAmount = errors.New("sandbox: not an amount")

// A Play is a scenario and the records that allow it, of which R is what the fake keeps.
type Play[R any] struct {
	Scenario
	Allows func(R) bool
}

// Simple is a play that takes nothing.
func Simple[R any](name, label string, allows func(R) bool, do func(id string) error) Play[R] {
	return Play[R]{Allows: allows, Scenario: Scenario{
		Name: name, Label: label, Play: func(id, _ string) error { return do(id) },
	}}
}

// Priced is a play that takes an amount. One that may be left out comes as an amount that is not set.
func Priced[R any](
	name, label string, takes Taking, allows func(R) bool, do func(id string, amount strictpay.Decimal) error,
) Play[R] {
	return Play[R]{Allows: allows, Scenario: Scenario{
		Name: name, Label: label, Takes: takes, Play: func(id, argument string) error {
			argument = strings.TrimSpace(argument)
			if argument == "" && takes == TakesPartAmount {
				return do(id, strictpay.Decimal{})
			}
			amount, err := strictpay.ParseDecimal(argument)
			if err != nil {
				return ErrAmount
			}
			return do(id, amount)
		},
	}}
}

// Coded is a play that takes one of the codes; the first is the usual one.
func Coded[R any, C ~string](
	name, label string, codes []C, allows func(R) bool, do func(id string, code C) error,
) Play[R] {
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = string(code)
	}
	return Play[R]{Allows: allows, Scenario: Scenario{
		Name: name, Label: label, Takes: TakesCode, Codes: texts, Play: func(id, argument string) error {
			code := C(argument)
			if argument == "" {
				code = codes[0]
			}
			return do(id, code)
		},
	}}
}

// Allowed are the names of the plays that a record allows.
func Allowed[R any](plays []Play[R], record R) []string {
	var names []string
	for i := range plays {
		if plays[i].Allows(record) {
			names = append(names, plays[i].Name)
		}
	}
	return names
}

// Scenarios are those of plays.
func Scenarios[R any](plays []Play[R]) []Scenario {
	list := make([]Scenario, len(plays))
	for i := range plays {
		list[i] = plays[i].Scenario
	}
	return list
}
