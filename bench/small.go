package main

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// repeats is how often one run does what takes some nanoseconds.
const repeats = 100

// smallGroups are what has a goal in nanoseconds.
func smallGroups() ([]*group, func()) {
	var groups []*group
	add := func(name string, run func(i int)) {
		groups = append(groups, &group{name: name, rivals: []rival{{name: byOurs, calls: repeats, run: func() {
			for i := range repeats {
				run(i)
			}
		}}}, claims: []claim{{against: "a number", goal: 15}}})
	}
	responses := cycled(rozetkapayapi.StatusCodeValues())
	add("code table RozetkaPay response", func(i int) {
		row, is := rozetkapayapi.TableResponse.Lookup(responses[i])
		take(row, is)
	})
	errors := cycled(koshelekapi.ErrorCodeValues())
	add("code table Koshelek error", func(i int) {
		row, is := koshelekapi.TableError.Lookup(errors[i])
		take(row, is)
	})
	states := cycled(vertexapi.OrderStatusValues())
	add("code table Vertex order_status", func(i int) {
		row, is := vertexapi.TableOrderStatus.Lookup(states[i])
		take(row, is)
	})
	amounts := []strictpay.Decimal{}
	for _, text := range cycled([]string{"56.99", "56.98", "0.01", "1250.00", "1250", "99999.90"}) {
		amounts = append(amounts, strictpay.MustDecimal(text))
	}
	amounts = append(amounts, amounts[0])
	add("Decimal.Cmp", func(i int) { compared = amounts[i].Cmp(amounts[i+1]) })
	return groups, nil
}

// cycled are as many texts as one run takes, so that it need not divide to find the next.
func cycled[T ~string](values []T) []string {
	texts := make([]string, repeats)
	for i := range texts {
		texts[i] = string(values[i%len(values)])
	}
	return texts
}

// take does what a caller does with a row: it asks whether there is one, and reads a text.
func take(row strictpay.Row, is bool) {
	if is {
		known += len(row.Text)
	}
}

var known, compared int
