package rozetkapayfake

import (
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// PutOrder adds an order, or replaces the one with its external_id, on the account of Login. It is answered as it was
// given until something happens to it; then its amounts and flags follow from its operations. callbackURL may be empty.
func (x *Server) PutOrder(order rozetkapayapi.PayPartsOrder, callbackURL string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := clone(&order)
	o := &orderState{account: x.Login, put: copied, created: now(), request: rozetkapayapi.CreatePayPartsOrder{
		ExternalID: valueOf(copied.ExternalID), UnifiedExternalID: copied.UnifiedExternalID,
		Amount:   valueOf(copied.Amount),
		Currency: valueOf(copied.Currency),
	}}
	if copied.CreatedAt != nil {
		o.created = *copied.CreatedAt
	}
	if callbackURL != "" {
		o.request.CallbackURL = &callbackURL
	}
	if c := copied.Customer; c != nil {
		o.request.Customer = rozetkapayapi.PayPartsCustomer{
			FirstName: valueOf(c.FirstName), LastName: valueOf(c.LastName), Email: c.Email, Phone: c.Phone,
		}
	}
	if d := copied.PurchaseDetails; d != nil {
		o.request.BankName, o.request.Payload = valueOf(d.BankName), d.Payload
		o.putOperations(methodCreate, []rozetkapayapi.PayPartsOperationDetails{*d}, copied.Action)
	}
	o.putOperations(methodConfirm, copied.ConfirmationDetails, nil)
	o.putOperations(methodRefund, copied.RefundDetails, nil)
	o.putOperations(methodCancel, copied.CancellationDetails, nil)
	x.orders[o.request.ExternalID] = o
}

// putOperations takes over the operations of one method.
func (o *orderState) putOperations(
	method rozetkapayapi.PayPartsOperationType, list []rozetkapayapi.PayPartsOperationDetails,
	action *rozetkapayapi.UserAction,
) {
	for _, details := range list {
		details.Method = &method
		o.operations.add(&operationState{
			details: details, callbackURL: valueOf(o.request.CallbackURL), action: action,
		})
	}
}

// GetOrder gives an order as PayPartsRequestInfo reports it, whatever account it is booked on; false if there is none.
func (x *Server) GetOrder(externalID string) (rozetkapayapi.PayPartsOrder, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return rozetkapayapi.PayPartsOrder{}, false
	}
	return *clone(o.info()), true
}

// Account is the login that an order, a payment or a payout is booked on, Login or ChildLogin; "" for an unknown one.
func (x *Server) Account(externalID string) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if o := x.orders[externalID]; o != nil {
		return o.account
	}
	if p := x.payments[externalID]; p != nil {
		return p.account
	}
	if p := x.inStore[externalID]; p != nil {
		return p.account
	}
	if i := x.instructionOf(externalID); i != nil {
		return i.account
	}
	if a := x.alternatives[externalID]; a != nil {
		return a.account
	}
	if p := x.payouts[externalID]; p != nil {
		return p.account
	}
	if b := x.batches[externalID]; b != nil {
		return b.account
	}
	if s := x.subscriptions[externalID]; s != nil {
		return s.account
	}
	return ""
}

// clone shares nothing with the original. Whatever a model writes, it reads again.
func clone(v *rozetkapayapi.PayPartsOrder) *rozetkapayapi.PayPartsOrder {
	copied := new(rozetkapayapi.PayPartsOrder)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}

func valueOf[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
