package rozetkapay_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestResolve(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	lost := func(_ any, err error) error {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("the answer was to be lost, got %v", err)
		}
		return err
	}
	resolve := func(what string, want strictpay.Finding, err error,
		before ...*rozetkapayapi.PayPartsOrder) *rozetkapay.Resolution {
		t.Helper()
		got, err := client.Resolve(t.Context(), err, before...)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got.Finding != want {
			t.Errorf("%s: %s, want %s", what, got.Finding, want)
		}
		return got
	}
	o := order("lost", rozetkapayfake.PhoneNoPage)
	s.FaultNext(fake.FaultHTML)
	before := resolve("create", strictpay.CarriedOut, lost(client.PayPartsCreateOrder(t.Context(), o))).Order
	if rozetkapay.OrderFinal(before) {
		t.Error("an order that is signed waits for its confirmation")
	}
	s.FaultNext(fake.FaultHTML)
	confirmed := resolve("confirm", strictpay.CarriedOut,
		lost(client.PayPartsConfirmOrder(t.Context(), rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "lost"}))).Order
	if !rozetkapay.OrderFinal(confirmed) {
		t.Error("a confirmed order has come to its end")
	}
	s.FaultNext(fake.FaultHTML)
	refund := lost(client.PayPartsRefund(t.Context(),
		rozetkapayapi.RefundPPayRequest{ExternalID: "lost", Amount: new(strictpay.MustDecimal("1"))}))
	now := resolve("a refund without the order before", strictpay.Unclear, refund).Order
	resolve("a refund", strictpay.CarriedOut, refund, confirmed)
	resolve("a refund that did not arrive", strictpay.NotSeen, refund, now)
	if _, err := client.Resolve(t.Context(), errors.New("else")); !errors.Is(err, strictpay.ErrOutcomeKnown) {
		t.Errorf("another error: %v", err)
	}
	ended, err := client.FollowOrder(t.Context(), "lost")
	if err != nil || !rozetkapay.OrderFinal(ended) {
		t.Errorf("followed to %+v, %v", ended, err)
	}
	if _, err := client.FollowOrder(t.Context(), "no-such-order"); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("an order that does not exist: %v", err)
	}
}
