package xpayments_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

func TestAuthorizeCaptureInPartsVoidTheRestRefund(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "order-7", x.Pay)

	p := info(t, client, id)
	if *p.Status != xpaymentsapi.PaymentStatusAuthorized || *p.TxnID != id {
		t.Fatalf("after paying: %v", p)
	}
	mustBe(t, "authorized", p.Authorized, "59.90")
	mustBe(t, "capturedAmountAvail", p.CapturedAmountAvail, "68.88") // 1.15 times

	for _, sum := range []string{"20.00", "9.90"} {
		done, err := client.PaymentCapture(t.Context(),
			xpaymentsapi.PaymentCaptureRequest{TxnID: id, Amount: amount(sum)})
		if err != nil || *done.Status != xpaymentsapi.OperationStatusDone {
			t.Fatalf("capture of %s: %v, %v", sum, done, err)
		}
	}
	done, err := client.PaymentVoid(t.Context(), xpaymentsapi.PaymentVoidRequest{TxnID: id})
	if err != nil {
		t.Fatal(err)
	}
	mustBe(t, "voided", done.Payment.VoidedAmount, "30.00")
	for _, sum := range []string{"10.00", "19.90"} {
		if done, err = client.PaymentRefund(t.Context(),
			xpaymentsapi.PaymentRefundRequest{TxnID: id, Amount: amount(sum)}); err != nil {
			t.Fatal(err)
		}
	}
	p = done.Payment
	mustBe(t, "captured", p.CapturedAmount, "29.90")
	mustBe(t, "refunded", p.RefundedAmount, "29.90")
	mustBe(t, "refundedAmountAvail", p.RefundedAmountAvail, "0")
	if *p.Status != xpaymentsapi.PaymentStatusRefunded {
		t.Errorf("status %d", *p.Status)
	}
	books := x.Books("order-7")
	if books.Charges != 2 || books.Refunds != 2 || books.Charged.String() != "29.9" || books.Held.String() != "0" {
		t.Errorf("books %+v", books)
	}
	details, err := client.PaymentGetAdditionalInfo(t.Context(),
		xpaymentsapi.PaymentGetAdditionalInfoRequest{TxnID: id})
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, transaction := range details.Transactions {
		actions = append(actions, *transaction.Action+" "+*transaction.Total)
	}
	if want := []string{"Authorize 59.90 USD", "Capture 20.00 USD", "Capture 9.90 USD", "Void 30.00 USD",
		"Refund 10.00 USD", "Refund 19.90 USD"}; !slices.Equal(actions, want) {
		t.Errorf("transactions %q", actions)
	}
}

func TestHeldPayment(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "held", x.PayHeld)
	p := info(t, client, id)
	if !*p.IsFraudStatus || len(p.FraudCheckData) != 1 ||
		*p.FraudCheckData[0].Result != xpaymentsapi.FraudResultReview {
		t.Fatalf("held payment: %v", p)
	}
	mustBe(t, "fraudAuthorized", p.FraudAuthorized, "59.90")
	done, err := client.PaymentAccept(t.Context(), xpaymentsapi.PaymentAcceptRequest{TxnID: id})
	if err != nil || *done.Payment.IsFraudStatus {
		t.Fatalf("accept: %v, %v", done, err)
	}
}

func TestPendingThenPaid(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "pending", x.PayPending)
	if p := info(t, client, id); !*p.TransactionInProgress || p.Status.Final() {
		t.Fatalf("pending: %v", p)
	}
	if err := x.SettleQuietly(id); err != nil {
		t.Fatal(err)
	}
	if p := info(t, client, id); !*p.TransactionInProgress {
		t.Error("without refresh X-Payments knows already")
	}
	fresh, err := client.PaymentGetInfo(t.Context(), xpaymentsapi.PaymentGetInfoRequest{TxnID: id, Refresh: new(true)})
	if err != nil || *xpayments.PaymentOf(fresh).Status != xpaymentsapi.PaymentStatusAuthorized {
		t.Fatalf("with refresh: %v, %v", fresh, err)
	}
}

func TestDeclinedPaymentCanBePaidAgain(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "declined", x.Decline)
	if p := info(t, client, id); *p.Status != xpaymentsapi.PaymentStatusDeclined || !p.Status.Final() ||
		p.Status.Succeeded() {
		t.Fatalf("declined: %v", p)
	}
	if err := x.Pay(id); err != nil {
		t.Fatal(err)
	}
	if p := info(t, client, id); *p.Status != xpaymentsapi.PaymentStatusAuthorized {
		t.Fatalf("paid again: %v", p)
	}
}

func TestRecharge(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "first", x.PaySaving)
	again := xpaymentsapi.PaymentRechargeRequest{TxnID: id, Amount: strictpay.MustDecimal("19.95"),
		Description: "Second", RefID: new("second")}
	made, err := client.PaymentRecharge(t.Context(), again)
	if err != nil || *made.Status != xpaymentsapi.PaymentStatusCharged || made.Refusal() != nil ||
		*made.TransactionID == id {
		t.Fatalf("recharge: %v, %v", made, err)
	}
	mustBe(t, "chargedAmount", made.Payment.ChargedAmount, "19.95")
	if books := x.Books("second"); books.Charges != 1 || books.Charged.String() != "19.95" {
		t.Errorf("books %+v", books)
	}
	x.DeclineNext(1)
	_, err = client.PaymentRecharge(t.Context(), again)
	var declined *xpayments.Error
	if !errors.As(err, &declined) || declined.Code != "3" || declined.Row.Table != "payment_status" {
		t.Fatalf("declined recharge: %v", err)
	}
	again.TxnID = xpaymentsfake.TxnID("status-2") // its card was not saved
	if _, err = client.PaymentRecharge(t.Context(), again); code(err) != "503" ||
		errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("recharge without a card: %v", err)
	}
}

// All examples of a fresh sandbox succeed, and so do all of them one after the other.
func TestExamplesOfTheSandboxSucceed(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	seen := map[string]bool{}
	for i, e := range x.Examples() {
		seen[e.Operation] = true
		value, err := client.Invoke(t.Context(), e.Operation, arguments(e.Set))
		if err != nil {
			t.Errorf("example %d, %s: %v", i, e.Operation, err)
		}
		if r, ok := value.(interface{ Refusal() *xpayments.Error }); ok && err == nil && r.Refusal() != nil {
			t.Errorf("example %d, %s: %v", i, e.Operation, r.Refusal())
		}
	}
	for _, op := range xpaymentsapi.API.Operations {
		if !seen[op.ID] {
			t.Errorf("no example of %s", op.ID)
		}
	}
	for _, status := range xpaymentsapi.PaymentStatusValues() {
		if p := info(t, client, xpaymentsfake.TxnID("status-"+strconv.Itoa(int(status)))); *p.Status != status {
			t.Errorf("seeded payment of status %d has %d", status, *p.Status)
		}
	}
}
