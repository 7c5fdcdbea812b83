package main

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// repeats is how often one run does what takes some nanoseconds.
const repeats = 100

// smallGroups are what has a goal in nanoseconds, and allocates nothing. Each does with a row what a caller does: it asks whether there is
// one, and reads a text.
func smallGroups() ([]*group, func()) {
	responses := cycled(rozetkapayapi.StatusCodeValues())
	errors := cycled(koshelekapi.ErrorCodeValues())
	states := cycled(vertexapi.OrderStatusValues())
	amounts := []strictpay.Decimal{}
	for _, text := range cycled([]string{"56.99", "56.98", "0.01", "1250.00", "1250", "99999.90"}) {
		amounts = append(amounts, strictpay.MustDecimal(text))
	}
	amounts = append(amounts, amounts[0])
	return []*group{
		small("code table RozetkaPay response", func() {
			for _, code := range responses {
				if row, is := rozetkapayapi.TableResponse.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("code table Koshelek error", func() {
			for _, code := range errors {
				if row, is := koshelekapi.TableError.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("code table Vertex order_status", func() {
			for _, code := range states {
				if row, is := vertexapi.TableOrderStatus.Lookup(code); is {
					known += len(row.Text)
				}
			}
		}),
		small("Decimal.Cmp", func() {
			for i, amount := range amounts[:repeats] {
				compared = amount.Cmp(amounts[i+1])
			}
		}),
	}, nil
}

func small(name string, run func()) *group {
	return &group{
		name: name, rivals: []rival{{name: byOurs, calls: repeats, run: run}},
		claims: []claim{{against: "a time", goal: 15}}, allocs: new(0),
	}
}

// cycled are as many texts as one run takes, so that it need not divide to find the next.
func cycled[T ~string](values []T) []string {
	texts := make([]string, repeats)
	for i := range texts {
		texts[i] = string(values[i%len(values)])
	}
	return texts
}

var known, compared int
