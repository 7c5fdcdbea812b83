package rozetkapayfake

import (
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Seeded card payments.
const (
	seedCard         = "payment-paid"
	seedCardDeclined = "payment-declined"
	seedCardWaiting  = "payment-waiting" // for 3-D Secure
	seedCardHeld     = "payment-held"
	seedCardRelease  = "payment-cancel"
	seedCardRefund   = "payment-refund"
	seedCardRetry    = "payment-refund-retry"
	seedCardGiveBack = "payment-refund-cancel"
)

// RecurrentID is the recurrent payment of a fresh fake; its card is [CardSuccess].
const RecurrentID = "sandbox-recurrent"

// WalletCard is the card in the wallet of a fresh fake; its number is [CardSuccess].
const WalletCard = "3f2b1c9e-7d54-4a86-9b0e-1c2d3e4f5a6b"

// seedPayments puts card payments into a fresh fake. No callback tells of what happened before it began.
func (x *Server) seedPayments() {
	const paid = rozetkapayapi.ResponseCodeTransactionSuccessful
	x.recurrents[RecurrentID] = card{CardSuccess, TokenSuccess}
	x.seedPayment(seedCard, statusSuccess, paid)
	x.seedPayment(seedCardDeclined, statusFailure, rozetkapayapi.ResponseCodeInsufficientFunds)
	waiting := x.seedPayment(seedCardWaiting, statusPending, rozetkapayapi.ResponseCodeWaitingForRedirect)
	last := waiting.attempt()
	last.action = x.pageAction(*last.details.OperationID)
	for _, id := range []string{seedCardHeld, seedCardRelease} {
		x.seedPayment(id, statusSuccess, rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked)
	}
	x.seedPayment(seedCardRefund, statusSuccess, paid)
	for _, id := range []string{seedCardRetry, seedCardGiveBack} {
		x.seedEntry(x.seedPayment(id, statusSuccess, paid), kindRefund, statusPending,
			rozetkapayapi.ResponseCodeRefundPending)
	}
}

func (x *Server) seedPayment(
	externalID string, status rozetkapayapi.OperationStatus, code rozetkapayapi.ResponseCode,
) *paymentState {
	p := &paymentState{
		account: x.Login, id: "pay-" + x.number(), created: seedTime, card: card{CardSuccess, TokenSuccess},
		request: rozetkapayapi.CreatePaymentRequest{
			Mode: rozetkapayapi.PaymentModeDirect, ExternalID: externalID, Amount: strictpay.MustDecimal("1500.50"),
			Currency: "UAH", Description: new("Seeded payment"), CallbackURL: new(x.URL + sinkPath),
			Customer: &rozetkapayapi.CustomerRequestUserDetails{
				FirstName: new("Olena"), LastName: new("Example"), Email: new("olena@buyer.example"),
			},
		},
	}
	x.payments[externalID] = p
	x.seedEntry(p, kindPayment, status, code)
	return p
}

func (x *Server) seedEntry(
	p *paymentState, kind rozetkapayapi.OperationType, status rozetkapayapi.OperationStatus,
	code rozetkapayapi.ResponseCode,
) {
	e := x.begin(p, kind, p.request.Amount, nil, nil)
	e.details.Status, e.details.StatusCode = &status, &code
	e.details.CreatedAt = new(seedTime.Add(time.Duration(len(p.entries.all)) * time.Minute))
	p.entries.moved(e)
	if status.Final() {
		e.details.ProcessedAt = e.details.CreatedAt
	}
}

// paymentExamples are calls about card payments that a fresh fake answers with a value.
func paymentExamples() []fake.Example {
	one := func(operation, externalID string) fake.Example {
		return fake.Example{Operation: operation, Set: map[string]string{"external_id": externalID}}
	}
	method := `{"email":"olena@buyer.example","payment_method":{"type":"cc_token","cc_token":{"token":"` +
		TokenSuccess + `"}}}`
	return []fake.Example{
		{Operation: "createPayment", Set: map[string]string{
			"amount": "1500.50", "currency": "UAH", "external_id": "example-payment", "mode": "direct",
			"customer": method,
		}},
		{Operation: "createRecurrentPayment", Set: map[string]string{
			"recurrent_id": RecurrentID, "external_id": "example-recurrent", "amount": "99.90",
		}},
		{Operation: "confirmPayment", Set: map[string]string{"external_id": seedCardHeld, "amount": "1000"}},
		one("cancelPayment", seedCardRelease),
		{Operation: "refundPayment", Set: map[string]string{
			"external_id": seedCardRefund, "amount": "150.25", "currency": "UAH",
		}},
		one("retryRefund", seedCardRetry),
		one("cancelRefund", seedCardGiveBack),
		one("paymentInfo", seedCard),
		{Operation: "resendCallback", Set: map[string]string{"external_id": seedCard, "operation": "payment"}},
		{Operation: "cardLookup", Set: map[string]string{"mode": "direct", "customer": method}},
		one("getPaymentReceipt", seedCard),
		one("paymentInfo", seedCardDeclined),
		one("paymentInfo", seedCardWaiting),
	}
}
