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
	responses := rozetkapayapi.StatusCodeValues()
	add("code table RozetkaPay response", func(i int) {
		found, known = rozetkapayapi.TableResponse.Lookup(string(responses[i%len(responses)]))
	})
	errors := koshelekapi.ErrorCodeValues()
	add("code table Koshelek error", func(i int) {
		found, known = koshelekapi.TableError.Lookup(string(errors[i%len(errors)]))
	})
	states := vertexapi.OrderStatusValues()
	add("code table Vertex order_status", func(i int) {
		found, known = vertexapi.TableOrderStatus.Lookup(string(states[i%len(states)]))
	})
	amounts := []strictpay.Decimal{}
	for _, text := range []string{"56.99", "56.98", "0.01", "1250.00", "1250", "99999.90"} {
		amounts = append(amounts, strictpay.MustDecimal(text))
	}
	add("Decimal.Cmp", func(i int) { compared = amounts[i%len(amounts)].Cmp(amounts[(i+1)%len(amounts)]) })
	return groups, nil
}

var (
	found    strictpay.Row
	known    bool
	compared int
)
