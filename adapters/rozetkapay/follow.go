package rozetkapay

import (
	"context"
	"slices"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// FollowOrder asks for an order until [OrderFinal]. No document says how often to ask; the intervals in the
// specification are our choice. An order that is not final when it returns ran out of time: it waits for the customer,
// the bank, or the merchant's confirmation.
func (c *Client) FollowOrder(ctx context.Context, externalID string) (*rozetkapayapi.PayPartsOrder, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation("payPartsRequestInfo").Polling,
		func(ctx context.Context) (*rozetkapayapi.PayPartsOrder, error) {
			return c.PayPartsRequestInfo(ctx, externalID)
		}, OrderFinal)
}

// FollowOperation asks for one operation of an order until [OperationFinal].
func (c *Client) FollowOperation(ctx context.Context, externalID,
	operationID string) (*rozetkapayapi.PayPartsOperationResult, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation("payPartsOperationInfo").Polling,
		func(ctx context.Context) (*rozetkapayapi.PayPartsOperationResult, error) {
			return c.PayPartsOperationInfo(ctx, externalID, operationID)
		}, OperationFinal)
}

// OperationFinal reports whether nothing more is expected of anyone: the status is final, and its code does not wait
// for a confirmation.
func OperationFinal(operation *rozetkapayapi.PayPartsOperationResult) bool {
	return operation != nil && detailsFinal(operation.Details)
}

func detailsFinal(d *rozetkapayapi.PayPartsOperationDetails) bool {
	if d == nil || d.Status != nil && !d.Status.Final() {
		return false
	}
	if d.StatusCode != nil && d.StatusCode.Valid() {
		return d.StatusCode.Final()
	}
	return d.Status != nil
}

// OrderFinal reports whether nothing more is expected of anyone: no operation is under way, and the order was
// declined, cancelled or confirmed, or needed no confirmation.
func OrderFinal(order *rozetkapayapi.PayPartsOrder) bool {
	if order == nil {
		return false
	}
	later := slices.Concat(order.ConfirmationDetails, order.CancellationDetails, order.RefundDetails)
	for i := range later {
		if !detailsFinal(&later[i]) {
			return false
		}
	}
	return isTrue(order.Confirmed) || isTrue(order.Canceled) || detailsFinal(order.PurchaseDetails)
}

// FollowPayment asks for a card payment until [PaymentFinal]. A payment whose page nobody has paid on is unknown to the
// provider, so that asking ends with [ErrNotFound]; begin when a callback came.
func (c *Client) FollowPayment(ctx context.Context, externalID string) (*rozetkapayapi.PaymentStatusResult, error) {
	return ask.Follow(ctx, *rozetkapayapi.API.Operation("paymentInfo").Polling,
		func(ctx context.Context) (*rozetkapayapi.PaymentStatusResult, error) {
			return c.PaymentInfo(ctx, externalID)
		}, PaymentFinal)
}

// PaymentFinal reports whether nothing more is expected of anyone: no operation is under way, and the payment failed,
// or took its money, or released it.
func PaymentFinal(payment *rozetkapayapi.PaymentStatusResult) bool {
	if payment == nil || len(payment.PurchaseDetails) == 0 {
		return false
	}
	held := false
	for _, d := range slices.Concat(
		payment.PurchaseDetails, payment.ConfirmationDetails, payment.CancellationDetails, payment.RefundDetails,
	) {
		if d.Status == nil || !d.Status.Final() {
			return false
		}
		held = held || d.Status.Succeeded() && d.StatusCode != nil && waits(*d.StatusCode)
	}
	return !held || isTrue(payment.Confirmed) || isTrue(payment.Canceled)
}

// waits are the codes of a success that the merchant has to confirm or cancel.
func waits(code rozetkapayapi.ResponseCode) bool {
	return code == rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked ||
		code == rozetkapayapi.ResponseCodeConfirmationRequired || code == rozetkapayapi.ResponseCodeConfirmRequired
}

func isTrue(b *bool) bool { return b != nil && *b }
