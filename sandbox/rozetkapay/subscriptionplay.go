package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// playSubscription runs a scenario on a subscription in a fitting state.
func (x *Server) playSubscription(
	id string, fits func(*subscriptionState) bool, do func(*subscriptionState),
) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.subscriptions[id]
	switch {
	case s == nil:
		return fake.ErrNotFound
	case !fits(s):
		return fake.ErrState
	}
	do(s)
	return nil
}

// PayerConfirmsSubscription does what the customer of a subscription does on the page of 3-D Secure, for its first
// payment or for another payment method.
func (x *Server) PayerConfirmsSubscription(subscriptionID string) error {
	return x.playSubscription(subscriptionID, (*subscriptionState).waits, x.customerConfirms)
}

// DeclineSubscription lets what the customer has to confirm fail with a code.
func (x *Server) DeclineSubscription(subscriptionID string, code rozetkapayapi.ResponseCode) error {
	return x.playSubscription(subscriptionID, (*subscriptionState).waits, func(s *subscriptionState) {
		if s.changing != nil {
			s.changing = nil
			return
		}
		x.failFirst(s, s.last(), code)
	})
}

// RenewSubscription lets the billing period of one subscription end now, whatever the clock says: it is charged, tried
// again, or ends.
func (x *Server) RenewSubscription(subscriptionID string) error {
	return x.playSubscription(subscriptionID, (*subscriptionState).active, x.happen)
}

// FailRenewal lets the billing period of one subscription end now, and its charge fail with a code.
func (x *Server) FailRenewal(subscriptionID string, code rozetkapayapi.ResponseCode) error {
	return x.playSubscription(subscriptionID, (*subscriptionState).renewable, func(s *subscriptionState) {
		x.renew(s, code)
	})
}

func (s *subscriptionState) renewable() bool { return s.active() && valueOf(s.value.AutoRenew) }

// SetSubscriptionCard makes later payments of a subscription be charged to the card of a number, such as
// [CardInsufficientFunds].
func (x *Server) SetSubscriptionCard(subscriptionID, number string) error {
	return x.playSubscription(subscriptionID, func(*subscriptionState) bool { return true },
		func(s *subscriptionState) { s.card = x.tokenize(number) })
}

// CancelSubscription cancels a subscription in the cabinet and refunds its last payment.
func (x *Server) CancelSubscription(subscriptionID string) error {
	return x.playSubscription(subscriptionID, func(s *subscriptionState) bool { return !s.is(subscriptionInactive) },
		func(s *subscriptionState) { x.cancelSubscription(s, true) })
}

// subscriptionPlays are what can be done to a subscription.
func (x *Server) subscriptionPlays() []fake.Play[*subscriptionState] {
	going := func(s *subscriptionState) bool { return !s.is(subscriptionInactive) }
	return []fake.Play[*subscriptionState]{
		fake.Simple("confirm-subscription", "Confirm", (*subscriptionState).waits, x.PayerConfirmsSubscription),
		fake.Coded("decline-subscription", "Decline", cardDeclines(), (*subscriptionState).waits,
			x.DeclineSubscription),
		fake.Simple("renew-subscription", "End the billing period", (*subscriptionState).active, x.RenewSubscription),
		fake.Coded("fail-renewal", "Let the next charge fail", cardDeclines(), (*subscriptionState).renewable,
			x.FailRenewal),
		fake.Simple("cancel-subscription", "Cancel and refund", going, x.CancelSubscription),
	}
}

// subscriptionRecords are the subscriptions. The lock is held.
func (x *Server) subscriptionRecords(plays []fake.Play[*subscriptionState]) []fake.Record {
	var list []fake.Record
	for id, s := range x.subscriptions {
		state := string(valueOf(s.value.State))
		if valueOf(s.value.IsRetrying) {
			state += " retrying"
		}
		list = append(list, fake.Record{
			Kind: "subscription", ID: id, Reference: valueOf(s.value.ExternalID), State: state,
			Amount: valueOf(s.value.Price).String(), Currency: valueOf(s.value.Currency),
			Books: s.books(), Scenarios: fake.Allowed(plays, s),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// PutSubscription adds a subscription, or replaces the one with its id, on the account of Login. Its card is
// [CardSuccess], and its billing period ends at its next_payment_date; without that date the clock does not end it.
func (x *Server) PutSubscription(subscription rozetkapayapi.Subscription) {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := &subscriptionState{account: x.Login, value: *cloneSubscription(&subscription), card: x.tokenize(CardSuccess)}
	s.person.ExternalID = s.value.CustomerID
	s.next = timeOf(s.value.NextPaymentDate)
	s.day = s.next.Day()
	if start := timeOf(s.value.StartDate); !start.IsZero() {
		s.day = start.Day()
	}
	x.subscriptions[valueOf(s.value.ID)] = s
}

// GetSubscription gives a subscription as the call of that name reports it, whatever account it is on; false if there
// is none.
func (x *Server) GetSubscription(subscriptionID string) (rozetkapayapi.Subscription, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.subscriptions[subscriptionID]
	if s == nil {
		return rozetkapayapi.Subscription{}, false
	}
	return *cloneSubscription(&s.value), true
}

// cloneSubscription shares nothing with the original. Whatever a model writes, it reads again.
func cloneSubscription(v *rozetkapayapi.Subscription) *rozetkapayapi.Subscription {
	copied := new(rozetkapayapi.Subscription)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}
