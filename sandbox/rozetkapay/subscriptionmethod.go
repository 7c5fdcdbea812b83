package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// checkAmount is what the check of a payment method takes and gives back; how much it is is not documented.
var checkAmount = strictpay.MustDecimal("1")

// UpdateSubscriptionPaymentMethod changes what later payments are made with: after a check, or after the renewal that
// waits. Its answer does not say whether a check failed; the payments of the subscription do.
func (c calls) UpdateSubscriptionPaymentMethod(w http.ResponseWriter, r *http.Request, id string) {
	x := c.Server
	var body rozetkapayapi.UpdateSubscriptionPaymentMethodRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	s, refused := x.findSubscription(x.account(r), customer(r, nil, body.ExternalID), id)
	if refused == nil && !s.active() {
		// Also while the first payment waits for its customer. The document has no 412 for this operation.
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeSubscriptionNotActive, "")
	}
	answer := rozetkapayapi.UpdateSubscriptionPaymentMethodResponse{Message: new("OK")}
	if refused == nil {
		answer.UserAction, refused = x.changeMethod(s, &body)
	}
	x.reply(w, r, id, answer, refused)
}

// changeMethod checks a payment method, or sends the customer through 3-D Secure first. The lock is held.
func (x *Server) changeMethod(
	s *subscriptionState, body *rozetkapayapi.UpdateSubscriptionPaymentMethodRequest,
) (*rozetkapayapi.UserAction, *refusal) {
	m := &body.PaymentMethod
	charged, asks, failure := x.cardOf(&rozetkapayapi.CustomerRequestPaymentMethod{
		CcToken: m.CcToken, Wallet: m.Wallet, ApplePay: m.ApplePay, GooglePay: m.GooglePay,
	})
	if m.RecurrentID != nil {
		var refused *refusal
		if charged, refused = x.recurrent(m.RecurrentID.RecurrentID); refused != nil {
			return nil, refused
		}
		asks, failure = false, ""
	}
	if failure != "" {
		return nil, newRefusal(http.StatusNotFound, failure, "payment_method")
	}
	set(&s.value.AutoRenew, body.AutoRenew)
	s.changing = &charged
	if !asks || !charged.threeDSecure() {
		x.settleMethod(s)
		return nil, nil
	}
	return x.pageAction(*s.value.ID), nil
}

// settleMethod charges the new payment method: the renewal that waits, else a check that is refunded by itself. The
// lock is held.
func (x *Server) settleMethod(s *subscriptionState) {
	former := s.card
	s.card, s.changing = *s.changing, nil
	if valueOf(s.value.IsRetrying) {
		x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionPaymentMethodChanged, s.value, nil)
		x.renew(s, s.card.fails())
		return
	}
	p := x.bill(s, checkAmount)
	p.value.Details.RefundOnProcessed = new(true)
	if code := s.card.fails(); code != "" {
		x.end(p, statusFailure, code)
		x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypePaymentFailed, s.value, p)
		s.card = former
		return
	}
	x.end(p, statusSuccess, rozetkapayapi.ResponseCodeTransactionSuccessful)
	p.refunded = true
	x.touch(s)
	x.tellSubscription(s, rozetkapayapi.SubscriptionCallbackTypeSubscriptionPaymentMethodChanged, s.value, p)
}

// useSubscriptionPage is what the page of a first payment, or of a subscription whose payment method is changed, does
// when the customer sends it. False where none of them waits on the page. The lock is held.
func (x *Server) useSubscriptionPage(id string, use bool) bool {
	for _, s := range x.subscriptions {
		p := s.last()
		waits := p != nil && p.is(statusPending) && p.value.UserAction != nil && valueOf(p.value.ID) == id
		if !waits && (s.changing == nil || valueOf(s.value.ID) != id) {
			continue
		}
		if use {
			x.customerConfirms(s)
		}
		return true
	}
	return false
}

// waits reports whether a customer has to pass through 3-D Secure.
func (s *subscriptionState) waits() bool {
	p := s.last()
	return s.changing != nil || p != nil && p.is(statusPending) && p.value.UserAction != nil
}

// customerConfirms lets what waits go on. The lock is held.
func (x *Server) customerConfirms(s *subscriptionState) {
	if s.changing != nil {
		x.settleMethod(s)
		return
	}
	x.settleFirst(s, s.last())
}
