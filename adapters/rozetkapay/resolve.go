package rozetkapay

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// ErrOtherKind is returned for an unknown outcome of another kind of payment than is asked about.
var ErrOtherKind = errors.New("rozetkapay: the outcome is that of another kind of payment; Resolve asks about orders " +
	"in parts, ResolvePayment about card payments, ResolveAlternativePayment about alternative ones, " +
	"ResolveInStorePayment about those at terminals, " +
	"ResolvePayout about payouts, ResolveBatch about batches, ResolveSubscription about subscriptions")

// A Resolution is what asking found out about a call whose outcome was unknown. Order is the order now, nil where the
// provider knows none.
type Resolution struct {
	Finding strictpay.Finding
	Order   *rozetkapayapi.PayPartsOrder
}

// Resolve asks what became of a PayParts call whose outcome is unknown. What became of a refund, of its retry or of its
// cancellation shows only in the difference to the order before it: give that as before; without it the answer is
// unclear. An error means that asking failed, so that the outcome is as unknown as it was.
func (c *Client) Resolve(ctx context.Context, err error, before ...*rozetkapayapi.PayPartsOrder) (*Resolution, error) {
	unknown, err := unknownOf(err, "payPartsRequestInfo")
	if err != nil {
		return nil, err
	}
	externalID, _ := unknown.StatusQuery.Get("external_id")
	order, err := c.PayPartsRequestInfo(ctx, externalID)
	switch {
	case errors.Is(err, ErrNotFound):
		return &Resolution{Finding: absent(unknown.Operation)}, nil
	case err != nil:
		return nil, err
	}
	var was *rozetkapayapi.PayPartsOrder
	if len(before) > 0 {
		was = before[0]
	}
	return &Resolution{Finding: findingOf(unknown.Operation, was, order), Order: order}, nil
}

// unknownOf finds the unknown outcome in an error, of a call that is asked about with an operation.
func unknownOf(err error, question string) (*strictpay.OutcomeUnknown, error) {
	unknown, err := ask.Unknown(rozetkapayapi.Name, err)
	if err != nil {
		return nil, err
	}
	if unknown.StatusQuery.Operation != question {
		return nil, ErrOtherKind
	}
	return unknown, nil
}

// absent is what it tells that the provider knows nothing under an identifier: a call that makes it was not seen. What
// the others are about was there before them, so that its absence is no word on them.
func absent(operation string) strictpay.Finding {
	switch operation {
	case "payPartsCreateOrder", "createPayment", "createRecurrentPayment", "createAlternativePayment",
		"createInStorePayment", "createPayout":
		return strictpay.NotSeen
	}
	return strictpay.Unclear
}

func findingOf(operation string, before, now *rozetkapayapi.PayPartsOrder) strictpay.Finding {
	switch operation {
	case "payPartsCreateOrder":
		return strictpay.CarriedOut
	case "payPartsConfirmOrder":
		return ask.If(isTrue(now.Confirmed) || len(now.ConfirmationDetails) > 0)
	case "payPartsCancelOrder":
		return ask.If(isTrue(now.Canceled) || len(now.CancellationDetails) > 0)
	case "payPartsRefund":
		return ask.More(before != nil, refunds(before, anyRefund), refunds(now, anyRefund))
	case "payPartsCancelRefund":
		return ask.More(before != nil, refunds(before, givenUp), refunds(now, givenUp))
	case "payPartsRetryRefund":
		// The provider tries again by itself as well, so a refund that is still pending says nothing of the call.
		if before != nil && refunds(now, ended) > refunds(before, ended) {
			return strictpay.CarriedOut
		}
	}
	return strictpay.Unclear
}

func refunds(order *rozetkapayapi.PayPartsOrder, which func(*rozetkapayapi.PayPartsOperationDetails) bool) int {
	n := 0
	if order != nil {
		for i := range order.RefundDetails {
			if which(&order.RefundDetails[i]) {
				n++
			}
		}
	}
	return n
}

func anyRefund(*rozetkapayapi.PayPartsOperationDetails) bool { return true }

func ended(d *rozetkapayapi.PayPartsOperationDetails) bool { return detailsFinal(d) }

func givenUp(d *rozetkapayapi.PayPartsOperationDetails) bool {
	return d.StatusCode != nil && *d.StatusCode == rozetkapayapi.StatusCodeRefundIsCancelledByInitiator
}
