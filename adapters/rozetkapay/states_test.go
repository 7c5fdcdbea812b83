package rozetkapay_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/states"
)

func TestStates(t *testing.T) {
	t.Parallel()
	type operation = rozetkapayapi.OperationStatus
	states.Check(t, rozetkapayapi.OperationStatusValues(), "new", []operation{"success", "failure"},
		[]operation{"success"})
	type fiscal = rozetkapayapi.FiscalizationStatus
	states.Check(t, rozetkapayapi.FiscalizationStatusValues(), "success", []fiscal{"Success", "Failed"},
		[]fiscal{"Success"})
}

// The document groups the codes: success has succeeded, pending is pending, and a signed contract waits
// for its confirmation. Of the codes without a group none has succeeded, and only what waits for somebody by its name
// is pending.
func TestStatesOfCodes(t *testing.T) {
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
