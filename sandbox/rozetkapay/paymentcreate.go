package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// CreatePayment begins a card payment. An external_id can be used again until an attempt succeeds; the attempt before
// is then void.
func (c calls) CreatePayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreatePaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	result, refused := x.createPayment(x.account(r), kindPayment, body, card{})
	x.reply(w, r, body.ExternalID, result, refused)
}

// CreateRecurrentPayment charges the card of a recurrent payment again, without the payer. An unknown recurrent_id is
// answered with 404 and recurrent_not_found, which is inferred.
func (c calls) CreateRecurrentPayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateRecurrentPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	charged, known := x.recurrents[body.RecurrentID.Reveal()]
	if !known && x.asked(body.ExternalID) == nil {
		x.reply(w, r, body.ExternalID, nil,
			newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeRecurrentNotFound, "recurrent_id"))
		return
	}
	result, refused := x.createPayment(x.account(r), kindRecurrent, rozetkapayapi.CreatePaymentRequest{
		Amount: body.Amount, Currency: "UAH", ExternalID: body.ExternalID, UnifiedExternalID: body.UnifiedExternalID,
		CallbackURL: body.CallbackURL, Payload: body.Payload, SubscriptionID: body.SubscriptionID,
		Confirm:  body.Confirm,
		Metadata: body.Metadata, Mode: rozetkapayapi.PaymentModeDirect,
	}, charged)
	x.reply(w, r, body.ExternalID, result, refused)
}

// createPayment makes one attempt to pay, with the card of a recurrent payment or with what the request names. The lock
// is held.
func (x *Server) createPayment(
	account string, kind rozetkapayapi.OperationType, body rozetkapayapi.CreatePaymentRequest, charged card,
) (*rozetkapayapi.PaymentOperationResult, *refusal) {
	if refused := x.asked(body.ExternalID); refused != nil {
		return nil, refused
	}
	if kind == kindPayment {
		if refused := malformedPayment(&body); refused != nil {
			return nil, refused
		}
	}
	p := x.payments[body.ExternalID]
	if p != nil {
		if p.account != account || p.payments(statusSuccess) > 0 {
			return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeTransactionAlreadyPaid, "external_id")
		}
		if last := p.attempt(); last != nil && last.is(statusPending) {
			x.become(p, last, statusFailure, rozetkapayapi.ResponseCodeSessionExpired)
		}
		p.request, p.card, p.batch = body, card{}, nil
	} else {
		p = &paymentState{account: account, id: "pay-" + x.number(), request: body, created: now()}
		x.payments[body.ExternalID] = p
	}
	e := x.begin(p, kind, body.Amount, body.Payload, body.CallbackURL)
	if kind == kindRecurrent {
		p.card = charged
		x.charge(p, e, false)
	} else {
		x.start(p, e)
	}
	return p.result(e), nil
}

// malformedPayment is what a request cannot ask for, beyond what the specification checks. Statuses and codes are
// inferred.
func malformedPayment(body *rozetkapayapi.CreatePaymentRequest) *refusal {
	switch {
	case body.Currency != "UAH":
		return newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case body.Mode == rozetkapayapi.PaymentModeDirect && (body.Customer == nil || body.Customer.PaymentMethod == nil):
		return newRefusal(
			http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "customer.payment_method",
		)
	case body.Mode == rozetkapayapi.PaymentModeExpressCheckout && len(body.Products) == 0:
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "products")
	}
	return nil
}

// start sends the payer to a page, or charges what the request names. The lock is held.
func (x *Server) start(p *paymentState, e *entry) {
	if p.request.Mode != rozetkapayapi.PaymentModeDirect {
		x.sendToPage(p, e)
		e.unseen = true
		return
	}
	charged, ask, failure := x.cardOf(p.method())
	if m := p.method(); failure == "" && m.Wallet != nil && !x.pays(p, m.Wallet.OptionID) {
		failure = rozetkapayapi.ResponseCodePaymentMethodNotFound
	}
	if failure != "" {
		x.become(p, e, statusFailure, failure)
		return
	}
	p.card = charged
	x.charge(p, e, ask)
}

// charge charges the payment's card: the payer passes through 3-D Secure where the card has it and the request wants
// it. The lock is held.
func (x *Server) charge(p *paymentState, e *entry, ask bool) {
	switch {
	case ask && p.card.threeDSecure():
		x.sendToPage(p, e)
	case x.slow:
		x.become(p, e, statusPending, rozetkapayapi.ResponseCodePending)
	default:
		x.settle(p, e)
	}
}

// sendToPage lets the payer go to a page of the fake. The lock is held.
func (x *Server) sendToPage(p *paymentState, e *entry) {
	e.action = x.pageAction(*e.details.OperationID)
	x.become(p, e, statusPending, rozetkapayapi.ResponseCodeWaitingForRedirect)
}

// settle brings an attempt to its end, as the card decides, and with it the batch that it is part of. The lock is held.
func (x *Server) settle(p *paymentState, e *entry) {
	if p.batch != nil {
		x.settleBatch(p.batch, p.card)
		return
	}
	x.settleOne(p, e)
}

// settleOne is settle for one payment. The lock is held.
func (x *Server) settleOne(p *paymentState, e *entry) {
	if x.overLimit(p) {
		x.become(p, e, statusFailure, rozetkapayapi.ResponseCodeFinmonRecipientValidationFailed)
		return
	}
	if code := p.card.fails(); code != "" {
		x.become(p, e, statusFailure, code)
		return
	}
	if begins := p.request.InitRecurrentPayment; begins != nil && *begins && e.operation == kindPayment {
		id := "rec-" + fake.Random(8)
		x.recurrents[id] = p.card
		e.details.RecurrentID = new(strictpay.NewSecret(id))
	}
	code := rozetkapayapi.ResponseCodeTransactionSuccessful
	if p.request.Confirm != nil && !*p.request.Confirm && e.operation != kindLookup {
		code = rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked // inferred from its name
	}
	x.saveCard(p)
	x.become(p, e, statusSuccess, code)
}

// CardLookup checks a card. It has no identifier of the merchant: Refuse reaches it under the empty one.
func (c calls) CardLookup(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateLookupRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	request := rozetkapayapi.CreatePaymentRequest{
		Currency: "UAH", CallbackURL: body.CallbackURL, ResultURL: body.ResultURL, Customer: body.Customer,
		Description: body.Description, Payload: body.Payload, Mode: body.Mode,
	}
	if body.Currency != nil {
		request.Currency = *body.Currency
	}
	refused := x.asked("")
	if refused == nil {
		refused = malformedPayment(&request)
	}
	if refused != nil {
		x.reply(w, r, "", nil, refused)
		return
	}
	p := &paymentState{account: x.account(r), id: "look-" + x.number(), request: request, created: now()}
	x.lookups = append(x.lookups, p)
	e := x.begin(p, kindLookup, strictpay.Decimal{}, body.Payload, body.CallbackURL)
	x.start(p, e)
	x.reply(w, r, "", p.result(e), nil)
}
