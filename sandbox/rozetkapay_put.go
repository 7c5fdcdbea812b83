package sandbox

import (
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// PutOrder puts an order in, or in place of the one with its external_id, on the account of Login. It is answered as it was given until something happens to it;
// then its amounts and flags follow from its operations. callbackURL may be empty.
func (x *RozetkaPay) PutOrder(order rozetkapayapi.PayPartsOperationsResult, callbackURL string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := rozetkapayCopy(&order)
	o := &rozetkapayOrder{account: x.Login, put: copied, created: rozetkapayNow(), request: rozetkapayapi.CreatePayPartsOrder{
		ExternalID: rozetkapayValue(copied.ExternalID), UnifiedExternalID: copied.UnifiedExternalID, Amount: rozetkapayValue(copied.Amount), Currency: rozetkapayValue(copied.Currency),
	}}
	if copied.CreatedAt != nil {
		o.created = *copied.CreatedAt
	}
	if callbackURL != "" {
		o.request.CallbackURL = &callbackURL
	}
	if c := copied.Customer; c != nil {
		o.request.Customer = rozetkapayapi.PayPartsCustomer{FirstName: rozetkapayValue(c.FirstName), LastName: rozetkapayValue(c.LastName), Email: c.Email, Phone: c.Phone}
	}
	if d := copied.PurchaseDetails; d != nil {
		o.request.BankName, o.request.Payload = rozetkapayValue(d.BankName), d.Payload
		o.putOperations(rozetkapayCreate, []rozetkapayapi.PayPartsOperationDetails{*d}, copied.Action)
	}
	o.putOperations(rozetkapayConfirm, copied.ConfirmationDetails, nil)
	o.putOperations(rozetkapayRefund, copied.RefundDetails, nil)
	o.putOperations(rozetkapayCancel, copied.CancellationDetails, nil)
	x.orders[o.request.ExternalID] = o
}

// putOperations takes over the operations of one method.
func (o *rozetkapayOrder) putOperations(method rozetkapayapi.PayPartsOperationType, list []rozetkapayapi.PayPartsOperationDetails, action *rozetkapayapi.UserAction) {
	for _, details := range list {
		details.Method = &method
		o.operations = append(o.operations, &rozetkapayOperation{details: details, callbackURL: rozetkapayValue(o.request.CallbackURL), action: action})
	}
}

// Order gives an order as PayPartsRequestInfo tells it, whatever account it is booked on; false if there is none.
func (x *RozetkaPay) Order(externalID string) (rozetkapayapi.PayPartsOperationsResult, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return rozetkapayapi.PayPartsOperationsResult{}, false
	}
	return *rozetkapayCopy(o.info()), true
}

// Account is the login that an order is booked on, Login or ChildLogin; "" for an unknown order.
func (x *RozetkaPay) Account(externalID string) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if o := x.orders[externalID]; o != nil {
		return o.account
	}
	return ""
}

// rozetkapayCopy shares nothing with the original. Whatever a model writes, it reads again.
func rozetkapayCopy(v *rozetkapayapi.PayPartsOperationsResult) *rozetkapayapi.PayPartsOperationsResult {
	copied := new(rozetkapayapi.PayPartsOperationsResult)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}

func rozetkapayValue[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
