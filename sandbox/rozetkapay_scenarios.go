package sandbox

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// ErrRozetkaPayState is returned by the scenarios of the fake for an order that is unknown or does not wait for that.
var ErrRozetkaPayState = errors.New("sandbox: no such order, or it does not wait for that")

// waiting runs a scenario on an order whose creation is pending.
func (x *RozetkaPay) waiting(externalID string, do func(*rozetkapayOrder, *rozetkapayOperation)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil || o.creation() == nil || !o.creation().is(rozetkapayCreate, rozetkapayPending) {
		return ErrRozetkaPayState
	}
	do(o, o.creation())
	return nil
}

// CustomerSigns does what the customer does on the page or in the bank's application. A test phone that is rejected, and bank rozetkapay without products, fail here.
func (x *RozetkaPay) CustomerSigns(externalID string) error {
	return x.waiting(externalID, x.sign)
}

// CustomerCancels lets the customer refuse: the order fails with transaction_is_canceled_by_payer.
func (x *RozetkaPay) CustomerCancels(externalID string) error {
	return x.Decline(externalID, rozetkapayapi.StatusCodeTransactionIsCanceledByPayer)
}

// Decline lets an order that waits for the signature fail with a code, such as order_expired or transaction_declined.
func (x *RozetkaPay) Decline(externalID string, code rozetkapayapi.StatusCode) error {
	return x.waiting(externalID, func(o *rozetkapayOrder, op *rozetkapayOperation) {
		x.set(o, op, rozetkapayFailure, code)
	})
}

// RetryRefunds is the system trying the pending refunds of an order again by itself; what the balance does not cover stays pending.
func (x *RozetkaPay) RetryRefunds(externalID string) error {
	return x.refunds(externalID, func(o *rozetkapayOrder, op *rozetkapayOperation) { x.pay(o, op) })
}

// GiveUpRefunds is the system giving up the pending refunds of an order: they fail with refund_is_cancelled_by_system.
func (x *RozetkaPay) GiveUpRefunds(externalID string) error {
	return x.refunds(externalID, func(o *rozetkapayOrder, op *rozetkapayOperation) {
		x.set(o, op, rozetkapayFailure, rozetkapayapi.StatusCodeRefundIsCancelledBySystem)
	})
}

func (x *RozetkaPay) refunds(externalID string, do func(*rozetkapayOrder, *rozetkapayOperation)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		return ErrRozetkaPayState
	}
	list := o.all(rozetkapayRefund, rozetkapayPending)
	if len(list) == 0 {
		return ErrRozetkaPayState
	}
	for _, op := range list {
		do(o, op)
	}
	return nil
}

// Refuse answers every call about an order with an HTTP error and does nothing; status 0 ends that. The list of banks is refused under the empty identifier.
func (x *RozetkaPay) Refuse(externalID string, status int, code rozetkapayapi.ResponseCode) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.refusals, externalID)
	if status != 0 {
		x.refusals[externalID] = rozetkapayRefusal{status, code, ""}
	}
}

// asked is the refusal that Refuse asked for. The lock is held.
func (x *RozetkaPay) asked(externalID string) *rozetkapayRefusal {
	if r, ok := x.refusals[externalID]; ok {
		return &r
	}
	return nil
}

// CutNext cuts the connection in the middle of the next answer about an order. What the call does is done: the outcome is there to be asked for.
func (x *RozetkaPay) CutNext(externalID string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cuts[externalID] = true
}

// RozetkaPayBooks are what an order has moved, in main units.
type RozetkaPayBooks struct {
	Charged, Refunded, Canceled strictpay.Decimal
	Charges, Refunds, Cancels   int // how often
}

// Books tells what an order has moved; an unknown one nothing.
func (x *RozetkaPay) Books(externalID string) RozetkaPayBooks {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		o = new(rozetkapayOrder)
	}
	charges := o.captures()
	refunds := o.all(rozetkapayRefund, rozetkapaySuccess)
	cancels := o.all(rozetkapayCancel, rozetkapaySuccess)
	return RozetkaPayBooks{
		Charged: rozetkapaySum(charges), Refunded: rozetkapaySum(refunds), Canceled: rozetkapaySum(cancels),
		Charges: len(charges), Refunds: len(refunds), Cancels: len(cancels),
	}
}

// The two pages beside the API: where the customer signs, and one that takes the callbacks of seeded orders.
const (
	rozetkapayPage = "/page/"
	rozetkapaySink = "/callbacks"
)

const rozetkapayForm = `<!DOCTYPE html><html><body><h1>Sandbox bank</h1><form method="post"><button>Sign</button></form></body></html>`

// showPage is the page behind action.value; what is done there does CustomerSigns.
func (x *RozetkaPay) showPage(w http.ResponseWriter, r *http.Request) {
	if _, ok := x.pageOrder(r); !ok {
		answer(w, http.StatusNotFound, "text/plain; charset=utf-8", []byte("nothing to sign here\n"))
		return
	}
	answer(w, http.StatusOK, "text/html; charset=utf-8", []byte(rozetkapayForm))
}

func (x *RozetkaPay) submitPage(w http.ResponseWriter, r *http.Request) {
	externalID, ok := x.pageOrder(r)
	if !ok || x.CustomerSigns(externalID) != nil {
		answer(w, http.StatusNotFound, "text/plain; charset=utf-8", []byte("nothing to sign here\n"))
		return
	}
	answer(w, http.StatusOK, "text/plain; charset=utf-8", fmt.Appendln(nil, "done"))
}

// pageOrder finds the order whose creation waits on this page.
func (x *RozetkaPay) pageOrder(r *http.Request) (string, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for externalID, o := range x.orders {
		if op := o.creation(); op != nil && op.action != nil && op.details.OperationID != nil && *op.details.OperationID == r.PathValue("operation") {
			return externalID, true
		}
	}
	return "", false
}
