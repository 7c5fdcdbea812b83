package rozetkapay

import (
	"context"
	"errors"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// BatchFailures are the orders of a batch that an operation failed for. Each order has a status of its own and none
// speaks for the batch, so a failure of some or all is no error of the call.
func BatchFailures(batch *rozetkapayapi.BatchPaymentOperationResult) []rozetkapayapi.BatchOrderDetail {
	if batch == nil {
		return nil
	}
	var failed []rozetkapayapi.BatchOrderDetail
	for _, order := range batch.OrderDetails {
		if order.Status != nil && order.Status.Final() && !order.Status.Succeeded() {
			failed = append(failed, order)
		}
	}
	return failed
}

// A BatchResolution is what asking found out about one order of a batch whose outcome was unknown. Payment is its
// payment now, nil where the provider knows none.
type BatchResolution struct {
	ExternalID string
	Finding    strictpay.Finding
	Payment    *rozetkapayapi.PaymentStatusResult
}

// batchOperations are the operations of batches, each with what it does to the payment of an order.
var batchOperations = map[string]string{
	"createBatchPayment": "createPayment", "confirmBatchPayment": "confirmPayment",
	"cancelBatchPayment": "cancelPayment",
}

// ResolveBatch asks what became of a call about a batch whose outcome is unknown, order by order: no operation asks
// about a batch, so the orders have to be named by their external_id. That an order is a card payment, which
// PaymentInfo reports, follows from what callbacks say and is documented nowhere; an order of another project may be
// unknown to this login. What became of a confirmation or cancellation shows only in the difference to the payments
// before it: give those as before. An error means that asking failed, so that the outcome is as unknown as it was.
func (c *Client) ResolveBatch(
	ctx context.Context, err error, externalIDs []string, before ...*rozetkapayapi.PaymentStatusResult,
) ([]BatchResolution, error) {
	unknown, err := ask.Unknown(rozetkapayapi.Name, err)
	if err != nil {
		return nil, err
	}
	operation := batchOperations[unknown.Operation]
	if operation == "" {
		return nil, ErrOtherKind
	}
	var list []BatchResolution
	for _, id := range externalIDs {
		r := BatchResolution{ExternalID: id, Finding: absent(operation)}
		payment, err := c.PaymentInfo(ctx, id)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		default:
			i := slices.IndexFunc(before, func(p *rozetkapayapi.PaymentStatusResult) bool {
				return p != nil && p.ExternalID != nil && *p.ExternalID == id
			})
			var was *rozetkapayapi.PaymentStatusResult
			if i >= 0 {
				was = before[i]
			}
			r.Finding, r.Payment = tellsPayment(operation, was, payment), payment
		}
		list = append(list, r)
	}
	return list, nil
}

// What the client, as a strictpay.Asker, knows of batches: what they are about, so that the callbacks of their orders
// are found. Asking tells nothing of them.

func batchReference(id string) string { return "batch " + id }

// batchQuestion is what has to be kept of a request about a batch.
func batchQuestion(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{Operation: sending.Operation}
	switch sending.Operation {
	case "createBatchPayment":
		var body rozetkapayapi.CreateBatchPaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Reference, q.Currency = batchReference(body.BatchExternalID), body.Currency
		sum, err := total(body.Orders, func(order *rozetkapayapi.BatchOrder) strictpay.Decimal { return order.Amount })
		if err != nil {
			return q, err
		}
		q.Amount = sum
		return q, devs.Err()
	case "confirmBatchPayment":
		var body rozetkapayapi.ConfirmBatchPaymentRequest
		devs := jsonread.ReadInto(sending.Body, &body)
		q.Reference, q.Currency = batchReference(body.BatchExternalID), body.Currency
		return q, devs.Err()
	}
	var body rozetkapayapi.CancelBatchPaymentRequest
	devs := jsonread.ReadInto(sending.Body, &body)
	q.Reference = batchReference(body.BatchExternalID)
	return q, devs.Err()
}

// batchAnswered is what the call's own answer says: it is done where it did something to an order, and refused where
// every order failed.
func batchAnswered(batch *rozetkapayapi.BatchPaymentOperationResult) strictpay.Standing {
	s := strictpay.Standing{Progress: strictpay.ProgressPending, Pace: paymentPace()}
	for _, order := range batch.OrderDetails {
		if order.Status == nil || !order.Status.Final() {
			return s
		}
	}
	switch failed := BatchFailures(batch); {
	case len(batch.OrderDetails) == 0:
	case len(failed) < len(batch.OrderDetails):
		s.Progress = strictpay.ProgressDone
	default:
		s.Progress, s.Status = strictpay.ProgressRefused, string(*failed[0].Status)
		if failed[0].StatusCode != nil {
			s.Code = string(*failed[0].StatusCode)
		}
	}
	return s
}
