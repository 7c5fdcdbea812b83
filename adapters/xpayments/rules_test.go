package xpayments_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// What the configuration and the amounts do not allow is answered with status 0, and what was done before with 2.
func TestOperationsKeepTheRules(t *testing.T) {
	t.Parallel()
	capture := func(txnID string, sum *strictpay.Decimal) func(*testing.T,
		*xpayments.Client) (*xpaymentsapi.OperationResult, error) {
		return func(t *testing.T, c *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
			return c.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: txnID, Amount: sum})
		}
	}
	void := func(txnID string, sum *strictpay.Decimal) func(*testing.T,
		*xpayments.Client) (*xpaymentsapi.OperationResult, error) {
		return func(t *testing.T, c *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
			return c.PaymentVoid(t.Context(), xpaymentsapi.PaymentVoidRequest{TxnID: txnID, Amount: sum})
		}
	}
	refund := func(txnID string, sum *strictpay.Decimal) func(*testing.T,
		*xpayments.Client) (*xpaymentsapi.OperationResult, error) {
		return func(t *testing.T, c *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
			return c.PaymentRefund(t.Context(), xpaymentsapi.PaymentRefundRequest{TxnID: txnID, Amount: sum})
		}
	}
	accept := func(txnID string) func(*testing.T, *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
		return func(t *testing.T, c *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
			return c.PaymentAccept(t.Context(), xpaymentsapi.PaymentAcceptRequest{TxnID: txnID})
		}
	}
	decline := func(txnID string) func(*testing.T, *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
		return func(t *testing.T, c *xpayments.Client) (*xpaymentsapi.OperationResult, error) {
			return c.PaymentDecline(t.Context(), xpaymentsapi.PaymentDeclineRequest{TxnID: txnID})
		}
	}
	const failed, ok, already = xpaymentsapi.OperationStatusFailed, xpaymentsapi.OperationStatusDone,
		xpaymentsapi.OperationStatusAlreadyDone
	authorized := xpaymentsfake.TxnID("example-capture")
	charged := xpaymentsfake.TxnID("example-refund")
	held := xpaymentsfake.TxnID("example-accept")
	for _, c := range []struct {
		name string
		conf int32
		do   []func(*testing.T, *xpayments.Client) (*xpaymentsapi.OperationResult, error)
		want []xpaymentsapi.OperationStatus
	}{
		{"capture up to the limit, then nothing is left", 1,
			list(capture(authorized, amount("68.88")), capture(authorized, amount("0.01"))), statuses(ok, already)},
		{"capture over the limit", 1, list(capture(authorized, amount("68.89"))), statuses(failed)},
		{"capture of more digits than money has", 1, list(capture(authorized, amount("1.001"))), statuses(failed)},
		{"capture without an amount takes all", 1, list(capture(authorized, nil), capture(authorized, nil)),
			statuses(ok, already)},
		{"capture of a part is not allowed", 2,
			list(capture(authorized, amount("20")), capture(authorized, amount("59.90"))), statuses(failed, ok)},
		{"void of a part is not allowed", 2, list(void(authorized, amount("20")), void(authorized, amount("59.9"))),
			statuses(failed, ok)},
		{"void twice", 1, list(void(authorized, amount("20")), void(authorized, amount("39.90")),
			void(authorized, nil)), statuses(ok, ok, already)},
		{"void of what is captured", 1, list(void(charged, nil)), statuses(failed)},
		{"refund over what is charged", 1,
			list(refund(charged, amount("59.91")), refund(charged, amount("59.90")), refund(charged, nil)),
			statuses(failed, ok, already)},
		{"refund of a part is not allowed", 2, list(refund(charged, amount("1"))), statuses(failed)},
		{"refund of what is only authorized", 1, list(refund(authorized, nil)), statuses(failed)},
		{"refund after a void", 1, list(void(authorized, nil), refund(authorized, nil), capture(authorized, nil)),
			statuses(ok, failed, failed)},
		{"accept, and again", 1, list(accept(held), accept(held)), statuses(ok, already)},
		{"decline gives the money back", 1, list(decline(held), capture(held, nil), decline(held)),
			statuses(ok, failed, already)},
		{"accept is not in the configuration", 2, list(accept(held)), statuses(failed)},
		{"accept of what is not held", 1, list(accept(authorized)), statuses(failed)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x, client := open(t)
			for _, id := range []string{authorized, charged, held} {
				p, _ := x.GetPayment(id)
				p.ConfID = c.conf
				x.PutPayment(p)
			}
			for i, do := range c.do {
				result, err := do(t, client)
				if value, refused := strictpay.ValueIn[xpaymentsapi.OperationResult](err); refused &&
					errors.Is(err, strictpay.ErrRefused) {
					result, err = value, nil
				}
				if err != nil {
					t.Fatal(err)
				}
				if *result.Status != c.want[i] {
					t.Errorf("step %d: status %d, %q; want %d", i+1, *result.Status, *result.Message, c.want[i])
				}
				refusal := result.Refusal()
				if (refusal != nil) != (c.want[i] == failed) {
					t.Errorf("step %d: Refusal() = %v", i+1, refusal)
				}
				if refusal != nil && (refusal.Code != "0" || !refusal.Known ||
					refusal.Row.Table != "operation_status") {
					t.Errorf("step %d: %v", i+1, refusal)
				}
			}
		})
	}
}
