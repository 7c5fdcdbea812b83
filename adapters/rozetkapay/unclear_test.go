package rozetkapay_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

const notKnown = `{"code":"transaction_not_found"}`

// What a call is about was there before it, so that "not found" is no word on the call. One that makes it was not seen.
func TestNotFoundSaysNothingOfAChange(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	lost := server(t, http.StatusInternalServerError, "application/json", `{"code":"internal_error"}`)
	asked := server(t, http.StatusNotFound, "application/json", notKnown)
	check := func(what string, finding, want strictpay.Finding, err error) {
		t.Helper()
		if err != nil || finding != want {
			t.Errorf("%s: %q, %v", what, finding, err)
		}
	}
	order := func(what string, err error, want strictpay.Finding) {
		t.Helper()
		r, err := asked.Resolve(ctx, err)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		check(what, r.Finding, want, err)
	}
	_, err := lost.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "o"})
	order("refund of an order in parts", err, strictpay.Unclear)
	_, err = lost.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"})
	order("confirmation of an order in parts", err, strictpay.Unclear)

	_, err = lost.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "o"})
	payment, failed := asked.ResolvePayment(ctx, err)
	check("cancellation of a card payment", payment.Finding, strictpay.Unclear, failed)

	_, err = lost.AlternativePaymentRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "o"})
	alternative, failed := asked.ResolveAlternativePayment(ctx, err)
	check("refund of an alternative payment", alternative.Finding, strictpay.Unclear, failed)

	_, err = lost.ConfirmInStorePayment(ctx, reported("o", "success"))
	inStore, failed := asked.ResolveInStorePayment(ctx, err)
	check("confirmation at a terminal", inStore.Finding, strictpay.Unclear, failed)
	_, err = lost.CreateInStorePayment(ctx, announced("o"))
	inStore, failed = asked.ResolveInStorePayment(ctx, err)
	check("payment at a terminal", inStore.Finding, strictpay.NotSeen, failed)

	_, err = lost.CancelCashPayout(ctx, rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "o"})
	payout, failed := asked.ResolvePayout(ctx, err)
	check("cancellation of a payout", payout.Finding, strictpay.Unclear, failed)

	_, err = lost.CancelBatchPayment(ctx, rozetkapayapi.CancelBatchPaymentRequest{BatchExternalID: "b"})
	batch, failed := asked.ResolveBatch(ctx, err, []string{"o"})
	check("cancellation of a batch", batch[0].Finding, strictpay.Unclear, failed)
}

// A state that does not tell how something stands is no "no": whoever repeats the call on it pays twice.
func TestStatesThatDoNotTell(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	lost := server(t, http.StatusInternalServerError, "application/json", `{"code":"internal_error"}`)
	const id = rozetkapayfake.SubscriptionMonthly
	_, create := lost.CreateSubscription(ctx, subscription("customer", "token"))
	_, gift := lost.GiftSubscription(ctx, nil, rozetkapayapi.GiftSubscriptionRequest{
		PlanID: rozetkapayfake.PlanMonthly, ResultURL: "https://shop.example/return",
		StartDate:   subscription("", "").StartDate,
		RecurrentID: strictpay.NewSecret("recurrent"),
		Customer:    rozetkapayapi.CustomerRequestUserDetails{ExternalID: new("customer")},
	})
	_, method := lost.UpdateSubscriptionPaymentMethod(ctx, id,
		rozetkapayapi.UpdateSubscriptionPaymentMethodRequest{
			PaymentMethod: rozetkapay.SubscriptionPayByWallet(
				rozetkapayapi.CustomerWalletRequestPaymentMethod{OptionID: rozetkapayfake.WalletCard}),
		})
	_, end := lost.DeactivateSubscription(ctx, id, nil)
	had := rozetkapay.SubscriptionsBefore{
		Subscriptions: rozetkapayapi.SubscriptionList{{ID: new("1")}},
		Payments:      rozetkapayapi.SubscriptionPaymentList{{ID: new("1")}},
	}
	for _, c := range []struct {
		call, body string
		err        error
		finding    strictpay.Finding
		progress   strictpay.Progress
	}{
		{"createSubscription", `[{"id":"1"}]`, create, strictpay.NotSeen, strictpay.ProgressNotSeen},
		{"createSubscription", `[{"id":"1"},{"id":null,"state":"active"}]`, create, strictpay.Unclear,
			strictpay.ProgressUnclear},
		{"createSubscription", `[{"id":"1"},{"id":"2","state":"active"}]`, create, strictpay.CarriedOut,
			strictpay.ProgressDone},
		{"giftSubscription", `[{"id":"1"}]`, gift, strictpay.Unclear, strictpay.ProgressUnclear},
		{"updateSubscriptionPaymentMethod", `[{"id":"1"}]`, method, strictpay.Unclear, strictpay.ProgressUnclear},
		{"updateSubscriptionPaymentMethod", `[{"id":"1"},{"details":{"status":"success"}}]`, method,
			strictpay.Unclear, strictpay.ProgressUnclear},
		{"deactivateSubscription", `{"id":"` + id + `","state":"active"}`, end, strictpay.NotSeen,
			strictpay.ProgressNotSeen},
		{"deactivateSubscription", `{"id":"` + id + `"}`, end, strictpay.Unclear, strictpay.ProgressUnclear},
		{"deactivateSubscription", `{"id":"` + id + `","state":"sleeping"}`, end, strictpay.Unclear,
			strictpay.ProgressUnclear},
	} {
		client := server(t, http.StatusOK, "application/json", c.body)
		r, err := client.ResolveSubscription(ctx, c.err, had)
		if err != nil || r.Finding != c.finding {
			t.Errorf("%s, %s: %+v, %v", c.call, c.body, r, err)
		}
		var unknown *strictpay.OutcomeUnknown
		if !errors.As(c.err, &unknown) {
			t.Fatalf("%s: %v", c.call, c.err)
		}
		standing, err := client.Ask(ctx, strictpay.Question{
			Operation: c.call, StatusQuery: unknown.StatusQuery, Before: `["1"]`, Compares: true,
			Absence: c.call == "createSubscription",
		})
		if err != nil || standing.Progress != c.progress {
			t.Errorf("%s, %s: asked %+v, %v", c.call, c.body, standing, err)
		}
	}

	// What was there before the call and is not found says nothing of it.
	none := server(t, http.StatusNotFound, "application/json", `{"code":"subscription_not_found","message":"m"}`)
	for _, err := range []error{end, method} {
		r, asked := none.ResolveSubscription(ctx, err, had)
		if asked != nil || r.Finding != strictpay.Unclear {
			t.Errorf("not found: %+v, %v", r, asked)
		}
		var unknown *strictpay.OutcomeUnknown
		if !errors.As(err, &unknown) {
			t.Fatal(err)
		}
		standing, asked := none.Ask(ctx, strictpay.Question{
			Operation: unknown.Operation, StatusQuery: unknown.StatusQuery, Before: `["1"]`, Compares: true,
		})
		if asked != nil || standing.Progress != strictpay.ProgressUnclear {
			t.Errorf("not found: asked %+v, %v", standing, asked)
		}
	}
}

