package koshelek

import (
	"context"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// ErrRepeatCheckout is returned by [Client.Resolve] for a checkout: its answer would have brought the id to ask with.
// The documented way is to repeat it with the same RequestID, which is StatusQuery.Key of the error: the repeat is
// answered as the first was.
var ErrRepeatCheckout = errors.New("koshelek: repeat Checkout with the same RequestID; it is answered as the first was")

// A Resolution is what asking found out about a call whose outcome was unknown. State is the payment now, nil where
// Koshelek knows none.
type Resolution struct {
	Finding strictpay.Finding
	State   *koshelekapi.TransactionState
}

// Resolve asks what became of a cancellation or refund whose outcome is unknown. What became of a refund shows only in
// the difference to the state before it: give that as before; without it the answer is unclear. An error means that
// asking failed, so that the outcome is as unknown as it was.
func (c *Client) Resolve(ctx context.Context, err error, before ...*koshelekapi.TransactionState) (*Resolution, error) {
	unknown, err := ask.Unknown(koshelekapi.Name, err)
	if err != nil {
		return nil, err
	}
	transactionID, ok := unknown.StatusQuery.Get("transactionId")
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrRepeatCheckout, unknown.StatusQuery.Key)
	}
	state, err := c.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{TransactionID: &transactionID})
	switch {
	case errors.Is(err, ErrNotFound) || err == nil && state.Status == koshelekapi.TransactionStatusEmpty:
		return &Resolution{Finding: strictpay.NotSeen}, nil
	case err != nil:
		return nil, err
	}
	var was *koshelekapi.TransactionState
	if len(before) > 0 {
		was = before[0]
	}
	return &Resolution{Finding: findingOf(unknown.Operation, was, state), State: state}, nil
}

func findingOf(operation string, before, now *koshelekapi.TransactionState) strictpay.Finding {
	switch operation {
	case "cancelTransaction":
		return ask.If(now.Status == koshelekapi.TransactionStatusCanceled)
	case "refundTransaction":
		switch {
		case before == nil:
			return strictpay.Unclear
		case refundStep(now.Status) > refundStep(before.Status) || otherRefund(before, now):
			return strictpay.CarriedOut
		case now.Status == koshelekapi.TransactionStatusAccepted &&
			before.Status == koshelekapi.TransactionStatusAccepted:
			return strictpay.NotSeen
		}
	}
	return strictpay.Unclear // one partial refund more does not show in the status
}

// refundStep is how far the refunding of a payment has come.
func refundStep(s koshelekapi.TransactionStatus) int {
	switch s {
	case koshelekapi.TransactionStatusRefunding:
		return 1
	case koshelekapi.TransactionStatusPartialRefunded:
		return 2
	case koshelekapi.TransactionStatusRefunded:
		return 3
	}
	return 0
}

// otherRefund reports whether the state names another refund than before.
func otherRefund(before, now *koshelekapi.TransactionState) bool {
	return now.RefTransactionID != nil &&
		(before.RefTransactionID == nil || *before.RefTransactionID != *now.RefTransactionID)
}
