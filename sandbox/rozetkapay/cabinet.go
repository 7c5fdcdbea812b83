package rozetkapayfake

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// What the merchant does in the provider's cabinet. Its callbacks go out like those of the API's own operations.

// Confirm confirms a signed order in the cabinet.
func (x *Server) Confirm(externalID string) error {
	return x.inCabinet(externalID, func(o *orderState) *refusal {
		_, refused := x.confirm(o, new(rozetkapayapi.ConfirmPayPartsRequest))
		return refused
	})
}

// Cancel cancels an order in the cabinet.
func (x *Server) Cancel(externalID string) error {
	return x.inCabinet(externalID, func(o *orderState) *refusal {
		_, refused := x.cancel(o, new(rozetkapayapi.CancelPayPartsRequest))
		return refused
	})
}

// Refund refunds an order in the cabinet. An amount that is not set is all that is left.
func (x *Server) Refund(externalID string, amount strictpay.Decimal) error {
	return x.inCabinet(externalID, func(o *orderState) *refusal {
		body := new(rozetkapayapi.RefundPPayRequest)
		if amount.IsSet() {
			body.Amount = &amount
		}
		_, refused := x.refund(o, body)
		return refused
	})
}

func (x *Server) inCabinet(externalID string, do func(*orderState) *refusal) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return fake.ErrNotFound
	}
	if do(o) != nil {
		return fake.ErrState
	}
	return nil
}