func TestAPayoutThatDoesNotTell(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	_, lost := server(t, http.StatusInternalServerError, "application/json", `{}`).CancelCashPayout(ctx,
		rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "o"})
	for body, want := range map[string]strictpay.Finding{
		`{"external_id":"o","status":"pending"}`:                                   strictpay.NotSeen,
		`{"external_id":"o","status":"sleeping"}`:                                  strictpay.Unclear,
		`{"external_id":"o","status_code":"pending"}`:                              strictpay.Unclear,
		`{"external_id":"o","status":"failure","status_code":"cancel_successful"}`: strictpay.CarriedOut,
	} {
		r, err := server(t, http.StatusOK, "application/json", body).ResolvePayout(ctx, lost)
		if err != nil || r.Finding != want {
			t.Errorf("%s: %+v, %v", body, r, err)
		}
	}
}

// An answer that leaves out what an earlier one had is older, or incomplete: a refund may be what it leaves out.
func TestFewerRefundsThanBefore(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	_, lost := server(t, http.StatusInternalServerError, "application/json", `{}`).AlternativePaymentRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "o"})
	before := &rozetkapayapi.AlternativePaymentOperationsResult{
		RefundDetails: make([]rozetkapayapi.AlternativePaymentOperationDetails, 2),
	}
	for body, want := range map[string]strictpay.Finding{
		`{"external_id":"o","refund_details":[{},{}]}`:    strictpay.NotSeen,
		`{"external_id":"o","refund_details":[{}]}`:       strictpay.Unclear,
		`{"external_id":"o","refund_details":null}`:       strictpay.Unclear,
		`{"external_id":"o","refund_details":[{},{},{}]}`: strictpay.CarriedOut,
	} {
		r, err := server(t, http.StatusOK, "application/json", body).ResolveAlternativePayment(ctx, lost, before)
		if err != nil || r.Finding != want {
			t.Errorf("%s: %+v, %v", body, r, err)
		}
	}
}

// A status of a payment at a terminal that is not told, before or now, is no change of it.
func TestAStatusThatIsNotGiven(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	_, lost := server(t, http.StatusInternalServerError, "application/json", `{}`).ConfirmInStorePayment(ctx,
		reported("o", "success"))
	before := &rozetkapayapi.InStorePaymentInfo{TransactionStatus: new("new"), TransactionStatusCode: new("a/b")}
	for body, want := range map[string]strictpay.Finding{
		`{"transaction_status":"new"}`:                                     strictpay.Unclear,
		`{"transaction_status_code":"a/b"}`:                                strictpay.Unclear,
		`{"transaction_status":"new/a","transaction_status_code":"b"}`:     strictpay.CarriedOut,
		`{"transaction_status":null,"transaction_status_code":"approved"}`: strictpay.CarriedOut,
	} {
		r, err := server(t, http.StatusOK, "application/json", body).ResolveInStorePayment(ctx, lost, before)
		if err != nil || r.Finding != want {
			t.Errorf("%s: %+v, %v", body, r, err)
		}
	}
}
