package rozetkapayfake

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// CreateSubscription subscribes a customer to a plan, and makes the first payment. What the documentation leaves open
// is decided here: a second subscription to the plan is refused with 409, auto_renew is true where it is absent, and a
// trial that is not charged by periods is paid for with one price. Refuse reaches it under the plan's identifier.
func (c calls) CreateSubscription(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateSubscriptionRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	s, refused := x.subscribe(x.account(r), customer(r, nil, body.Customer.ExternalID), &body)
	if refused != nil {
		x.reply(w, r, body.PlanID, nil, refused)
		return
	}
	x.reply(w, r, body.PlanID, s.made(), nil)
}

// made is the subscription with its latest payment.
func (s *subscriptionState) made() rozetkapayapi.CreateSubscriptionResponse {
	answer := rozetkapayapi.CreateSubscriptionResponse{Subscription: &s.value}
	if p := s.last(); p != nil {
		answer.Payment = &p.value
	}
	return answer
}

// subscribe makes a subscription. The lock is held.
func (x *Server) subscribe(
	account, who string, body *rozetkapayapi.CreateSubscriptionRequest,
) (*subscriptionState, *refusal) {
	plan, refused := x.openPlan(account, body.PlanID)
	if refused != nil {
		return nil, refused
	}
	var charged card
	asks, failure := false, rozetkapayapi.ResponseCode("")
	switch {
	case who == "":
		return nil, nobody()
	case x.subscription(account, who, body.PlanID) != nil:
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeSubscriptionAlreadyExists, "plan_id")
	case body.Customer.PaymentMethod != nil:
		charged, asks, failure = x.cardOf(body.Customer.PaymentMethod)
	case body.RecurrentID != nil:
		if charged, refused = x.recurrent(*body.RecurrentID); refused != nil {
			return nil, refused
		}
	default:
		return nil, newRefusal(
			http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "customer.payment_method",
		)
	}
	start := x.clock()
	if body.StartDate.After(start) {
		start = body.StartDate.UTC().Truncate(time.Millisecond) // as the clock has it
	}
	s := x.newSubscription(account, who, plan, start, &body.Customer)
	s.card = charged
	v := &s.value
	set(&v.AutoRenew, body.AutoRenew)
	v.CallbackURL, v.ResultURL, v.Description = body.CallbackURL, &body.ResultURL, body.Description
	v.DelegateAPIKey, v.ExternalID, v.UnifiedExternalID = body.DelegateAPIKey, body.ExternalID, body.UnifiedExternalID
	v.ExternalPremiumID, v.RecurrentID = body.ExternalPremiumID, body.RecurrentID
	v.UsePlanPriceOnAutoRenew = body.UsePlanPriceOnAutoRenew
	if body.Price != nil && body.Price.Decimal().Sign() > 0 {
		v.Price = body.Price
	}
	periods := 1
	if trial := int(valueOf(body.TrialPeriods)); trial > 0 {
		v.TrialPeriods, v.TrialPeriodicPayments = body.TrialPeriods, new(valueOf(body.TrialPeriodicPayments))
		v.TrialUntil = new(plan.after(start, trial))
		if !valueOf(body.TrialPeriodicPayments) {
			periods = trial
		}
	}
	s.schedule(start, plan.after(start, periods+int(valueOf(body.GiftedPeriods))))
	x.payFirst(s, asks, failure)
	return s, nil
}

// openPlan is a plan that can be subscribed to. The lock is held.
func (x *Server) openPlan(account, id string) (*planState, *refusal) {
	plan, refused := x.findPlan(account, id)
	if refused == nil && !plan.active() {
		refused = newRefusal(http.StatusPreconditionFailed, rozetkapayapi.ResponseCodePlanNotActive, "plan_id")
	}
	return plan, refused
}

// subscription is a customer's subscription to a plan that has not ended, nil for none. The lock is held.
func (x *Server) subscription(account, who, plan string) *subscriptionState {
	for _, s := range x.subscriptions {
		if s.account == account && valueOf(s.value.CustomerID) == who && valueOf(s.value.PlanID) == plan &&
			!s.is(subscriptionInactive) {
			return s
		}
	}
	return nil
}

// recurrent is the card of a recurrent payment. The lock is held.
func (x *Server) recurrent(id strictpay.Secret) (card, *refusal) {
	charged, known := x.recurrents[id.Reveal()]
	if !known {
		return card{}, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeRecurrentNotFound, "recurrent_id")
	}
	return charged, nil
}

// newSubscription makes a subscription that is pending. The lock is held.
func (x *Server) newSubscription(
	account, who string, plan *planState, start time.Time, person *rozetkapayapi.CustomerRequestUserDetails,
) *subscriptionState {
	created, locked := x.clock(), plan.afterUnits(start, int(valueOf(plan.plan.DurationPeriods)))
	s := &subscriptionState{
		account: account, day: start.UTC().Day(),
		person: rozetkapayapi.UserInfo{
			ExternalID: &who, FirstName: person.FirstName, LastName: person.LastName, Patronym: person.Patronym,
			Email: person.Email, Phone: person.Phone, IPAddress: person.IPAddress,
		},
		value: rozetkapayapi.Subscription{
			ID: new(newID()), PlanID: plan.plan.ID, CustomerID: &who, State: new(subscriptionPending),
			Price: plan.plan.Price, Currency: plan.plan.Currency, AutoRenew: new(true), IsRetrying: new(false),
			Gifted: new(false), CreatedAt: &created, UpdatedAt: &created, AutoRenewLockedUntil: &locked,
			FinalExpirationDate: new(plan.after(locked, 1)), ProjectID: new("sandbox-project"),
		},
	}
	x.subscriptions[*s.value.ID] = s
	return s
}

// payFirst makes the first payment, or sends the customer through 3-D Secure. The lock is held.
func (x *Server) payFirst(s *subscriptionState, asks bool, failure rozetkapayapi.ResponseCode) {
	p := x.bill(s, *s.value.Price)
	switch {
	case failure != "":
		x.failFirst(s, p, failure)
	case asks && s.card.threeDSecure():
		p.value.UserAction = x.pageAction(*p.value.ID)
		x.end(p, statusPending, rozetkapayapi.ResponseCodeWaitingForRedirect)
	default:
		x.settleFirst(s, p)
	}
}

// settleFirst lets the card decide on the first payment. The lock is held.
func (x *Server) settleFirst(s *subscriptionState, p *subscriptionPayment) {
	if code := s.card.fails(); code != "" {
		x.failFirst(s, p, code)
		return
	}
	x.end(p, statusSuccess, rozetkapayapi.ResponseCodeTransactionSuccessful)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypePaymentProcessed, s.value, p)
	s.value.State = new(subscriptionActive)
	x.touch(s)
}

// failFirst ends a subscription whose first payment fails. The lock is held.
func (x *Server) failFirst(s *subscriptionState, p *subscriptionPayment, code rozetkapayapi.ResponseCode) {
	x.end(p, statusFailure, code)
	s.value.State = new(subscriptionInactive)
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypePaymentFailed, s.value, p)
}
