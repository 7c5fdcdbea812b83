package settle

import (
	"testing"

	"github.com/strictpay/strictpay"
)

// A repeat has an idempotency key of its own, and is the same request; one of another amount is another request,
// whatever its key is.
func TestHashKnowsAmounts(t *testing.T) {
	of := func(key, amount string) string {
		return hash(&strictpay.Sending{
			Path: "/checkout", StatusQuery: strictpay.StatusQuery{Key: key},
			Body: []byte(`{"requestId":"` + key + `","amount":` + amount + `,"article":"T-` + key + `"}`),
		})
	}
	if of("a1", "5000") == of("b2", "5000") {
		t.Error("the article is a part of the request")
	}
	if of("0", "500") == of("0", "5000") || of("5", "500") == of("5", "5500") || of("50", "5050") == of("50", "50") {
		t.Error("another amount is another request")
	}
	plain := func(key string) string {
		return hash(&strictpay.Sending{
			Path: "/checkout", StatusQuery: strictpay.StatusQuery{Key: key},
			Body: []byte(`{"requestId":"` + key + `","amount":5000}`),
		})
	}
	if plain("a1") != plain("b2") {
		t.Error("the key is made anew for each call")
	}
	for _, c := range []struct {
		kept, repeat intent
		same         bool
	}{
		{intent{hash: "h", amount: "5"}, intent{hash: "h", amount: "5"}, true},
		{intent{hash: "h", amount: "5"}, intent{hash: "h", amount: "6"}, false},
		{intent{hash: "h", amount: "5", currency: "EUR"}, intent{hash: "h", amount: "5", currency: "USD"}, false},
		{intent{hash: "h", amount: "5", currency: "EUR"}, intent{hash: "h"}, true}, // as an answer named them
		{intent{hash: "h", amount: "5"}, intent{hash: "g", amount: "5"}, false},
	} {
		if c.kept.sameRequest(&c.repeat) != c.same {
			t.Errorf("%+v and %+v", c.kept, c.repeat)
		}
	}
}
