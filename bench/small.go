package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// repeats is how often one run at least does what takes some nanoseconds.
const repeats = 100

// smallGroups are what has a goal in nanoseconds. Each does with a row what a caller does: it asks whether there is
// one, and reads a text.
func smallGroups() ([]*group, func()) {
	amounts := []strictpay.Decimal{}
	for _, text := range shuffled([]string{"56.99", "56.98", "0.01", "1250.00", "1250", "99999.90"}) {
		amounts = append(amounts, strictpay.MustDecimal(text))
	}
	responses := shuffled(codes(rozetkapayapi.API, rozetkapayapi.TableResponse))
	errors := shuffled(codes(koshelekapi.API, koshelekapi.TableError))
	states := shuffled(codes(vertexapi.API, vertexapi.TableOrderStatus))
	three := shuffledKeys()
	return []*group{
		small("code table RozetkaPay response", len(responses), func() {
			for _, code := range responses {
				if row, is := rozetkapayapi.TableResponse.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("code table Koshelek error", len(errors), func() {
			for _, code := range errors {
				if row, is := koshelekapi.TableError.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("code table Vertex order_status", len(states), func() {
			for _, code := range states {
				if row, is := vertexapi.TableOrderStatus.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("code tables X-Payments", len(three), func() {
			for _, k := range three {
				if row, is := k.table.Lookup(k.code); is {
					known += len(row.Text)
				}
			}
		}),
		small("Decimal.Cmp", len(amounts)-1, func() {
			for i, amount := range amounts[1:] {
				compared = amounts[i].Cmp(amount)
			}
		}),
	}, nil
}

// small is a group that has a goal in nanoseconds, and allocates nothing.
func small(name string, calls int, run func()) *group {
	return &group{
		name: name, rivals: []rival{{name: byOurs, calls: calls, run: run}},
		claims: []claim{{against: "a time", goal: 15}}, allocs: new(0),
	}
}

// A key is a code with its table, of which X-Payments has three small ones.
type key struct {
	table xpaymentsapi.Table
	code  string
}

func shuffledKeys() []key {
	var keys []key
	for i := range xpaymentsapi.API.Tables {
		table := xpaymentsapi.Table(i)
		for _, code := range codes(xpaymentsapi.API, table) {
			keys = append(keys, key{table, code})
		}
	}
	return shuffled(keys)
}

// codes are all that a table has, each once. They are copies: comparing a text with itself looks at no byte of it.
func codes[T ~int](api *spec.API, table T) []string {
	var all []string
	for _, row := range api.Tables[table].Rows {
		if !slices.Contains(all, row.Code) {
			all = append(all, strings.Clone(row.Code))
		}
	}
	return all
}

// shuffled has all values as often as fill a run, each time in another order, so that the processor cannot learn what
// comes next. The order is the same whenever the program runs, as the seed is.
func shuffled[T any](values []T) []T {
	var all []T
	random := rand.New(rand.NewPCG(1, 2))
	for len(all) < repeats {
		for _, i := range random.Perm(len(values)) {
			all = append(all, values[i])
		}
	}
	return all
}

var known, compared int
