package rozetkapayfake

import (
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Advance moves the clock of subscriptions on: every charge, repeat and end that falls into the time happens, in order,
// with its callbacks. Nothing else in the fake has that clock. A subscription is renewed at the end of a billing period
// as long as its auto_renew is on; a renewal that fails is tried again once a day for three days.
func (x *Server) Advance(d time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	until := x.clock().Add(d)
	for s := x.nextSubscription(until); s != nil; s = x.nextSubscription(until) {
		if ahead := s.next.Sub(x.clock()); ahead > 0 {
			x.advance += ahead
		}
		x.happen(s)
	}
	if ahead := until.Sub(x.clock()); ahead > 0 {
		x.advance += ahead
	}
}

// nextSubscription is the one to which something happens first, up to a time; nil for none. The lock is held.
func (x *Server) nextSubscription(until time.Time) *subscriptionState {
	var first *subscriptionState
	for _, s := range x.subscriptions {
		if !s.active() || s.next.IsZero() || s.next.After(until) {
			continue
		}
		if first == nil || s.next.Before(first.next) ||
			s.next.Equal(first.next) && *s.value.ID < *first.value.ID {
			first = s
		}
	}
	return first
}

// happen lets the end of a billing period come. The lock is held.
func (x *Server) happen(s *subscriptionState) {
	if !valueOf(s.value.AutoRenew) {
		x.endSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionDeactivated)
		return
	}
	x.renew(s, s.card.fails())
}

// planOf is the plan of a subscription, one of months where there is none. The lock is held.
func (x *Server) planOf(s *subscriptionState) *planState {
	if plan := x.plans[valueOf(s.value.PlanID)]; plan != nil {
		return plan
	}
	return new(planState)
}

// renewalRetries is how often a renewal is tried again; the document says once a day for three days.
const renewalRetries = 3

// renew charges the next billing period, or tries that again; it fails with a code, "" for none. The lock is held.
func (x *Server) renew(s *subscriptionState, code rozetkapayapi.ResponseCode) {
	plan, p := x.planOf(s), s.last()
	if p != nil && p.is(statusFailure) && valueOf(s.value.IsRetrying) {
		d := *p.value.Details
		d.RetryCount = new(valueOf(d.RetryCount) + 1)
		p.value.Details = &d
	} else {
		p = x.bill(s, x.renewalPrice(s, plan))
	}
	if code != "" {
		x.failRenewal(s, p, code)
		return
	}
	x.end(p, statusSuccess, rozetkapayapi.ResponseCodeTransactionSuccessful)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypePaymentProcessed, s.value, p)
	s.value.IsRetrying = new(false)
	now := x.clock().UTC()
	s.schedule(now, s.renewal(plan, now))
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionRenewed, s.value, p)
}

// renewalPrice is what the next billing period costs. The lock is held.
func (x *Server) renewalPrice(s *subscriptionState, plan *planState) strictpay.Decimal {
	if plan.plan.Price != nil && valueOf(s.value.UsePlanPriceOnAutoRenew) {
		s.value.Price = plan.plan.Price
	}
	return valueOf(s.value.Price)
}

// failRenewal notes a renewal that failed; it is tried again tomorrow, or the subscription ends. The lock is held.
func (x *Server) failRenewal(s *subscriptionState, p *subscriptionPayment, code rozetkapayapi.ResponseCode) {
	x.end(p, statusFailure, code)
	again := valueOf(p.value.Details.RetryCount) < renewalRetries
	s.value.IsRetrying = &again
	if again {
		s.next = x.clock().AddDate(0, 0, 1)
		p.value.Details.NextProcessingDate = new(s.next)
	}
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypePaymentFailed, s.value, p)
	if !again {
		x.endSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionDeactivated)
	}
}
