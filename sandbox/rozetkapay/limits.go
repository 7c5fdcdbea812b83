package rozetkapayfake

import (
	"net/http"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func decimalOf(text string) *strictpay.Decimal { return new(strictpay.MustDecimal(text)) }

// PutP2PLimits sets what a recipient may get from other persons in all, by the tax number in it; what they got here
// counts against it. A recipient whom nothing was put for may get 150000 by 200 payments, of which 30 go to a card:
// the real limits are not documented.
func (x *Server) PutP2PLimits(limits rozetkapayapi.FinmonP2PPaymentPreLimitsResponse) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.limits[valueOf(limits.RecipientIPN)] = limits
}

// GetP2PLimits says what a recipient may still get. It is about no payment: Refuse reaches it under the empty
// identifier.
func (c calls) GetP2PLimits(w http.ResponseWriter, r *http.Request, params rozetkapayapi.GetP2PLimitsParams) {
	x := c.Server
	x.mu.Lock()
	refused := x.asked("")
	if refused == nil && params.RecipientIPN == nil {
		refused = newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "recipient_ipn")
	}
	x.reply(w, r, "", x.limitsOf(valueOf(params.RecipientIPN)), refused)
}

// limitsOf are the limits of a recipient less what card payments brought them. The lock is held.
func (x *Server) limitsOf(ipn int64) rozetkapayapi.FinmonP2PPaymentPreLimitsResponse {
	limits, put := x.limits[ipn]
	if !put {
		limits = rozetkapayapi.FinmonP2PPaymentPreLimitsResponse{
			AmountLeft: decimalOf("150000"), TotalCountLeft: new(int32(200)), CardOnlyCountLeft: new(int32(30)),
		}
	}
	var sum decimal.Decimal
	var all, byCard int32
	for externalID := range x.paidTo[ipn] {
		p := x.payments[externalID]
		if p.recipient() != ipn {
			continue // put in anew
		}
		captures := p.captures()
		sum = sum.Add(captures.total)
		all += int32(len(captures.list))
		if p.request.Recipient.PaymentMethod.IBAN == nil {
			byCard += int32(len(captures.list))
		}
	}
	left := decimal.Max(valueOf(limits.AmountLeft).Decimal().Sub(sum), decimal.Zero)
	return rozetkapayapi.FinmonP2PPaymentPreLimitsResponse{
		RecipientIPN:      &ipn,
		AmountLeft:        new(fake.Amount(left)),
		TotalCountLeft:    new(max(valueOf(limits.TotalCountLeft)-all, 0)),
		CardOnlyCountLeft: new(max(valueOf(limits.CardOnlyCountLeft)-byCard, 0)),
	}
}

// recipient is the tax number of the person whom a payment goes to, 0 for none.
func (p *paymentState) recipient() int64 {
	if p.request.Recipient == nil {
		return 0
	}
	ipn, _ := strconv.ParseInt(valueOf(p.request.Recipient.TIN), 10, 64)
	return ipn
}

// payTo notes whom a payment brought money. The lock is held.
func (x *Server) payTo(p *paymentState) {
	ipn := p.recipient()
	if ipn == 0 {
		return
	}
	if x.paidTo[ipn] == nil {
		x.paidTo[ipn] = map[string]bool{}
	}
	x.paidTo[ipn][p.request.ExternalID] = true
}

// overLimit reports whether a payment would bring its recipient more than they may get. The lock is held.
func (x *Server) overLimit(p *paymentState) bool {
	ipn := p.recipient()
	if ipn == 0 {
		return false
	}
	left := x.limitsOf(ipn)
	return *left.TotalCountLeft == 0 || p.request.Amount.Decimal().GreaterThan(left.AmountLeft.Decimal()) ||
		p.request.Recipient.PaymentMethod.IBAN == nil && *left.CardOnlyCountLeft == 0
}
