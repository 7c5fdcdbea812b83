package rozetkapay

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// A PaymentResolution is what asking found out about a card payment's call whose outcome was unknown. Payment is the
// payment now, nil where the provider knows none; one whose page nobody has paid on is not known either.
type PaymentResolution struct {
	Finding strictpay.Finding
	Payment *rozetkapayapi.PaymentStatusResult
}

// ResolvePayment asks what became of a card payment's call whose outcome is unknown. Confirmations, cancellations and
// refunds may be partial and so happen more than once: what became of them shows only in the difference to the payment
// before; give that as before; without it the answer is unclear. Of a payment that also shows whether a second attempt
// under the same external_id is another one. An error means that asking failed, so that the outcome is as unknown as it
// was.
func (c *Client) ResolvePayment(
	ctx context.Context, err error, before ...*rozetkapayapi.PaymentStatusResult,
) (*PaymentResolution, error) {
	unknown, err := unknownOf(err, "paymentInfo")
	if err != nil {
		return nil, err
	}
	externalID, _ := unknown.StatusQuery.Get("external_id")
	payment, err := c.PaymentInfo(ctx, externalID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &PaymentResolution{Finding: absent(unknown.Operation)}, nil
	case err != nil:
		return nil, err
	}
	var was *rozetkapayapi.PaymentStatusResult
	if len(before) > 0 {
		was = before[0]
	}
	return &PaymentResolution{Finding: tellsPayment(unknown.Operation, was, payment), Payment: payment}, nil
}

func tellsPayment(operation string, before, now *rozetkapayapi.PaymentStatusResult) strictpay.Finding {
	was := new(rozetkapayapi.PaymentStatusResult)
	if before != nil {
		was = before
	}
	any := func(*rozetkapayapi.TransactionDetails) bool { return true }
	switch operation {
	case "createPayment", "createRecurrentPayment":
		if before == nil && len(now.PurchaseDetails) > 0 {
			return strictpay.CarriedOut
		}
		return ask.More(before != nil, len(was.PurchaseDetails), len(now.PurchaseDetails))
	case "confirmPayment":
		return ask.More(before != nil, len(was.ConfirmationDetails), len(now.ConfirmationDetails))
	case "cancelPayment":
		return ask.More(before != nil, len(was.CancellationDetails), len(now.CancellationDetails))
	case "refundPayment":
		return ask.More(before != nil, refundsOf(was, any), refundsOf(now, any))
	case "cancelRefund":
		return ask.More(before != nil, refundsOf(was, paymentGivenUp), refundsOf(now, paymentGivenUp))
	case "retryRefund":
		// The provider tries again by itself as well, so a refund that is still pending says nothing of the call.
		if before != nil && refundsOf(now, paymentEnded) > refundsOf(was, paymentEnded) {
			return strictpay.CarriedOut
		}
	}
	return strictpay.Unclear
}

func refundsOf(payment *rozetkapayapi.PaymentStatusResult, which func(*rozetkapayapi.TransactionDetails) bool) int {
	n := 0
	for i := range payment.RefundDetails {
		if which(&payment.RefundDetails[i]) {
			n++
		}
	}
	return n
}

func paymentEnded(d *rozetkapayapi.TransactionDetails) bool {
	return d.Status != nil && d.Status.Final()
}

func paymentGivenUp(d *rozetkapayapi.TransactionDetails) bool {
	return d.StatusCode != nil && *d.StatusCode == rozetkapayapi.ResponseCodeRefundIsCancelledByInitiator
}
