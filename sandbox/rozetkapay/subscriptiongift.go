package rozetkapayfake

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// GiftSubscription gives a customer a subscription, or makes one that they have a gift: from the end of what is paid
// for, for the given periods, one where none are given. Nothing is charged. Refuse reaches it under the plan's
// identifier.
func (c calls) GiftSubscription(w http.ResponseWriter, r *http.Request, params rozetkapayapi.GiftSubscriptionParams) {
	x := c.Server
	var body rozetkapayapi.GiftSubscriptionRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	s, refused := x.gift(x.account(r), customer(r, params.CustomerRID, body.Customer.ExternalID), &body)
	if refused != nil {
		x.reply(w, r, body.PlanID, nil, refused)
		return
	}
	x.replyWith(w, r, http.StatusCreated, body.PlanID, rozetkapayapi.CreateSubscriptionResponse{Subscription: &s.value})
}

// gift makes or changes a subscription. The lock is held.
func (x *Server) gift(
	account, who string, body *rozetkapayapi.GiftSubscriptionRequest,
) (*subscriptionState, *refusal) {
	plan, refused := x.openPlan(account, body.PlanID)
	if refused != nil {
		return nil, refused
	}
	if who == "" {
		return nil, nobody()
	}
	charged, refused := x.recurrent(body.RecurrentID)
	if refused != nil {
		return nil, refused
	}
	periods := int(max(valueOf(body.GiftedPeriods), valueOf(body.TrialPeriods), 1))
	start := x.clock()
	s := x.subscription(account, who, body.PlanID)
	if s == nil {
		if body.StartDate.After(start) {
			start = body.StartDate.UTC().Truncate(time.Millisecond) // as the clock has it
		}
		s = x.newSubscription(account, who, plan, start, &body.Customer)
		s.value.CallbackURL, s.value.ResultURL = body.CallbackURL, &body.ResultURL
		s.value.Description, s.value.ExternalID = body.Description, body.ExternalID
		s.value.ExternalPremiumID, s.value.UnifiedExternalID = body.ExternalPremiumID, body.UnifiedExternalID
		s.value.DelegateAPIKey = body.DelegateAPIKey
	} else if s.active() {
		start = s.next
	}
	s.card = charged
	v, end := &s.value, plan.after(start, periods)
	v.Gifted, v.AutoRenew, v.State = new(true), new(false), new(subscriptionActive)
	v.IsRetrying = new(false) // a renewal that failed is not tried again, the gift takes its place
	v.GiftedFrom, v.GiftedUntil = new(start.Format(time.DateOnly)), new(end.Format(time.DateOnly))
	v.GiftedUnifiedExternalID, v.RecurrentID = body.GiftedUnifiedExternalID, &body.RecurrentID
	s.schedule(start, end)
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionUpdated, s.value, nil)
	return s, nil
}
