package rozetkapayfake

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// GetSubscriptions lists the subscriptions of a customer, the oldest first. Refuse reaches it under the merchant's
// identifier of the customer.
func (c calls) GetSubscriptions(w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetSubscriptionsParams) {
	x := c.Server
	who := customer(r, params.CustomerRID, params.ExternalID)
	x.mu.Lock()
	refused := x.asked(valueOf(params.ExternalID))
	if refused == nil && who == "" {
		refused = nobody()
	}
	var list rozetkapayapi.SubscriptionList
	for _, s := range x.subscriptions {
		if s.account == x.account(r) && valueOf(s.value.CustomerID) == who {
			list = append(list, s.value)
		}
	}
	slices.SortFunc(list, func(a, b rozetkapayapi.Subscription) int {
		if by := valueOf(a.CreatedAt).Compare(valueOf(b.CreatedAt)); by != 0 {
			return by
		}
		return strings.Compare(valueOf(a.ID), valueOf(b.ID))
	})
	x.reply(w, r, valueOf(params.ExternalID), list, refused)
}

// GetSubscription tells a subscription.
func (c calls) GetSubscription(
	w http.ResponseWriter, r *http.Request, id string, params rozetkapayapi.GetSubscriptionParams,
) {
	x := c.Server
	x.mu.Lock()
	s, refused := x.findSubscription(x.account(r), customer(r, params.CustomerRID, params.ExternalID), id)
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	x.reply(w, r, id, s.value, nil)
}

// GetSubscriptionPayments lists the payments of a subscription, the oldest first. No 404 is documented for it; an
// unknown subscription is answered with one all the same.
func (c calls) GetSubscriptionPayments(
	w http.ResponseWriter, r *http.Request, id string, params rozetkapayapi.GetSubscriptionPaymentsParams,
) {
	x := c.Server
	x.mu.Lock()
	s, refused := x.findSubscription(x.account(r), customer(r, params.CustomerRID, params.ExternalID), id)
	var list rozetkapayapi.SubscriptionPaymentList
	if refused == nil {
		for _, p := range s.payments {
			list = append(list, p.value)
		}
	}
	x.reply(w, r, id, list, refused)
}

// UpdateSubscription changes whether a subscription is renewed, which is locked for the length of the plan's contract,
// and until when a gift lasts.
func (c calls) UpdateSubscription(
	w http.ResponseWriter, r *http.Request, id string, params rozetkapayapi.UpdateSubscriptionParams,
) {
	x := c.Server
	var body rozetkapayapi.UpdateSubscriptionRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	s, refused := x.activeSubscription(r, customer(r, params.CustomerRID, params.ExternalID), id)
	if refused == nil {
		refused = x.changeSubscription(s, &body)
	}
	x.reply(w, r, id, changeMade(), refused)
}

// activeSubscription is one that can be changed. The lock is held.
func (x *Server) activeSubscription(r *http.Request, who, id string) (*subscriptionState, *refusal) {
	s, refused := x.findSubscription(x.account(r), who, id)
	if refused == nil && s.is(subscriptionInactive) {
		refused = newRefusal(http.StatusPreconditionFailed, rozetkapayapi.ResponseCodeSubscriptionNotActive, "")
	}
	return s, refused
}

// changeSubscription changes what a request names. The lock is held.
func (x *Server) changeSubscription(
	s *subscriptionState, body *rozetkapayapi.UpdateSubscriptionRequest,
) *refusal {
	if body.AutoRenew != nil && *body.AutoRenew != valueOf(s.value.AutoRenew) {
		if x.clock().Before(valueOf(s.value.AutoRenewLockedUntil)) {
			return newRefusal(
				http.StatusPreconditionFailed, rozetkapayapi.ResponseCodeSubscriptionAutoRenewLocked, "auto_renew",
			)
		}
	}
	if body.GiftedUntil != nil {
		until, err := time.Parse(time.DateOnly, *body.GiftedUntil)
		if err != nil || !valueOf(s.value.Gifted) || until.Before(x.clock()) ||
			*body.GiftedUntil < valueOf(s.value.GiftedFrom) {
			return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "gifted_until")
		}
		s.value.GiftedUntil, s.next = body.GiftedUntil, until
		s.value.DueDate, s.value.NextPaymentDate = dateOnly(&until), dateOnly(&until)
	}
	set(&s.value.AutoRenew, body.AutoRenew)
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionUpdated, s.value, nil)
	return nil
}

// DeactivateSubscription ends a subscription without a refund. That its callback says subscription.deactivated is
// inferred.
func (c calls) DeactivateSubscription(
	w http.ResponseWriter, r *http.Request, id string, params rozetkapayapi.DeactivateSubscriptionParams,
) {
	x := c.Server
	x.mu.Lock()
	s, refused := x.activeSubscription(r, customer(r, params.CustomerRID, params.ExternalID), id)
	if refused == nil {
		x.endSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionDeactivated)
	}
	x.reply(w, r, id, changeMade(), refused)
}

// CancelCustomerSubscription ends a subscription, and refunds its last payment where that is wanted.
func (c calls) CancelCustomerSubscription(
	w http.ResponseWriter, r *http.Request, id string, params rozetkapayapi.CancelCustomerSubscriptionParams,
) {
	x := c.Server
	x.mu.Lock()
	s, refused := x.activeSubscription(r, customer(r, params.CustomerRID, params.ExternalID), id)
	if refused == nil {
		x.cancelSubscription(s, valueOf(params.Refund))
	}
	x.reply(w, r, id, changeMade(), refused)
}

// endSubscription ends a subscription, and a payment that waits. The lock is held.
func (x *Server) endSubscription(s *subscriptionState, event rozetkapayapi.SubscriptionCallbackType) {
	if p := s.last(); p != nil && p.is(statusPending) {
		x.end(p, statusFailure, rozetkapayapi.ResponseCodeTransactionIsCanceled)
	}
	s.value.State, s.value.IsRetrying, s.changing = new(subscriptionInactive), new(false), nil
	s.value.NextPaymentDate = nil
	x.touch(s)
	x.tellSubscription(s, event, s.value, nil)
}

// cancelSubscription ends a subscription and refunds its last payment, which the balance has to cover. The lock is
// held.
func (x *Server) cancelSubscription(s *subscriptionState, refund bool) {
	x.endSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionCancelled)
	if !refund {
		return
	}
	for _, p := range slices.Backward(s.payments) {
		if !p.is(statusSuccess) || p.refunded {
			continue
		}
		amount, event := valueOf(p.value.Details.Amount).Decimal(),
			rozetkapayapi.SubscriptionCallbackTypeSubscriptionRefundFailed
		if x.balance.GreaterThanOrEqual(amount) {
			x.balance, p.refunded = x.balance.Sub(amount), true
			event = rozetkapayapi.SubscriptionCallbackTypeSubscriptionRefunded
		}
		x.tellSubscription(s, event, s.value, p)
		return
	}
}
