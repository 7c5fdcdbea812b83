package rozetkapayfake

import (
	"net/http"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An inStoreState is a payment at a terminal. Amounts are in main units here, and in minor ones on the wire.
type inStoreState struct {
	account string
	request rozetkapayapi.CreateInStorePaymentRequest
	amount  decimal.Decimal
	status  string
	created time.Time
	refunds map[string]decimal.Decimal // by refund_external_id
}

// The statuses of payments at terminals. The document has none; these are the fake's own.
const (
	inStoreCreated   = "created"
	inStoreConfirmed = "confirmed"
	inStoreDeclined  = "declined"
	inStoreRefunded  = "refunded" // in full or in part
)

// minor reads an amount in minor units; the specification keeps that it has digits only.
func minor(text string) decimal.Decimal {
	d, _ := decimal.NewFromString(text)
	return d.Shift(-2)
}

// inMinor is an amount as answers have it.
func inMinor(d decimal.Decimal) *strictpay.Decimal { return new(fake.Amount(d.Shift(2))) }

func (p *inStoreState) refunded() decimal.Decimal {
	var sum decimal.Decimal
	for _, amount := range p.refunds {
		sum = sum.Add(amount)
	}
	return sum
}

// paid reports whether the terminal has reported success.
func (p *inStoreState) paid() bool {
	return p.status == inStoreConfirmed || p.status == inStoreRefunded
}

// onInStore answers a call about one payment at a terminal.
func (x *Server) onInStore(
	w http.ResponseWriter, r *http.Request, externalID string, do func(*inStoreState) (writable, *refusal),
) {
	x.mu.Lock()
	refused := x.asked(externalID)
	p := x.inStore[externalID]
	if refused == nil && (p == nil || p.account != x.account(r)) {
		refused = newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeTransactionNotFound, "")
	}
	var answer writable
	if refused == nil {
		answer, refused = do(p)
	}
	x.reply(w, r, externalID, answer, refused)
}

// CreateInStorePayment announces a payment. A second one under the same external_id is refused, which is inferred.
func (c calls) CreateInStorePayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateInStorePaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	refused := x.asked(body.ExternalID)
	switch {
	case refused != nil:
	case x.inStore[body.ExternalID] != nil:
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "external_id")
	case minor(body.Amount).Sign() <= 0:
		refused = newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeWrongAmount, "amount")
	}
	if refused != nil {
		x.reply(w, r, body.ExternalID, nil, refused)
		return
	}
	p := x.newInStore(x.account(r), body)
	date := p.created.Format(time.DateOnly)
	x.reply(w, r, body.ExternalID, &rozetkapayapi.CreateInStorePaymentResult{
		FcID: new("sandbox-fc"), ExternalID: &body.ExternalID, CreatedAt: &p.created, Amount: inMinor(p.amount),
		TransactionStatus: &p.status, TransactionStatusCode: &p.status, OrderID: body.OrderID,
		ReceiptData: &rozetkapayapi.CreateInStorePaymentReceipt{
			PaymentInstructionDate: &date, MerchantName: new("Sandbox shop"), FcName: new("Sandbox"),
			Amount: inMinor(p.amount), FeeAmount: inMinor(decimal.Zero),
		},
	}, nil)
}

// newInStore makes a payment known. The lock is held.
func (x *Server) newInStore(account string, body rozetkapayapi.CreateInStorePaymentRequest) *inStoreState {
	p := &inStoreState{
		account: account, request: body, amount: minor(body.Amount), status: inStoreCreated,
		created: now(), refunds: map[string]decimal.Decimal{},
	}
	x.inStore[body.ExternalID] = p
	return p
}

// ConfirmInStorePayment takes the terminal's report: success, in either case of letters, is one; everything else is
// none, which is ours, since the document has no values.
func (c calls) ConfirmInStorePayment(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.ConfirmInStorePaymentRequest
	if !c.read(w, r, &body) {
		return
	}
	c.onInStore(w, r, body.ExternalID, func(p *inStoreState) (writable, *refusal) {
		switch {
		case p.status != inStoreCreated:
			return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionAlreadyDone, "")
		case body.POSTerminalID != p.request.POSTerminalID:
			return nil, newRefusal(
				http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeTerminalNotFound, "pos_terminal_id",
			)
		case !minor(body.Amount).Equal(p.amount):
			return nil, newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeWrongAmount, "amount")
		}
		p.status = inStoreDeclined
		if strings.EqualFold(body.POSPaymentStatus, "success") {
			p.status = inStoreConfirmed
		}
		return &rozetkapayapi.ConfirmInStorePaymentResult{
			FcID: new("sandbox-fc"), FinalisedAt: new(now().Format(time.DateTime)),
			ExternalID: &body.ExternalID, TransactionStatus: new(p.status),
			TransactionStatusCode: new(p.status),
			Amount:                inMinor(p.amount), OrderID: body.OrderID, FiscalReceipt: body.FiscalReceipt,
			ReceiptData: &rozetkapayapi.ConfirmInStorePaymentReceipt{
				POSTerminalID: &body.POSTerminalID, PaymentSystem: body.PaymentSystem, RRN: body.RRN,
				BankAcquirer: body.BankAcquirer, MerchantName: new("Sandbox shop"),
			},
		}, nil
	})
}

// RefundInStorePayment refunds a payment or a part of it. The answer has the id of the refund, which is not documented,
// and its amount in main units, which is.
func (c calls) RefundInStorePayment(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.RefundInStorePaymentRequest
	if !c.read(w, r, &body) {
		return
	}
	c.onInStore(w, r, body.PaymentExternalID, func(p *inStoreState) (writable, *refusal) {
		amount := minor(body.Amount)
		_, again := p.refunds[body.RefundExternalID]
		switch {
		case !p.paid():
			return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeTransactionSuccessPrimaryNotFound, "")
		case again:
			return nil, newRefusal(
				http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "refund_external_id",
			)
		case amount.Sign() <= 0, amount.GreaterThan(p.amount.Sub(p.refunded())):
			return nil, newRefusal(
				http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency, "amount",
			)
		}
		p.refunds[body.RefundExternalID], p.status = amount, inStoreRefunded
		inMain, _ := strictpay.ParseDecimal(amount.StringFixed(2))
		return &rozetkapayapi.RefundInStorePaymentResult{
			FcID: new("sandbox-fc"), FinalisedAt: new(now().Format(time.DateTime)),
			ExternalID: &body.RefundExternalID, TransactionStatus: new(p.status),
			TransactionStatusCode: new(p.status), Amount: &inMain, OrderID: body.OrderID,
			ReceiptData: &rozetkapayapi.RefundInStorePaymentReceipt{
				POSTerminalID: &body.POSTerminalID, PaymentSystem: &body.PaymentSystem, RRN: body.RRN,
				BankAcquirer: &body.BankAcquirer, MerchantName: new("Sandbox shop"),
			},
		}, nil
	})
}

// GetInStorePaymentInfo tells how a payment stands.
func (c calls) GetInStorePaymentInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.GetInStorePaymentInfoParams,
) {
	c.onInStore(w, r, params.ExternalID, func(p *inStoreState) (writable, *refusal) { return p.info(), nil })
}

func (p *inStoreState) info() *rozetkapayapi.InStorePaymentInfo {
	status := p.status
	return &rozetkapayapi.InStorePaymentInfo{
		FcID: new("sandbox-fc"), CreatedAt: &p.created, TransactionStatus: &status, TransactionStatusCode: &status,
	}
}
