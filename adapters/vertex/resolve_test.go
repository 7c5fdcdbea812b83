package vertex_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// lost wants an unknown outcome of a call whose answer the fake loses.
func lost(t *testing.T, err error) error {
	t.Helper()
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Fatalf("the answer was to be lost, got %v", err)
	}
	return err
}

func TestResolve(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	resolve := func(what string, want strictpay.Finding, err error, before ...*vertexapi.Order) *vertex.Resolution {
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
	s.FaultNext(fake.FaultCut)
	created := lost(t, fail(client.CreateOrder(t.Context(), newOrder("lost-1", "50.00"))))
	resolve("created", strictpay.CarriedOut, created)

	before := must(client.RetrieveOrderDetails(t.Context(), 115, "example-refund"))(t).Data
	s.FaultNext(fake.FaultCut)
	refunded := lost(t, fail(client.RefundOrder(t.Context(), refund("example-refund", "1.00"))))
	now := resolve("refund, the order before is not known", strictpay.Unclear, refunded)
	resolve("refund", strictpay.CarriedOut, refunded, &before)
	resolve("refund that did not arrive", strictpay.NotSeen, refunded, now.Order)

	s.FaultNext(fake.FaultCut)
	captured := lost(t, fail(client.CaptureOrder(t.Context(),
		vertexapi.OrderOperationRequest{ShopID: 115, OrderNumber: "example-capture"})))
	resolve("captured", strictpay.CarriedOut, captured)

	if _, err := client.Resolve(t.Context(), errors.New("else")); !errors.Is(err, strictpay.ErrOutcomeKnown) {
		t.Errorf("another error: %v", err)
	}
}
