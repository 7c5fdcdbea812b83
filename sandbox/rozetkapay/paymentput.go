package rozetkapayfake

import (
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// PutCardPayment adds a card payment, or replaces the one with its external_id, on the account of Login. It is answered
// as it was given until something happens to it; then its amounts and flags follow from its operations. callbackURL may
// be empty.
func (x *Server) PutCardPayment(payment rozetkapayapi.PaymentStatusResult, callbackURL string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := clonePayment(&payment)
	p := &paymentState{
		account: x.Login, put: copied, created: now(), id: valueOf(copied.ID), card: x.tokenize(CardSuccess),
		request: rozetkapayapi.CreatePaymentRequest{
			ExternalID: valueOf(copied.ExternalID), UnifiedExternalID: copied.UnifiedExternalID,
			Amount: valueOf(copied.Amount), Currency: valueOf(copied.Currency), Mode: rozetkapayapi.PaymentModeDirect,
		},
	}
	if callbackURL != "" {
		p.request.CallbackURL = &callbackURL
	}
	for _, put := range []struct {
		kind rozetkapayapi.OperationType
		list []rozetkapayapi.TransactionDetails
	}{
		{kindPayment, copied.PurchaseDetails}, {kindConfirm, copied.ConfirmationDetails},
		{kindCancel, copied.CancellationDetails}, {kindRefund, copied.RefundDetails},
	} {
		for _, details := range put.list {
			p.add(&entry{operation: put.kind, details: details, callbackURL: callbackURL})
		}
	}
	if last := p.attempt(); last != nil {
		last.action = copied.Action
	}
	x.payments[p.request.ExternalID] = p
}

// GetCardPayment gives a card payment as PaymentInfo reports it, whatever account it is booked on; false if there is
// none.
func (x *Server) GetCardPayment(externalID string) (rozetkapayapi.PaymentStatusResult, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[externalID]
	if p == nil {
		return rozetkapayapi.PaymentStatusResult{}, false
	}
	return *clonePayment(p.info(x.URL)), true
}

// clonePayment shares nothing with the original. Whatever a model writes, it reads again.
func clonePayment(v *rozetkapayapi.PaymentStatusResult) *rozetkapayapi.PaymentStatusResult {
	copied := new(rozetkapayapi.PaymentStatusResult)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}
