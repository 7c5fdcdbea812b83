package xpayments_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// The refusal that a test double returns reads and counts as the client's own.
func TestRefusalOfATestDouble(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	x.HoldTemplates(true)
	_, err := client.PaymentInit(t.Context(), order("held", "https://shop.example/callback"))
	var own, double *xpayments.Error
	if !errors.As(err, &own) {
		t.Fatalf("want a refusal, got %v", err)
	}
	errors.As(xpaymentsfake.Refusal("paymentInit", xpaymentsapi.ErrorCodeTemplatesNotApproved), &double)
	if double == nil || double.Error() != own.Error() || double.Row != own.Row || !double.Known {
		t.Errorf("%v, want %v", double, own)
	}
}
