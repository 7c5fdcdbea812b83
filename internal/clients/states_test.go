package clients_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

type state interface {
	comparable
	Valid() bool
	Final() bool
	Succeeded() bool
	Pending() bool
}

// states wants final and succeeded of every listed value; pending is what is listed and not final, and another value
// answers no to all.
func states[T state](t *testing.T, values []T, other T, final, succeeded []T) {
	t.Helper()
	for _, v := range values {
		want := [3]bool{slices.Contains(final, v), slices.Contains(succeeded, v), !slices.Contains(final, v)}
		if got := [3]bool{v.Final(), v.Succeeded(), v.Pending()}; got != want {
			t.Errorf("%T %v: final, succeeded, pending %v, want %v", v, v, got, want)
		}
	}
	for _, v := range slices.Concat(final, succeeded) {
		if !v.Valid() {
			t.Errorf("%T %v is not listed", v, v)
		}
	}
	if other.Valid() || other.Final() || other.Succeeded() || other.Pending() {
		t.Errorf("%T %v: a value that is not listed answers no to all", other, other)
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	type order = vertexapi.OrderStatus
	states(t, vertexapi.OrderStatusValues(), "new",
		[]order{"completed", "failed", "rejected", "canceled", "cancelled", "refunded",
			"partially_refunded"}, []order{"completed", "partially_refunded"})
	type payment = vertexapi.PaymentState
	states(t, vertexapi.PaymentStateValues(), "new",
		[]payment{"completed", "cancelled", "failed", "refunded", "partially_refunded"}, []payment{"completed",
			"partially_refunded"})
	// A payout that failed for want of a result can still come to one.
	type payout = vertexapi.PayoutStatus
	states(t, vertexapi.PayoutStatusValues(), "new", []payout{"completed", "rejected", "canceled", "cancelled"},
		[]payout{"completed"})
	type transaction = koshelekapi.TransactionStatus
	states(t, koshelekapi.TransactionStatusValues(), "on_hold",
		[]transaction{"rejected", "accepted", "canceled", "refunded", "partial_refunded"}, []transaction{"accepted",
			"partial_refunded"})
	type ref = koshelekapi.RefStatus
	states(t, koshelekapi.RefStatusValues(), "", []ref{"rejected", "accepted"}, []ref{"accepted"})
	states(t, xpaymentsapi.PaymentStatusValues(), 7, []xpaymentsapi.PaymentStatus{3, 4, 5, 6},
		[]xpaymentsapi.PaymentStatus{4, 6})
	states(t, xpaymentsapi.OperationStatusValues(), 3, []xpaymentsapi.OperationStatus{0, 1, 2},
		[]xpaymentsapi.OperationStatus{1, 2})
	type operation = rozetkapayapi.OperationStatus
	states(t, rozetkapayapi.OperationStatusValues(), "new", []operation{"success", "failure"}, []operation{"success"})
	type fiscal = rozetkapayapi.FiscalizationStatus
	states(t, rozetkapayapi.FiscalizationStatusValues(), "success", []fiscal{"Success", "Failed"}, []fiscal{"Success"})
}

// The document groups the codes of RozetkaPay: success has succeeded, pending is pending, and a signed contract waits
// for its confirmation. Of the codes without a group none has succeeded, and only what waits for somebody by its name
// is pending.
func TestStatesOfRozetkaPayCodes(t *testing.T) {
	t.Parallel()
	groups := map[string]string{}
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		groups[row.Code] = row.Group
	}
	waits := []string{"contract_was_signed_on_client_side", "waiting_for_verification", "waiting_for_complete",
		"confirm_required", "cvv_is_required",
		"3ds_required", "sender_info_required", "missed_payout_method_data", "pin_data_required",
		"card_verification_required",
		"additional_information_is_pending", "anti_fraud_check", "transaction_created", "refund_pending",
		"amount_was_successfully_blocked"}
	for _, code := range rozetkapayapi.StatusCodeValues() {
		group := groups[string(code)]
		pending := group == "pending" || slices.Contains(waits, string(code))
		got, want := fmt.Sprint(code.Final(), code.Succeeded(), code.Pending()), fmt.Sprint(!pending,
			group == "success", pending)
		if got != want {
			t.Errorf("%s: final, succeeded, pending %s, want %s", code, got, want)
		}
	}
	for _, code := range []rozetkapayapi.StatusCode{"card_expired", "rejected_by_bank", "order_canceled",
		"chargeback_successful"} {
		if !code.Final() {
			t.Errorf("%s ends nothing, so whoever waits for an end waits for ever", code)
		}
	}
}
