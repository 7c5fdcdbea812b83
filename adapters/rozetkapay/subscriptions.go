package rozetkapay

import (
	"context"
	"errors"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// FollowSubscription asks for a subscription until [SubscriptionFinal], to see what becomes of its first payment. No
// document says how often to ask; the intervals in the specification are our choice. params say who the customer is,
// see [rozetkapayapi.GetSubscriptionParams].
func (c *Client) FollowSubscription(
	ctx context.Context, subscriptionID string, params *rozetkapayapi.GetSubscriptionParams,
) (*rozetkapayapi.Subscription, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation("getSubscription").Polling,
		func(ctx context.Context) (*rozetkapayapi.Subscription, error) {
			return c.GetSubscription(ctx, subscriptionID, params)
		}, SubscriptionFinal)
}

// SubscriptionFinal reports whether it is decided what becomes of a subscription: it goes on, or it has ended. One that
// goes on is charged again at its next_payment_date, which callbacks report.
func SubscriptionFinal(subscription *rozetkapayapi.Subscription) bool {
	return subscription != nil && subscription.State != nil && (inactive(subscription) || goesOn(subscription))
}

func goesOn(s *rozetkapayapi.Subscription) bool {
	return s.State != nil && *s.State == rozetkapayapi.SubscriptionStateActive
}

func inactive(s *rozetkapayapi.Subscription) bool {
	return s.State != nil && *s.State == rozetkapayapi.SubscriptionStateInactive
}

// A SubscriptionResolution is what asking found out about a subscription's call whose outcome was unknown. What was
// asked for is there: the customer's subscriptions, the subscription, or its payments; nothing where the
// provider knows none.
type SubscriptionResolution struct {
	Finding       strictpay.Finding
	Subscriptions rozetkapayapi.SubscriptionList
	Subscription  *rozetkapayapi.Subscription
	Payments      rozetkapayapi.SubscriptionPaymentList
}

// ResolveSubscription asks what became of a call about a subscription whose outcome is unknown. What became of a
// creation, a gift or another payment method shows only in the difference to what was there before: give that as
// before; without it the answer is unclear. It is also unclear after a gift that changed a subscription which was
// there, and after another payment method that paid a renewal which had failed; that a subscription has ended says
// nothing of a refund. A new subscription to another plan counts as well: where a customer may have got two at once,
// look at the plan_id of what is there. An error means that asking failed, so that the outcome is as unknown as it was.
//
// The call must be made as the one before was: with the customer's token where the customer was named by it. A customer
// who was named by X-CUSTOMER-RID alone is not kept, and cannot be asked about here.
func (c *Client) ResolveSubscription(
	ctx context.Context, err error, before ...SubscriptionsBefore,
) (*SubscriptionResolution, error) {
	unknown, err := ask.Unknown(rozetkapayapi.Name, err)
	if err != nil {
		return nil, err
	}
	var was SubscriptionsBefore
	if len(before) > 0 {
		was = before[0]
	}
	id, _ := unknown.StatusQuery.Get("subscription_id")
	switch unknown.StatusQuery.Operation {
	case "getSubscriptions":
		list, err := c.subscriptionsOf(ctx, unknown.StatusQuery)
		if err != nil {
			return nil, err
		}
		finding := newer(was.Subscriptions != nil, subscriptionItems(was.Subscriptions), subscriptionItems(list))
		if finding == strictpay.NotSeen && unknown.Operation == "giftSubscription" {
			finding = strictpay.Unclear // it may have changed one that was there
		}
		return &SubscriptionResolution{Finding: finding, Subscriptions: list}, nil
	case "getSubscription":
		s, err := c.GetSubscription(ctx, id, &rozetkapayapi.GetSubscriptionParams{
			ExternalID: argument(unknown.StatusQuery, "external_id"),
		})
		switch {
		case errors.Is(err, ErrNotFound):
			return &SubscriptionResolution{Finding: absent(unknown.Operation)}, nil
		case err != nil:
			return nil, err
		}
		return &SubscriptionResolution{Finding: hasEnded(s), Subscription: s}, nil
	case "getSubscriptionPayments":
		list, err := c.paymentsOf(ctx, unknown.StatusQuery)
		switch {
		case errors.Is(err, ErrNotFound):
			return &SubscriptionResolution{Finding: absent(unknown.Operation)}, nil
		case err != nil:
			return nil, err
		}
		finding := newer(was.Payments != nil, subscriptionPaymentItems(was.Payments), subscriptionPaymentItems(list))
		if finding == strictpay.NotSeen {
			finding = strictpay.Unclear // a renewal that had failed is paid without a new payment
		}
		return &SubscriptionResolution{Finding: finding, Payments: list}, nil
	}
	return nil, ErrOtherKind
}

// SubscriptionsBefore is what was there before a call about subscriptions: what GetSubscriptions gave before
// CreateSubscription and GiftSubscription, what GetSubscriptionPayments gave before UpdateSubscriptionPaymentMethod. An
// empty list that is not nil says that nothing was.
type SubscriptionsBefore struct {
	Subscriptions rozetkapayapi.SubscriptionList
	Payments      rozetkapayapi.SubscriptionPaymentList
}

// newer is whether something is there that was not there before. What has no identifier may be that or anything else.
func newer(known bool, before, now []ask.Item) strictpay.Finding {
	if !known {
		return strictpay.Unclear
	}
	found := strictpay.NotSeen
	for _, item := range now {
		switch {
		case item.ID == "":
			found = strictpay.Unclear
		case !slices.ContainsFunc(before, func(was ask.Item) bool { return was.ID == item.ID }):
			return strictpay.CarriedOut
		}
	}
	return found
}

// hasEnded is whether a subscription has ended; one that does not say how it stands may have.
func hasEnded(s *rozetkapayapi.Subscription) strictpay.Finding {
	if s.State == nil || !s.State.Valid() {
		return strictpay.Unclear
	}
	return ask.If(inactive(s))
}

// subscriptionsOf are the subscriptions of a customer; a customer whom nobody knows has none.
func (c *Client) subscriptionsOf(ctx context.Context,
	query strictpay.StatusQuery) (rozetkapayapi.SubscriptionList, error) {
	list, err := c.GetSubscriptions(ctx, &rozetkapayapi.GetSubscriptionsParams{
		ExternalID: argument(query, "external_id"),
	})
	switch {
	case errors.Is(err, ErrNotFound):
		return rozetkapayapi.SubscriptionList{}, nil
	case err != nil:
		return nil, err
	}
	return *list, nil
}

func (c *Client) paymentsOf(ctx context.Context,
	query strictpay.StatusQuery) (rozetkapayapi.SubscriptionPaymentList, error) {
	id, _ := query.Get("subscription_id")
	list, err := c.GetSubscriptionPayments(ctx, id, &rozetkapayapi.GetSubscriptionPaymentsParams{
		ExternalID: argument(query, "external_id"),
	})
	if err != nil {
		return nil, err
	}
	return *list, nil
}

// argument is the value of an argument of a question, nil where it has none.
func argument(query strictpay.StatusQuery, name string) *string {
	if value, ok := query.Get(name); ok && value != "" {
		return &value
	}
	return nil
}
