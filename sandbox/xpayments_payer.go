package sandbox

import (
	"errors"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// ErrXPaymentsState is returned by the scenarios of the fake for a payment that is unknown, or does not wait for that.
var ErrXPaymentsState = errors.New("sandbox: no such payment, or it does not wait for that")

// Pay does what the buyer does on the card page: check_cart goes out to the store from API 1.3 on, then the gateway is asked, then the callback goes out.
// A store that is not on this machine is not asked. A declined payment can be paid once more from API 1.6 on.
func (x *XPayments) Pay(txnID string) error { return x.pay(txnID, func(*XPaymentsPayment) {}) }

// PaySaving is Pay, and the card is saved for recharges.
func (x *XPayments) PaySaving(txnID string) error {
	return x.pay(txnID, func(p *XPaymentsPayment) { p.CardSaved = true })
}

// PayHeld is Pay, and a security check holds the payment: it is to be accepted or declined.
func (x *XPayments) PayHeld(txnID string) error {
	return x.pay(txnID, func(p *XPaymentsPayment) { p.Held = true })
}

// PayPending is Pay, and the gateway takes its time: see Settle.
func (x *XPayments) PayPending(txnID string) error {
	return x.pay(txnID, func(p *XPaymentsPayment) { p.InProgress = true })
}

// PayDeclined is Pay, and the gateway declines.
func (x *XPayments) PayDeclined(txnID string) error {
	return x.pay(txnID, func(p *XPaymentsPayment) { x.declined++ })
}

func (x *XPayments) pay(txnID string, how func(p *XPaymentsPayment)) error {
	if err := x.checkCart(txnID); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil || !p.payable() {
		return ErrXPaymentsState
	}
	how(p)
	if !p.InProgress {
		x.attempt(p)
	}
	x.callBack(p)
	return nil
}

func (p *XPaymentsPayment) payable() bool {
	return p.Status() == xpaymentsapi.PaymentStatusNew && !p.InProgress || p.Declined && p.APIVersion >= "1.6"
}

// Settle lets the gateway finish what PayPending left open, and tells the store.
func (x *XPayments) Settle(txnID string) error {
	return x.settle(txnID, func(p *XPaymentsPayment) {
		x.attempt(p)
		x.callBack(p)
	})
}

// SettleQuietly lets the gateway finish what PayPending left open. X-Payments finds out when it is asked with refresh.
func (x *XPayments) SettleQuietly(txnID string) error {
	return x.settle(txnID, func(p *XPaymentsPayment) { p.settled = true })
}

func (x *XPayments) settle(txnID string, do func(p *XPaymentsPayment)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil || !p.InProgress {
		return ErrXPaymentsState
	}
	do(p)
	return nil
}

// refresh fetches from the gateway, where it is asked for. The lock is held.
func (x *XPayments) refresh(p *XPaymentsPayment, wanted *bool) {
	if wanted != nil && *wanted && p.settled {
		p.settled = false
		x.attempt(p)
	}
}

// ErrXPaymentsCart is returned by Pay when the store's answer to check_cart fails the payment: it does not open, or it says cart-changed without a cart.
var ErrXPaymentsCart = errors.New("sandbox: the store's answer to check_cart fails the payment")

// checkCart asks the store whether the cart is still the same, and takes its new one. The lock is not held: the store may call meanwhile.
func (x *XPayments) checkCart(txnID string) error {
	x.mu.Lock()
	p := x.payments[txnID]
	if p == nil || !p.payable() {
		x.mu.Unlock()
		return ErrXPaymentsState
	}
	to, version := p.CallbackURL, p.APIVersion
	header, body := x.form([][2]string{{"action", "check_cart"}, {"txnId", txnID}, {"refId", p.RefID}})
	x.mu.Unlock()
	if version < "1.3" || !xpaymentsReachable(to) {
		return nil
	}
	sealed, err := x.ask(to, header, body)
	x.mu.Lock()
	defer x.mu.Unlock()
	if err == nil && x.takeCart(p, sealed) {
		return nil
	}
	p.Declined = true
	p.note("Check cart", p.Total, false)
	x.callBack(p)
	return ErrXPaymentsCart
}

// takeCart reads the store's answer and takes what changed. The lock is held.
func (x *XPayments) takeCart(p *XPaymentsPayment, sealed []byte) bool {
	text, err := seal.Open(x.callbacks.ctx, x.keys.opener, sealed, maxRequest)
	if err != nil {
		return false
	}
	elements := xpaymentsParse(string(text))
	switch xpaymentsapi.CartStatus(xpaymentsValue(elements, "status")) {
	case xpaymentsapi.CartStatusNotChanged:
	case xpaymentsapi.CartStatusChanged:
		var w xmlread.Writer
		w.Open("cart", false)
		for _, e := range elements {
			if e.name == "cart" {
				xpaymentsStrict(&w, e.children)
			}
		}
		w.Close("cart")
		cart, err := xpaymentsDecode[xpaymentsapi.Cart](w.Bytes(), "cart")
		if err != nil || !xpaymentsTotal(cart).IsPositive() {
			return false
		}
		p.Cart, p.Total = cart, xpaymentsTotal(cart)
	default:
		return false
	}
	if id := xpaymentsValue(elements, "ref_id"); id != "" {
		p.RefID = id
	}
	if xpaymentsValue(elements, "saveCard") == "Y" {
		p.CardSaved = true
	}
	return true
}
