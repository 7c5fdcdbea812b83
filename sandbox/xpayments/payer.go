package xpaymentsfake

import (
	"errors"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Pay does what the buyer does on the card page: check_cart goes out to the store from API 1.3 on, then the gateway
// is asked, then the callback goes out. A store that is not on this machine is not asked. A declined payment can be
// paid once more from API 1.6 on.
func (x *Server) Pay(txnID string) error { return x.pay(txnID, func(*Payment) {}) }

// PaySaving is Pay, and the card is saved for recharges.
func (x *Server) PaySaving(txnID string) error {
	return x.pay(txnID, func(p *Payment) { p.CardSaved = true })
}

// PayHeld is Pay, and a security check holds the payment: it is to be accepted or declined.
func (x *Server) PayHeld(txnID string) error {
	return x.pay(txnID, func(p *Payment) { p.Held = true })
}

// PayPending is Pay, and the gateway takes its time: see Settle.
func (x *Server) PayPending(txnID string) error {
	return x.pay(txnID, func(p *Payment) { p.InProgress = true })
}

// Decline does what Pay does, and the gateway declines.
func (x *Server) Decline(txnID string) error {
	return x.pay(txnID, func(p *Payment) { x.declined++ })
}

func (x *Server) pay(txnID string, how func(p *Payment)) error {
	if err := x.checkCart(txnID); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		return fake.ErrNotFound
	}
	if !p.payable() {
		return fake.ErrState
	}
	how(p)
	if !p.InProgress {
		x.attempt(p)
	}
	x.callBack(p)
	return nil
}

func (p *Payment) payable() bool {
	return p.Status() == xpaymentsapi.PaymentStatusNew && !p.InProgress || p.Declined && atLeast(p.APIVersion, "1.6")
}

// Settle lets the gateway finish what PayPending left open, and tells the store.
func (x *Server) Settle(txnID string) error {
	return x.settle(txnID, func(p *Payment) {
		x.attempt(p)
		x.callBack(p)
	})
}

// SettleQuietly lets the gateway finish what PayPending left open. X-Payments finds out when it is asked with
// refresh.
func (x *Server) SettleQuietly(txnID string) error {
	return x.settle(txnID, func(p *Payment) { p.settled = true })
}

func (x *Server) settle(txnID string, do func(p *Payment)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		return fake.ErrNotFound
	}
	if !p.InProgress {
		return fake.ErrState
	}
	do(p)
	return nil
}

// refresh fetches from the gateway, where it is asked for. The lock is held.
func (x *Server) refresh(p *Payment, wanted *bool) {
	if wanted != nil && *wanted && p.settled {
		p.settled = false
		x.attempt(p)
	}
}

// ErrCart is returned by Pay when the store's answer to check_cart fails the payment: it does not open, or it says
// cart-changed without a cart.
var ErrCart = errors.New("sandbox: the store's answer to check_cart fails the payment")

// checkCart asks the store whether the cart is still the same, and takes its new one. The lock is not held: the store
// may call meanwhile.
func (x *Server) checkCart(txnID string) error {
	x.mu.Lock()
	p := x.payments[txnID]
	if p == nil {
		x.mu.Unlock()
		return fake.ErrNotFound
	}
	if !p.payable() {
		x.mu.Unlock()
		return fake.ErrState
	}
	to, version := p.CallbackURL, p.APIVersion
	header, body := x.form([][2]string{{"action", "check_cart"}, {"txnId", txnID}, {"refId", p.RefID}})
	x.mu.Unlock()
	if !atLeast(version, "1.3") || !fake.Reachable(to) {
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
	return ErrCart
}

// takeCart reads the store's answer and takes what changed. The lock is held.
func (x *Server) takeCart(p *Payment, sealed []byte) bool {
	text, err := seal.Open(x.sender.Context(), x.keys.opener, sealed, fake.MaxRequest)
	if err != nil {
		return false
	}
	elements := parse(string(text))
	switch xpaymentsapi.CartStatus(value(elements, "status")) {
	case xpaymentsapi.CartStatusNotChanged:
	case xpaymentsapi.CartStatusChanged:
		var parts []element
		for _, e := range elements {
			if e.name == "cart" {
				parts = e.children
			}
		}
		cart, err := decode[xpaymentsapi.Cart](document(parts))
		if err != nil || !total(cart).IsPositive() {
			return false
		}
		p.Cart, p.Total = cart, total(cart)
	default:
		return false
	}
	if id := value(elements, "ref_id"); id != "" {
		x.refer(p, id)
	}
	if value(elements, "saveCard") == "Y" {
		p.CardSaved = true
	}
	return true
}
