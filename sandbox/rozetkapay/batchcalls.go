package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// AccountUnknown is an account that cannot be topped up: a batch with an order for it is refused.
const AccountUnknown = "000000000000"

// CreateBatchPayment begins a payment of several orders. An identifier of a batch can be used once.
func (c calls) CreateBatchPayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateBatchPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	b, refused := x.createBatch(x.account(r), body)
	if refused != nil {
		x.reply(w, r, body.BatchExternalID, nil, refused)
		return
	}
	x.reply(w, r, body.BatchExternalID,
		b.result(x.URL, rozetkapayapi.BatchMethodTypeCreate, body.Payload, b.attempts()), nil)
}

// createBatch makes the payments of a batch. The lock is held.
func (x *Server) createBatch(
	account string, body rozetkapayapi.CreateBatchPaymentRequest,
) (*batchState, *refusal) {
	if refused := x.asked(body.BatchExternalID); refused != nil {
		return nil, refused
	}
	if x.batches[body.BatchExternalID] != nil {
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "batch_external_id")
	}
	if refused := x.malformedBatch(account, &body); refused != nil {
		return nil, refused
	}
	b := &batchState{account: account, id: "batch-" + x.number(), request: body, created: now()}
	x.batches[body.BatchExternalID] = b
	for i := range body.Orders {
		order := &body.Orders[i]
		p := x.payments[order.ExternalID]
		if p == nil {
			p = &paymentState{account: account, id: "pay-" + x.number(), created: b.created}
			x.payments[order.ExternalID] = p
		}
		p.request, p.card, p.batch = b.paymentRequest(order), card{}, b
		b.orders = append(b.orders, p)
		x.begin(p, kindPayment, order.Amount, order.Payload, nil)
	}
	x.startBatch(b)
	return b, nil
}

// malformedBatch is what a batch cannot ask for, beyond what the specification checks. But for the code of an account
// that cannot be topped up, statuses and codes are inferred. The lock is held.
func (x *Server) malformedBatch(account string, body *rozetkapayapi.CreateBatchPaymentRequest) *refusal {
	direct := body.Mode == rozetkapayapi.BatchPaymentModeDirect
	switch {
	case body.Currency != "UAH":
		return newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case len(body.Orders) == 0:
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "orders")
	case direct && (body.Customer == nil || body.Customer.PaymentMethod == nil):
		return newRefusal(
			http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "customer.payment_method",
		)
	}
	seen, recurrent := map[string]bool{}, false
	for _, order := range body.Orders {
		p := x.payments[order.ExternalID]
		begins := order.InitRecurrent != nil && *order.InitRecurrent
		switch {
		case seen[order.ExternalID]:
			return newRefusal(
				http.StatusBadRequest, rozetkapayapi.ResponseCodeOrderIsDuplicated, "orders.external_id",
			)
		case begins && recurrent:
			return newRefusal(
				http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "orders.init_recurrent",
			)
		case p != nil && (p.account != account || p.payments(statusSuccess) > 0 ||
			p.payments(statusPending) > 0):
			return newRefusal(
				http.StatusConflict, rozetkapayapi.ResponseCodeTransactionAlreadyPaid, "orders.external_id",
			)
		case order.AccountToRefill != nil && *order.AccountToRefill == AccountUnknown:
			refused := newRefusal(
				http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodePartnerAccountCheckFailed, "",
			)
			refused.order = order.ExternalID
			return refused
		}
		seen[order.ExternalID], recurrent = true, recurrent || begins
	}
	return nil
}

// ConfirmBatchPayment takes held money, of all orders or of those that are named. An order that cannot be confirmed
// fails by itself, which is inferred from its status.
func (c calls) ConfirmBatchPayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ConfirmBatchPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.changeBatch(w, r, body.BatchExternalID, rozetkapayapi.BatchMethodTypeConfirm, body.Payload,
		func(b *batchState) ([]batchPart, *refusal) {
			if body.Currency != b.request.Currency {
				return nil, newRefusal(
					http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency",
				)
			}
			orders := body.Orders
			if orders == nil {
				for _, p := range b.held() {
					orders = append(orders, rozetkapayapi.BatchConfirmOrder{ExternalID: p.request.ExternalID})
				}
			}
			var parts []batchPart
			for _, order := range orders {
				parts = append(parts, x.batchPart(b, order.ExternalID, kindConfirm,
					&rozetkapayapi.ConfirmPaymentRequest{
						Amount: order.Amount, CallbackURL: body.CallbackURL,
					}))
			}
			return parts, nil
		})
}

// CancelBatchPayment releases what is held for the orders of a batch.
func (c calls) CancelBatchPayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CancelBatchPaymentRequest
	if !x.read(w, r, &body) {
		return
	}
	x.changeBatch(w, r, body.BatchExternalID, rozetkapayapi.BatchMethodTypeCancel, body.Payload,
		func(b *batchState) ([]batchPart, *refusal) {
			var parts []batchPart
			for _, p := range b.held() {
				parts = append(parts, x.batchPart(b, p.request.ExternalID, kindCancel,
					&rozetkapayapi.ConfirmPaymentRequest{CallbackURL: body.CallbackURL}))
			}
			return parts, nil
		})
}

// changeBatch makes one operation on a batch and answers with it.
func (x *Server) changeBatch(
	w http.ResponseWriter, r *http.Request, id string, method rozetkapayapi.BatchMethodType, payload *string,
	do func(*batchState) ([]batchPart, *refusal),
) {
	x.mu.Lock()
	b, refused := x.batches[id], x.asked(id)
	var parts []batchPart
	switch {
	case refused != nil:
	case b == nil || b.account != x.account(r):
		refused = newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	case len(b.held()) == 0:
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	default:
		parts, refused = do(b)
	}
	if refused != nil {
		x.reply(w, r, id, nil, refused)
		return
	}
	x.reply(w, r, id, b.result(x.URL, method, payload, parts), nil)
}

// held are the orders of which money is held.
func (b *batchState) held() []*paymentState {
	var list []*paymentState
	for _, p := range b.orders {
		if p.held().Sign() > 0 {
			list = append(list, p)
		}
	}
	return list
}

// batchPart confirms or cancels one order of a batch. The lock is held.
func (x *Server) batchPart(
	b *batchState, externalID string, kind rozetkapayapi.OperationType, body *rozetkapayapi.ConfirmPaymentRequest,
) batchPart {
	part := batchPart{externalID: externalID, amount: body.Amount}
	for _, p := range b.orders {
		if p.request.ExternalID == externalID {
			part.payment = p
		}
	}
	if part.payment == nil {
		part.refused = rozetkapayapi.ResponseCodeTransactionNotFound
		return part
	}
	var refused *refusal
	switch code := x.nextFailure(part.payment); {
	case code != "":
		amount := fake.Amount(part.payment.held())
		if body.Amount != nil {
			amount = *body.Amount
		}
		part.entry = x.begin(part.payment, kind, amount, nil, body.CallbackURL)
		x.become(part.payment, part.entry, statusFailure, code)
	case kind == kindConfirm:
		part.entry, refused = x.confirmPayment(part.payment, body)
	default:
		part.entry, refused = x.cancelPayment(part.payment,
			&rozetkapayapi.CancelPaymentRequest{CallbackURL: body.CallbackURL})
	}
	if refused != nil {
		part.refused = refused.code
	}
	return part
}
