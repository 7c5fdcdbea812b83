package apis_test

import (
	"strings"
	"testing"
)

// Callbacks as real providers send them, against their documents: the value is whole, so they are delivered once, as
// clean ones are. A refused callback would be repeated until the provider gives up, and the order stay unpaid.
func TestDriftingCallbacksAreDelivered(t *testing.T) {
	t.Parallel()
	changes := map[string][]string{ // what the body has, and what comes in its place
		"rozetkapay": {
			`"details":{`, `"details":{"amount":"","currency":"","processed_at":"",` +
				`"fiscalization":{"status_code":"1001"},`,
			`"details":{`, `"details":null,"details_of_tomorrow":{`,
			`"external_id":"1"`, `"external_id":1,"metadata":{"a":null,"b":7}`,
			`"is_success":true`, `"is_success":"true"`,
		},
		"koshelek": {
			`"slip": {`, `"slip": null, "old_slip": {`,
			`"currency": "RUB"`, `"currency": ""`,
		},
		"vertex orders": {
			`"data":`, `"data_of_tomorrow":null,"data":`,
			`"paymentId": "901"`, `"paymentId": 901, "transactionId": 7, "payer": null`,
			`"providerPaymentId": "prov-77120"`, `"providerPaymentId": null`,
			`"paymentDetails": null`, `"paymentDetails": []`,
			`"details": null`, `"details": {"code": "401", "providerMessage": null}`,
			`"customer": null`, `"customer": []`,
		},
		"vertex payouts": {
			`"data":`, `"data_of_tomorrow":null,"data":`,
			`"region": "DE"`, `"region": null, "reviewTimeout": null`,
			`"payoutTransactions": []`, `"payoutTransactions": null`,
			`"id": 70011`, `"id": "70011"`,
		},
	}
	eachCallback(t, func(t *testing.T, c callback) {
		pairs := append([]string{"", "\ufeff"}, changes[c.name]...)
		for i := 0; i < len(pairs); i += 2 {
			body := strings.Replace(c.body, pairs[i], pairs[i+1], 1)
			if body == c.body {
				t.Errorf("%q is not in the body", pairs[i])
				continue
			}
			s := new(service)
			h, err := c.handler(s, "secret")
			if err != nil {
				t.Fatal(err)
			}
			status := c.post(h, "secret", body)
			if status/100 != 2 || len(s.keys) != 1 || len(s.violations) != 0 || s.value == nil {
				t.Errorf("%s: HTTP %d, delivered as %q, violations %q, %v", pairs[i+1], status, s.keys, s.violations,
					s.failed)
			}
		}
	})
}
