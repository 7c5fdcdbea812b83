package rozetkapay

import (
	"context"
	"errors"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// What the client, as a strictpay.Asker, knows of subscriptions. A subscription that is made has no identifier of the
// merchant which the provider looks at, so it is the one that the customer did not have before.

func subscriptionReference(id string) string { return "subscription " + id }

// subscriberReference names all subscriptions of a customer.
func subscriberReference(id string) string { return "subscriptions of " + id }

func subscriptionPace() strictpay.Pace {
	return ask.Pace(rozetkapayapi.API.Operation("getSubscription"))
}

// subscriptionQuestion is what has to be kept of a subscription's request. A creation is about a customer, whose
// callbacks do not say which of their subscriptions was asked for; the others are about one subscription.
func subscriptionQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{Operation: sending.Operation, StatusQuery: sending.StatusQuery}
	var err error
	switch q.Operation {
	case "createSubscription":
		var body rozetkapayapi.CreateSubscriptionRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		if body.Price != nil && body.Price.Decimal().Sign() > 0 {
			q.Amount = *body.Price
		}
		q.Compares, q.Absence, err = true, true, devs.Err()
	case "giftSubscription":
		q.Compares = true // and a gift may change a subscription that is there
	case "updateSubscriptionPaymentMethod":
		q.Compares = true // a renewal that had failed is no new payment
	}
	id, _ := q.StatusQuery.Get("subscription_id")
	if id == "" {
		id, _ = q.StatusQuery.Get("external_id")
		q.Reference = subscriberReference(id)
		return q, err
	}
	q.Reference = subscriptionReference(id)
	return q, err
}

// subscriptionMade is what the answer to a creation says: the subscription, and a payment that may have failed.
func subscriptionMade(made *rozetkapayapi.CreateSubscriptionResponse) strictpay.Standing {
	if made.Subscription == nil {
		return strictpay.Standing{Progress: strictpay.ProgressPending, Pace: subscriptionPace()}
	}
	s := subscriptionStanding(made.Subscription)
	if made.Payment != nil && made.Payment.Details != nil && made.Payment.Details.StatusCode != nil &&
		s.Progress == strictpay.ProgressRefused {
		s.Code = string(*made.Payment.Details.StatusCode)
	}
	return s
}

// subscriptionStanding is how the creation of a subscription stands: one that ended at once was not paid.
func subscriptionStanding(subscription *rozetkapayapi.Subscription) strictpay.Standing {
	s := strictpay.Standing{
		Progress: ask.Ended(SubscriptionFinal(subscription), goesOn(subscription)), Pace: subscriptionPace(),
	}
	if subscription.State != nil {
		s.Status = string(*subscription.State)
	}
	if subscription.Price != nil {
		s.Amount = *subscription.Price
	}
	if subscription.Currency != nil {
		s.Currency = *subscription.Currency
	}
	return s
}

// askSubscription asks how a subscription's call stands.
func (c *Client) askSubscription(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	switch q.StatusQuery.Operation {
	case "getSubscriptions":
		list, err := c.subscriptionsOf(ctx, q.StatusQuery)
		if err != nil {
			return strictpay.Standing{}, err
		}
		return newThing(q, subscriptionItems(list)), nil
	case "getSubscriptionPayments":
		list, err := c.paymentsOf(ctx, q.StatusQuery)
		switch {
		case errors.Is(err, ErrNotFound):
			return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // they were there before the call
		case err != nil:
			return strictpay.Standing{}, err
		}
		return newThing(q, subscriptionPaymentItems(list)), nil
	}
	id, _ := q.StatusQuery.Get("subscription_id")
	subscription, err := c.GetSubscription(ctx, id, &rozetkapayapi.GetSubscriptionParams{
		ExternalID: argument(q.StatusQuery, "external_id"),
	})
	switch {
	case errors.Is(err, ErrNotFound):
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil // it was there before the call
	case err != nil:
		return strictpay.Standing{}, err
	}
	s := subscriptionStanding(subscription)
	switch hasEnded(subscription) {
	case strictpay.CarriedOut:
		s.Progress = strictpay.ProgressDone // it was to end
	case strictpay.NotSeen:
		s.Progress = strictpay.ProgressNotSeen
	default:
		s.Progress = strictpay.ProgressUnclear
	}
	return s, nil
}

// newThing judges a call by what was not there before it. What has no identifier may be that or anything else.
func newThing(q strictpay.Question, items []ask.Item) strictpay.Standing {
	s := strictpay.Standing{Pace: subscriptionPace(), State: ask.ItemState(items)}
	s.Progress, s.Status = ask.NewItem(q.Before, items, q.Amount)
	nameless := slices.ContainsFunc(items, func(item ask.Item) bool { return item.ID == "" })
	if nameless || s.Progress == strictpay.ProgressNotSeen && !q.Absence {
		s.Progress = strictpay.ProgressUnclear
	}
	return s
}

func subscriptionItems(list rozetkapayapi.SubscriptionList) []ask.Item {
	var items []ask.Item
	for i := range list {
		s := subscriptionStanding(&list[i])
		item := ask.Item{Amount: list[i].Price, Progress: s.Progress, Status: s.Status}
		if list[i].ID != nil {
			item.ID = *list[i].ID
		}
		items = append(items, item)
	}
	return items
}

func subscriptionPaymentItems(list rozetkapayapi.SubscriptionPaymentList) []ask.Item {
	var items []ask.Item
	for i := range list {
		p := &list[i]
		item := ask.Item{Progress: strictpay.ProgressPending}
		if p.ID != nil {
			item.ID = *p.ID
		}
		if d := p.Details; d != nil && d.Status != nil {
			item.Amount, item.Status = d.Amount, string(*d.Status)
			item.Progress = ask.Ended(d.Status.Final(), d.Status.Succeeded())
		}
		items = append(items, item)
	}
	return items
}

// subscriptionNotice is what a callback of a subscription is about: itself, and what its customer has.
func subscriptionNotice(e *SubscriptionEvent) strictpay.Notice {
	t := strictpay.Notice{Key: e.Key, Body: e.Body()}
	if s := e.Value.Subscription; s != nil && s.ID != nil {
		t.Concerns = append(t.Concerns, strictpay.Concern{Reference: subscriptionReference(*s.ID)})
		if s.CustomerID != nil {
			t.Concerns = append(t.Concerns, strictpay.Concern{Reference: subscriberReference(*s.CustomerID)})
		}
	}
	return t
}
