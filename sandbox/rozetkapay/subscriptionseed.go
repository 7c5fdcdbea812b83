package rozetkapayfake

import (
	"time"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// SubscriptionMonthly is the subscription of a fresh fake, to PlanMonthly; its customer is customer-77 and its card
// [CardSuccess].
const SubscriptionMonthly = "9aed5896-a829-400f-bd3b-5b6f8508de6b"

// Further subscriptions, each for one example.
const (
	seedCustomer           = "customer-77"
	seedSubscriptionChange = "73a1e8d6-e4e9-4401-aa80-eeca85b830f7"
	seedSubscriptionEnd    = "1d85591b-891b-4b10-9d60-2078940d8e74"
	seedSubscriptionCancel = "a62a18e6-d44f-4a50-bc10-34853e109fe3"
	seedSubscriptionMethod = "2bd9de2f-6b97-490d-bcd0-283d00c65966"
	seedSubscriptionWaits  = "0ee67270-297d-4ed4-993c-5b4ba95c4daf" // for 3-D Secure
)

// seedSubscriptions puts subscriptions into a fresh fake, with one payment each. No callback tells of what happened
// before it began, and the billing period begins with the fake.
func (x *Server) seedSubscriptions() {
	plan := x.plans[PlanMonthly]
	for _, id := range []string{
		SubscriptionMonthly, seedSubscriptionChange, seedSubscriptionEnd, seedSubscriptionCancel,
		seedSubscriptionMethod, seedSubscriptionWaits,
	} {
		start := x.clock()
		s := x.newSubscription(x.Login, seedCustomer, plan, start, &rozetkapayapi.CustomerRequestUserDetails{
			FirstName: new("Olena"), LastName: new("Example"),
		})
		delete(x.subscriptions, *s.value.ID)
		x.subscriptions[id] = s
		s.value.ID, s.value.State = new(id), new(subscriptionActive)
		s.value.CallbackURL, s.value.Description = new(x.URL+sinkPath), new("Seeded subscription")
		if id == seedSubscriptionChange {
			s.value.AutoRenewLockedUntil = new(seedTime)
		}
		s.card = card{CardSuccess, TokenSuccess}
		s.schedule(start, plan.after(start, 1))
		p := x.bill(s, *s.value.Price)
		if id == seedSubscriptionWaits {
			s.value.State, p.value.UserAction = new(subscriptionPending), x.pageAction(*p.value.ID)
			x.end(p, statusPending, rozetkapayapi.ResponseCodeWaitingForRedirect)
			continue
		}
		x.end(p, statusSuccess, rozetkapayapi.ResponseCodeTransactionSuccessful)
	}
}

// timeOf reads a date of a subscription; the zero time where there is none.
func timeOf(text *string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, valueOf(text)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// subscriptionExamples are calls about subscriptions that a fresh fake answers with a value.
func subscriptionExamples() []fake.Example {
	one := func(operation, id string, more ...string) fake.Example {
		set := map[string]string{"subscription_id": id, "external_id": seedCustomer}
		for i := 0; i+1 < len(more); i += 2 {
			set[more[i]] = more[i+1]
		}
		return fake.Example{Operation: operation, Set: set}
	}
	return []fake.Example{
		{Operation: "createSubscription", Set: map[string]string{
			"plan_id": PlanMonthly, "result_url": "https://shop.example/return", "start_date": "2026-11-20T10:15:00Z",
			"customer": `{"external_id":"example-customer","payment_method":{"type":"cc_token","cc_token":{"token":"` +
				TokenSuccess + `"}}}`,
		}},
		{Operation: "getSubscriptions", Set: map[string]string{"external_id": seedCustomer}},
		{Operation: "giftSubscription", Set: map[string]string{
			"plan_id": PlanMonthly, "result_url": "https://shop.example/return", "start_date": "2026-11-20T10:15:00Z",
			"customer": `{"external_id":"example-gift"}`, "recurrent_id": RecurrentID, "gifted_periods": "2",
		}},
		one("deactivateSubscription", seedSubscriptionEnd),
		one("getSubscription", SubscriptionMonthly),
		one("updateSubscription", seedSubscriptionChange, "auto_renew", "false"),
		one("getSubscriptionPayments", SubscriptionMonthly),
		one("cancelCustomerSubscription", seedSubscriptionCancel, "refund", "true"),
		one("updateSubscriptionPaymentMethod", seedSubscriptionMethod,
			"payment_method", `{"type":"cc_token","cc_token":{"token":"`+TokenSuccess+`"}}`),
	}
}
