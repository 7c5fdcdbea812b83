package koshelek_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

func TestRefundRefusals(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	for _, of := range []struct {
		status koshelekapi.TransactionStatus
		amount int64
		code   string
	}{
		{"new", 100, "PAYMENT_TRANSACTION_IS_NOT_PAID"}, {"pending", 100, "PAYMENT_TRANSACTION_IS_NOT_PAID"},
		{"canceled", 100, "TERMINAL_STATE_OF_PAYMENT_TRANSACTION"},
		{"rejected", 100, "TERMINAL_STATE_OF_PAYMENT_TRANSACTION"},
		{"refunded", 100, "TERMINAL_STATE_OF_PAYMENT_TRANSACTION"},
		{"refunding", 100, "PAYMENT_TRANSACTION_IS_BEING_REFUNDED_ALREADY"},
		{"accepted", total + 1, "REQUESTED_REFUND_AMOUNT_IS_GREATER_THAN_AVAILABLE"},
		{"partial_refunded", total, "REQUESTED_REFUND_AMOUNT_IS_GREATER_THAN_AVAILABLE"},
	} {
		_, err := c.RefundTransaction(t.Context(), token, refund(s.Seeded(of.status), of.amount))
		refusal := refusalOf(t, err)
		result, ok := strictpay.ValueIn[koshelekapi.RefundResult](err)
		if !ok || refusal.Code != of.code || refusal.Status != 200 || !refusal.Known || refusal.Row.Tip == "" ||
			result.RefStatus != koshelekapi.RefStatusRejected {
			t.Errorf("%s: %+v", of.status, result)
			continue
		}
		if of.code == "PAYMENT_TRANSACTION_IS_NOT_PAID" && refusal.Row.Context != "refund" {
			t.Errorf("%s: the context is %q", of.status, refusal.Row.Context)
		}
	}
}

// The two channels of a refusal: every code as the error of a 422, and as the Refusal of a 200.
func TestEveryCodeInBothChannels(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	for _, code := range koshelekapi.ErrorCodeValues() {
		s.RefuseNext("transactionStatus", code)
		_, err := c.TransactionStatus(t.Context(), question(s.Seeded("accepted")))
		asError := refusalOf(t, err)
		state := must(c.TransactionStatus(t.Context(), question(s.SeededDeclined(code))))(t)
		asValue := state.Refusal()
		if asValue == nil || state.Status != koshelekapi.TransactionStatusRejected {
			t.Fatalf("%s: %+v", code, state)
		}
		if asError.Status != 422 || asValue.Status != 200 {
			t.Errorf("%s: HTTP %d and %d", code, asError.Status, asValue.Status)
		}
		if asError.Code != string(code) || asValue.Code != string(code) || asError.Row != asValue.Row ||
			!asError.Known || asError.Row.Text == "" {
			t.Errorf("%s: the error has %+v, the value %+v", code, asError.Row, asValue.Row)
		}
		if kinds(err) != "" {
			t.Errorf("%s: a documented refusal is no deviation: %s", code, kinds(err))
		}
		s.DeclineNextRefund(code)
		_, err = c.RefundTransaction(t.Context(), token, refund(s.Seeded("accepted"), 100))
		if refusal := refusalOf(t, err); refusal.Code != string(code) || refusal.Status != 200 {
			t.Errorf("refund, %s: %v", code, err)
		}
		if typed, listed := strictpay.CodeAs[koshelekapi.ErrorCode](refusalOf(t, err)); !listed || typed != code {
			t.Errorf("refund, %s: the code is %v", code, typed)
		}
		s.RefuseNext("refundTransaction", code)
		if _, err = c.RefundTransaction(t.Context(), token, refund(s.Seeded("accepted"), 100)); errors.Is(err,
			strictpay.ErrOutcomeUnknown) {
			t.Errorf("%s: a declared refusal leaves nothing open: %v", code, err)
		}
		if row := refusalOf(t, err).Row; code == koshelekapi.ErrorCodePaymentTransactionIsNotPaid &&
			row.Context != "refund" {
			t.Errorf("a 422 of a refund is in the refund's context: %+v", row)
		}
	}
}

func TestUnknownTransactionInBothSpellings(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	const unknown = "5eed0000-0000-4000-8000-000000000404"
	state := must(c.TransactionStatus(t.Context(), question(unknown)))(t)
	if state.Status != koshelekapi.TransactionStatusEmpty || !errors.Is(state.Refusal(), koshelek.ErrNotFound) ||
		state.Status.Final() || state.Status.Succeeded() {
		t.Errorf("empty status: %+v", state)
	}
	s.AnswerUnknownWith422(true)
	_, err := c.TransactionStatus(t.Context(), question(unknown))
	if !errors.Is(err, koshelek.ErrNotFound) || refusalOf(t, err).Status != 422 {
		t.Errorf("422: %v", err)
	}
}

func TestCheckoutRefusals(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	first := must(c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1")))(t)
	refused := func(request koshelekapi.CheckoutRequest, code string) {
		t.Helper()
		_, err := c.Checkout(t.Context(), token, request)
		if refusal := refusalOf(t, err); refusal.Code != code || refusal.Status != 422 ||
			errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Errorf("expected %s: %v", code, err)
		}
	}
	refused(checkout("K7Q2ZD", "A-1"), "TRANSACTION_FOR_SESSION_ID_ALREADY_EXISTS")
	if err := s.Pay(first.TransactionID); err != nil {
		t.Fatal(err)
	}
	refused(checkout("K7Q2ZD", "A-1"), "TRANSACTION_FOR_SESSION_ID_ALREADY_PAYED")
	refused(checkout(koshelekfake.SessionUnknown, "A-1"), "UNKNOWN_SESSION_ID")
	elsewhere := checkout("Z1", "A-1")
	elsewhere.StoreID = koshelekfake.UnknownStoreID
	refused(elsewhere, "UNKNOWN_PARTNER_ID")
	if books := s.Books("A-1"); books.Payments != 1 || books.Charged.String() != strconv.Itoa(total) ||
		books.Refunds != 0 {
		t.Errorf("books: %+v", books)
	}

	small := checkout("Z2", "A-2")
	small.CheckoutInvoice.TotalAmount = 399
	if _, err := c.Checkout(t.Context(), token, small); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("below 4 roubles: %v", err)
	}
	small.RequestID, small.CheckoutInvoice.TotalAmount = "", 400
	if started := must(c.Checkout(t.Context(), token, small))(t); started.Status != koshelekapi.TransactionStatusNew {
		t.Errorf("4 roubles are enough: %+v", started)
	}
}

// The refusal that a test double returns reads and counts as the client's own.
func TestRefusalOfATestDouble(t *testing.T) {
	t.Parallel()
	_, c := start(t)
	_, err := c.Checkout(t.Context(), token, checkout(koshelekfake.SessionUnknown, "A-1"))
	double := refusalOf(t, koshelekfake.Refusal("checkout", koshelekapi.ErrorCodeUnknownSessionID))
	if own := refusalOf(t, err); double.Error() != own.Error() || double.Row != own.Row || !double.Known {
		t.Errorf("%v, want %v", double, own)
	}
	unknown := koshelekfake.Refusal("cancelTransaction", koshelekapi.ErrorCodeUnknownTransactionID)
	if !errors.Is(unknown, koshelek.ErrNotFound) {
		t.Errorf("%v is not ErrNotFound", unknown)
	}
}
