package koshelek_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestResolve(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	lost := func(err error) error {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("the answer was to be lost, got %v", err)
		}
		return err
	}
	id := s.Seeded("accepted")
	before := must(c.TransactionStatus(t.Context(), question(id)))(t)
	s.FaultNext(fake.FaultHTML)
	_, err := c.RefundTransaction(t.Context(), token, refund(id, total))
	err = lost(err)
	unclear := must(c.Resolve(t.Context(), err))(t)
	if unclear.Finding != strictpay.Unclear || unclear.State.TransactionID != id {
		t.Errorf("a refund without the state before: %+v", unclear)
	}
	if got := must(c.Resolve(t.Context(), err, before))(t); got.Finding != strictpay.CarriedOut {
		t.Errorf("a refund: %+v", got)
	}

	id = s.Seeded("new")
	s.FaultNext(fake.FaultHTML)
	_, err = c.CancelTransaction(t.Context(), cancel(id))
	if got := must(c.Resolve(t.Context(), lost(err)))(t); got.Finding != strictpay.CarriedOut {
		t.Errorf("a cancellation: %+v", got)
	}

	s.FaultNext(fake.FaultHTML)
	_, err = c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1"))
	if _, err := c.Resolve(t.Context(), lost(err)); !errors.Is(err, koshelek.ErrRepeatCheckout) {
		t.Errorf("a checkout is repeated, not asked for: %v", err)
	}
	if _, err := c.Resolve(t.Context(), errors.New("else")); !errors.Is(err, strictpay.ErrOutcomeKnown) {
		t.Errorf("another error: %v", err)
	}
}
