package rozetkapayfake

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A payoutState is a payout to a card or in cash. Its money is taken from the balance when it begins, and comes back
// when it fails.
type payoutState struct {
	account string
	number  string
	request rozetkapayapi.RequestPayoutRequest
	status  rozetkapayapi.OperationStatus
	code    rozetkapayapi.ResponseCode
	created time.Time
}

// CreatePayout pays money out. An external_id can be used again after a failure, which is inferred.
func (c calls) CreatePayout(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.RequestPayoutRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	p, refused := x.payOut(x.account(r), body)
	if refused != nil {
		x.reply(w, r, body.Order.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, body.Order.ExternalID, p.result(x.URL), nil)
}

// payOut begins a payout. The lock is held.
func (x *Server) payOut(account string, body rozetkapayapi.RequestPayoutRequest) (*payoutState, *refusal) {
	id := body.Order.ExternalID
	if refused := x.asked(id); refused != nil {
		return nil, refused
	}
	old := x.payouts[id]
	switch {
	case body.Order.Currency != "UAH":
		return nil, newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency,
			"order.currency")
	case (body.Recipient.Cash != nil) != (body.Recipient.PayoutType == rozetkapayapi.PayoutTypeCash):
		return nil, newRefusal(
			http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "recipient.payout_type",
		)
	case old != nil && (old.account != account || old.status != statusFailure):
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "order.external_id")
	}
	p := &payoutState{account: account, number: x.number(), request: body, created: now()}
	x.payouts[id] = p
	if amount := body.Order.OriginalAmount.Decimal(); x.balance.LessThan(amount) {
		x.endPayout(p, statusFailure, rozetkapayapi.ResponseCodeInsufficientFunds)
		return p, nil
	}
	x.balance = x.balance.Sub(body.Order.OriginalAmount.Decimal())
	if p.cash() || x.slow {
		x.endPayout(p, statusPending, rozetkapayapi.ResponseCodePending)
		return p, nil
	}
	x.settlePayout(p)
	return p, nil
}

func (p *payoutState) cash() bool { return p.request.Recipient.Cash != nil }

// settlePayout lets the recipient's card decide; cash is collected. The lock is held.
func (x *Server) settlePayout(p *payoutState) {
	code := rozetkapayapi.ResponseCodeTransactionSuccessful
	if !p.cash() && p.request.Recipient.Card.CardData != nil {
		if known, failure := x.payoutCard(p.request.Recipient.Card.CardData); failure != "" {
			code = failure
		} else if known.fails() != "" {
			code = known.fails()
		}
	}
	if code == rozetkapayapi.ResponseCodeTransactionSuccessful {
		x.endPayout(p, statusSuccess, code)
		return
	}
	x.failPayout(p, code)
}

// payoutCard finds the card of a recipient. The lock is held.
func (x *Server) payoutCard(data *rozetkapayapi.CardData) (card, rozetkapayapi.ResponseCode) {
	switch {
	case data.Number != nil:
		return card{number: data.Number.Reveal()}, ""
	case data.Token != nil && x.tokens[data.Token.Reveal()] != "":
		return card{number: x.tokens[data.Token.Reveal()]}, ""
	case data.OptionID != nil && x.walletNumber(*data.OptionID) != "":
		return card{number: x.walletNumber(*data.OptionID)}, ""
	}
	return card{}, rozetkapayapi.ResponseCodeRecipientPaymentMethodNotFound
}

// failPayout ends a payout whose money was taken from the balance. The lock is held.
func (x *Server) failPayout(p *payoutState, code rozetkapayapi.ResponseCode) {
	x.balance = x.balance.Add(p.request.Order.OriginalAmount.Decimal())
	x.endPayout(p, statusFailure, code)
}

// endPayout moves a payout on and sends its callback. The lock is held.
func (x *Server) endPayout(p *payoutState, status rozetkapayapi.OperationStatus, code rozetkapayapi.ResponseCode) {
	p.status, p.code = status, code
	x.tellPayout(p)
}

// tellPayout sends the callback of a payout. The lock is held.
func (x *Server) tellPayout(p *payoutState) {
	x.post("payout", valueOf(p.request.Order.CallbackURL), func() writable {
		v := p.result(x.URL)
		return &rozetkapayapi.PayoutCallback{
			TransactionID: v.TransactionID, ExternalID: v.ExternalID, Currency: v.Currency,
			OriginalAmount: v.OriginalAmount, PayerAmount: v.PayerAmount, RecipientAmount: v.OriginalAmount,
			PayoutType: v.PayoutType, Status: v.Status, StatusCode: v.StatusCode,
			StatusCodeDescription: v.StatusCodeDescription,
		}
	})
}

// result is what the API says of the payout.
func (p *payoutState) result(base string) *rozetkapayapi.PayoutTransactionResult {
	order, status := p.request.Order, p.status
	v := &rozetkapayapi.PayoutTransactionResult{
		Currency: &order.Currency, Description: &order.Description, ExternalID: &order.ExternalID,
		OriginalAmount: &order.OriginalAmount, PayerAmount: &order.OriginalAmount,
		PayerAccount: &rozetkapayapi.PayoutPayerAccount{EntityID: &p.request.Payer.EntityID},
		PayoutType:   new(string(p.request.Recipient.PayoutType)), Status: &status,
		StatusCode: new(string(p.code)), TransactionID: new("payout-" + p.number),
		ReceiptURL: new(base + receiptPath + "payout-" + p.number),
	}
	if row, ok := rozetkapayapi.API.Lookup("status", string(p.code), ""); ok && row.Text != "" {
		v.StatusCodeDescription = &row.Text
	}
	switch to := p.request.Recipient; {
	case to.Card != nil:
		v.RecipientUser = &rozetkapayapi.RecipientUser{FirstName: &to.Card.FirstName, LastName: &to.Card.LastName}
	case to.Cash != nil:
		v.RecipientUser = &rozetkapayapi.RecipientUser{FirstName: &to.Cash.FirstName, LastName: &to.Cash.LastName}
	}
	return v
}

// books are those of one payout. The lock is held.
func (p *payoutState) books() fake.Books {
	zero := strictpay.MustDecimal("0")
	books := fake.Books{Held: zero, Charged: zero, Refunded: zero, Canceled: zero, PaidOut: zero}
	if p.status == statusSuccess {
		books.Payouts, books.PaidOut = 1, p.request.Order.OriginalAmount
	}
	return books
}
