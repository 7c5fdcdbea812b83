package xpaymentsfake

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// PaymentInit makes a payment and gives the token of its card page. Nothing moves yet. A repeat makes another
// payment.
func (x calls) PaymentInit(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentInitRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "503", err)
		return
	}
	version := version(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.configuration(body.ConfID)
	total := total(&body.Cart)
	switch {
	case c == nil:
		_, _ = w.Write(refusal(version, "502", "The payment configuration is not initialized"))
		return
	case x.templates:
		_, _ = w.Write(refusal(version, "505", "The payment page templates have changed and wait for approval"))
		return
	case body.Cart.Currency != nil && c.Currency != nil && *body.Cart.Currency != *c.Currency:
		_, _ = w.Write(refusal(version, "504", "The currency is not allowed"))
		return
	case !total.IsPositive():
		_, _ = w.Write(refusal(version, "503", "The total of the cart must be greater than 0"))
		return
	}
	p := &Payment{
		RefID: body.RefID, ConfID: c.ID, APIVersion: version, CallbackURL: body.CallbackURL,
		ReturnURL: body.ReturnURL, Cart: &body.Cart, Total: total,
		charge:    chargesAtOnce(c, body.Cart.ForceTransactionType),
		CardSaved: body.SaveCard != nil && *body.SaveCard == xpaymentsapi.YesNoYes,
	}
	if c.Currency != nil {
		p.Currency = *c.Currency
	}
	x.put(p)
	write(w, &xpaymentsapi.PaymentInitResult{Token: new(strictpay.NewSecret(p.token)), TxnID: &p.TxnID,
		IsErrorMessage: new(""), Version: release(version)})
}

// total is what is to be paid; where the cart does not say, what its parts come to.
func total(cart *xpaymentsapi.Cart) decimal.Decimal {
	if cart.TotalCost != nil {
		return cart.TotalCost.Decimal()
	}
	total := decimal.Zero
	for _, part := range []*strictpay.Decimal{cart.ShippingCost, cart.TaxCost} {
		if part != nil {
			total = total.Add(part.Decimal())
		}
	}
	for _, item := range cart.Items {
		if item.Price != nil && item.Quantity != nil {
			total = total.Add(item.Price.Decimal().Mul(decimal.NewFromInt32(*item.Quantity)))
		}
	}
	if cart.Discount != nil {
		total = total.Sub(cart.Discount.Decimal())
	}
	return total
}

// PaymentRecharge charges a saved card again: a new payment, which the gateway may decline.
func (x calls) PaymentRecharge(w http.ResponseWriter, r *http.Request) {
	body, err := read[xpaymentsapi.PaymentRechargeRequest](r)
	if err != nil {
		writeWrongRequest(w, r, "503", err)
		return
	}
	version := version(r)
	x.with(w, version, body.TxnID, func(earlier *Payment) {
		p, wrong := x.recharge(earlier, body.Amount.Decimal())
		if wrong != "" {
			_, _ = w.Write(refusal(version, "503", wrong))
			return
		}
		p.APIVersion, p.Cart = version, body.Cart
		if body.RefID != nil && atLeast(version, "1.4") {
			x.refer(p, *body.RefID)
		}
		if body.CallbackURL != nil {
			p.CallbackURL = *body.CallbackURL
		}
		status := p.Status()
		result := &xpaymentsapi.RechargeResult{Status: &status, TransactionID: &p.TxnID,
			Message: new(statusTexts[status]), IsErrorMessage: new(""), Version: release(version)}
		if atLeast(version, "1.9") {
			result.Payment = x.view(p, version)
		} else {
			x.callBack(p)
		}
		write(w, result)
	})
}

// recharge makes the new payment, or says why not. The lock is held.
func (x *Server) recharge(earlier *Payment, amount decimal.Decimal) (*Payment, string) {
	c := x.configuration(earlier.ConfID)
	switch wrong := x.unchargeable(earlier); {
	case wrong != "":
		return nil, wrong
	case !amount.IsPositive() || !amount.Equal(amount.Truncate(2)):
		return nil, "The amount must be greater than 0, with two decimals"
	}
	p := &Payment{
		RefID: earlier.RefID, ParentID: earlier.TxnID, ConfID: earlier.ConfID, APIVersion: earlier.APIVersion,
		CallbackURL: earlier.CallbackURL,
		Currency:    earlier.Currency, Total: amount, CardSaved: true, charge: c.TransactionTypes.Sale,
	}
	x.put(p)
	x.attempt(p)
	return p, ""
}

// unchargeable is why the card of a payment cannot be charged again; "" where it can. The lock is held.
func (x *Server) unchargeable(p *Payment) string {
	c := x.configuration(p.ConfID)
	switch {
	case c == nil || c.CanSaveCards == nil || *c.CanSaveCards != xpaymentsapi.YesNoYes:
		return "The payment configuration does not save cards"
	case !p.CardSaved || p.Status() == xpaymentsapi.PaymentStatusNew:
		return "No card was saved with the payment"
	}
	return ""
}

// attempt asks the gateway to charge or authorize. The lock is held.
func (x *Server) attempt(p *Payment) {
	p.attempts++
	action := "Authorize"
	if p.charge {
		action = "Sale"
	}
	p.Declined, p.InProgress = false, false
	switch {
	case x.declined > 0:
		x.declined--
		p.Declined = true
	case p.charge:
		p.Sold = p.Total
	default:
		p.Authorized = p.Total
	}
	p.note(action, p.Total, !p.Declined)
}
