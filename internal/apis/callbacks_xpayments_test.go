package apis_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/sandbox"
)

// Forms of X-Payments that do not arrive are told apart as well: what is no sealed message is refused with 400.
func TestFormsThatDoNotArrive(t *testing.T) {
	t.Parallel()
	client, err := xpayments.NewFromBundle(sandbox.New(t).XPayments.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	var failed []error
	handle := func(context.Context, *xpayments.Event) error { return nil }
	h, err := client.Handler(xpayments.AnySender(), handle, xpayments.RejectViolations,
		xpayments.BodyTime(300*time.Millisecond), xpayments.BodyLimit(100),
		xpayments.OnFailure(func(_ context.Context, err error) { failed = append(failed, err) }))
	if err != nil {
		t.Fatal(err)
	}
	eachBadBody(t, h, 9000, 400, func(name string, _ int) {
		if len(failed) != 1 || !errors.Is(failed[0], xpayments.ErrCallbackRefused) {
			t.Errorf("%s: reported %v", name, failed)
		}
		failed = nil
	})
}
