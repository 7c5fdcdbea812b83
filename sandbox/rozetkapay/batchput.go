package rozetkapayfake

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// GetBatch gives a batch as its creation would be answered now, whatever account it is booked on; false if there is
// none. Its orders are card payments, see GetCardPayment.
func (x *Server) GetBatch(batchExternalID string) (rozetkapayapi.BatchPaymentOperationResult, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	b := x.batches[batchExternalID]
	if b == nil {
		return rozetkapayapi.BatchPaymentOperationResult{}, false
	}
	return *b.result(x.URL, rozetkapayapi.BatchMethodTypeCreate, b.request.Payload, b.attempts()), true
}

// PutBatch adds a batch, or replaces the one with its batch_external_id, on the account of Login, with the states of
// its orders; callbacks go to its callback_url from then on, and none reports what was put. An order that is not named
// in states is paid, or held where the batch is not to be confirmed at once.
func (x *Server) PutBatch(
	batch rozetkapayapi.CreateBatchPaymentRequest, states map[string]rozetkapayapi.ResponseCode,
) {
	x.mu.Lock()
	defer x.mu.Unlock()
	b := &batchState{account: x.Login, id: "batch-" + x.number(), request: batch, created: seedTime}
	x.batches[batch.BatchExternalID] = b
	for i := range batch.Orders {
		order := &batch.Orders[i]
		p := &paymentState{
			account: x.Login, id: "pay-" + x.number(), created: b.created, batch: b, request: b.paymentRequest(order),
			card: card{CardSuccess, TokenSuccess},
		}
		b.orders = append(b.orders, p)
		x.payments[order.ExternalID] = p
		code, given := states[order.ExternalID]
		status := statusFailure
		switch {
		case !given && batch.Confirm != nil && !*batch.Confirm:
			code, status = rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked, statusSuccess
		case !given:
			code, status = rozetkapayapi.ResponseCodeTransactionSuccessful, statusSuccess
		case code == rozetkapayapi.ResponseCodePending:
			status = statusPending
		}
		x.seedEntry(p, kindPayment, status, code)
	}
}

// FailNextOfBatch lets the next payment, confirmation or cancellation of an order within a batch fail with a code. A
// payment that fails takes the rest of its batch along, the others fail alone.
func (x *Server) FailNextOfBatch(externalID string, code rozetkapayapi.ResponseCode) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.failures[externalID] = code
}

// Seeded batches, both held; their orders are called after them, with -1 and -2.
const (
	seedBatchHeld    = "batch-held"
	seedBatchRelease = "batch-cancel"
)

// seedBatches puts batches into a fresh fake.
func (x *Server) seedBatches() {
	for _, id := range []string{seedBatchHeld, seedBatchRelease} {
		order := func(externalID, amount string) rozetkapayapi.BatchOrder {
			return rozetkapayapi.BatchOrder{
				APIKey: "sandbox-project", Amount: strictpay.MustDecimal(amount), Description: "Seeded order",
				ExternalID: externalID,
			}
		}
		x.PutBatch(rozetkapayapi.CreateBatchPaymentRequest{
			BatchExternalID: id, Currency: "UAH", Mode: rozetkapayapi.BatchPaymentModeDirect, Confirm: new(false),
			CallbackURL: new(x.URL + sinkPath),
			Orders:      []rozetkapayapi.BatchOrder{order(id+"-1", "1500.50"), order(id+"-2", "99.90")},
		}, nil)
	}
}

// batchExamples are calls about batches that a fresh fake answers with a value.
func batchExamples() []fake.Example {
	return []fake.Example{
		{Operation: "createBatchPayment", Set: map[string]string{
			"batch_external_id": "example-batch", "currency": "UAH", "mode": "direct",
			"customer": `{"payment_method":{"type":"cc_token","cc_token":{"token":"` + TokenSuccess + `"}}}`,
			"orders": `[{"api_key":"sandbox-project","amount":1500.50,"description":"Order 1",` +
				`"external_id":"example-batch-1"},{"api_key":"sandbox-project","amount":99.90,` +
				`"description":"Order 2","external_id":"example-batch-2"}]`,
		}},
		{Operation: "confirmBatchPayment", Set: map[string]string{
			"batch_external_id": seedBatchHeld, "currency": "UAH",
		}},
		{Operation: "cancelBatchPayment", Set: map[string]string{"batch_external_id": seedBatchRelease}},
	}
}
