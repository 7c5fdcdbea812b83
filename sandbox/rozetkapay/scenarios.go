package rozetkapayfake

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// waiting runs a scenario on an order whose creation is pending.
func (x *Server) waiting(externalID string, do func(*orderState, *operationState)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return fake.ErrNotFound
	}
	if !o.unsigned() {
		return fake.ErrState
	}
	do(o, o.creation())
	return nil
}

// unsigned reports whether an order waits for its customer.
func (o *orderState) unsigned() bool {
	attempt := o.creation()
	return attempt != nil && attempt.is(methodCreate, statusPending)
}

// CustomerSigns does what the customer does on the page or in the bank's application. A test phone that is rejected,
// and bank rozetkapay without products, fail here.
func (x *Server) CustomerSigns(externalID string) error {
	return x.waiting(externalID, x.sign)
}

// CustomerCancels lets the customer refuse: the order fails with transaction_is_canceled_by_payer.
func (x *Server) CustomerCancels(externalID string) error {
	return x.Decline(externalID, rozetkapayapi.StatusCodeTransactionIsCanceledByPayer)
}

// Decline lets an order that waits for the signature fail with a code, such as order_expired or transaction_declined.
func (x *Server) Decline(externalID string, code rozetkapayapi.StatusCode) error {
	return x.waiting(externalID, func(o *orderState, op *operationState) {
		x.set(o, op, statusFailure, code)
	})
}

// RetryRefunds is the system trying the pending refunds of an order again by itself; what the balance does not cover
// stays pending.
func (x *Server) RetryRefunds(externalID string) error {
	return x.refunds(externalID, func(o *orderState, op *operationState) { x.pay(o, op) })
}

// GiveUpRefunds is the system giving up the pending refunds of an order: they fail with refund_is_cancelled_by_system.
func (x *Server) GiveUpRefunds(externalID string) error {
	return x.refunds(externalID, func(o *orderState, op *operationState) {
		x.set(o, op, statusFailure, rozetkapayapi.StatusCodeRefundIsCancelledBySystem)
	})
}

func (x *Server) refunds(externalID string, do func(*orderState, *operationState)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return fake.ErrNotFound
	}
	list := slices.Clone(o.all(methodRefund, statusPending).list) // which what is done shortens
	if len(list) == 0 {
		return fake.ErrState
	}
	for _, op := range list {
		do(o, op)
	}
	return nil
}

// Refuse answers every call about an order with an HTTP error and does nothing; status 0 ends that. The list of banks
// is refused under the empty identifier.
func (x *Server) Refuse(externalID string, status int, code rozetkapayapi.ResponseCode) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.refusals, externalID)
	if status != 0 {
		x.refusals[externalID] = *newRefusal(status, code, "")
	}
}

// asked is the refusal that Refuse asked for. The lock is held.
func (x *Server) asked(externalID string) *refusal {
	if r, ok := x.refusals[externalID]; ok {
		return &r
	}
	return nil
}

// The two pages beside the API: where the customer signs, and one that takes the callbacks of seeded orders.
const (
	pagePath = "/page/"
	sinkPath = "/callbacks"
)

// pageAction sends the payer to the page of the operation, card or subscription with an id.
func (x *Server) pageAction(id string) *rozetkapayapi.UserAction {
	return &rozetkapayapi.UserAction{
		Type: new(rozetkapayapi.ActionTypeURL), Value: new(x.URL + pagePath + id),
	}
}

const pageHTML = `<!DOCTYPE html><html><body><h1>Sandbox bank</h1><form method="post"><button>Go on</button></form>` +
	`</body></html>`

// showPage is the page behind action.value; what is done there signs an order, pays or passes 3-D Secure.
func (x *Server) showPage(w http.ResponseWriter, r *http.Request) {
	if _, ok := x.pageOrder(r); !ok && !x.usePage(r.PathValue("operation"), false) {
		fake.Answer(w, http.StatusNotFound, "text/plain; charset=utf-8", []byte("nothing to sign here\n"))
		return
	}
	fake.Answer(w, http.StatusOK, "text/html; charset=utf-8", []byte(pageHTML))
}

func (x *Server) submitPage(w http.ResponseWriter, r *http.Request) {
	externalID, ok := x.pageOrder(r)
	if ok && x.CustomerSigns(externalID) != nil || !ok && !x.usePage(r.PathValue("operation"), true) {
		fake.Answer(w, http.StatusNotFound, "text/plain; charset=utf-8", []byte("nothing to sign here\n"))
		return
	}
	fake.Answer(w, http.StatusOK, "text/plain; charset=utf-8", fmt.Appendln(nil, "done"))
}

// pageOrder finds the order whose creation waits on this page.
func (x *Server) pageOrder(r *http.Request) (string, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for externalID, o := range x.orders {
		if op := o.creation(); op != nil && op.action != nil && op.details.OperationID != nil &&
			*op.details.OperationID == r.PathValue("operation") {
			return externalID, true
		}
	}
	return "", false
}
