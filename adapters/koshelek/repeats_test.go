package koshelek_test

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestRequestIDMakesARepeat(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	request := checkout("K7Q2ZD", "A-1")
	request.RequestID = "1700000000000" // an example of the documentation is a time in milliseconds
	answers := make([]*koshelekapi.CheckoutResult, 24)
	var wait sync.WaitGroup
	for i := range answers {
		wait.Go(func() { answers[i], _ = c.Checkout(t.Context(), token, request) })
	}
	wait.Wait()
	for _, a := range answers {
		if a == nil || a.TransactionID != answers[0].TransactionID || a.RequestID != request.RequestID {
			t.Fatalf("all repeats have one answer: %+v and %+v", a, answers[0])
		}
	}
	id := answers[0].TransactionID
	if err := s.Pay(id); err != nil {
		t.Fatal(err)
	}
	if again := must(c.Checkout(t.Context(), token, request))(t); again.Status != koshelekapi.TransactionStatusNew {
		t.Errorf("a repeat is answered as the first time: %+v", again)
	}
	if books := s.Books("A-1"); books.Payments != 1 || books.Charged.String() != strconv.Itoa(total) ||
		books.Refunds != 0 {
		t.Errorf("books: %+v", books)
	}

	back := refund(id, 100)
	back.RequestID = "refund-1"
	for range 12 {
		wait.Go(func() {
			if _, err := c.RefundTransaction(t.Context(), token, back); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if books := s.Books("A-1"); books.Refunded.String() != "100" {
		t.Errorf("refunded %s by 12 repeats of one request", books.Refunded)
	}

	old := question(id)
	old.RequestID = "question-1"
	first := must(c.TransactionStatus(t.Context(), old))(t)
	must(c.RefundTransaction(t.Context(), token, refund(id, 100)))(t)
	if repeat := must(c.TransactionStatus(t.Context(), old))(t); repeat.Slip.TotalAmount != first.Slip.TotalAmount {
		t.Errorf("a repeated question has the old answer: %+v", repeat)
	}
}

// The first attempts' answers get lost after the payment was started; all attempts have one requestId, so there is
// one payment.
func TestRequestIDIsTheSameOnEveryAttempt(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	s.FaultNext(fake.FaultDrop, fake.FaultDrop)
	started := must(c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1")))(t)
	if books := s.Books("A-1"); books.Payments != 1 || started.RequestID == "" {
		t.Errorf("books %+v, started %+v", books, started)
	}
}

func TestLostAnswerIsAskedForByItsReference(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	s.FaultNext(fake.FaultDrop, fake.FaultDrop, fake.FaultDrop) // as many as there are attempts
	request := checkout("K7Q2ZD", "A-1")
	_, err := c.Checkout(t.Context(), token, request)
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || !errors.Is(err, strictpay.ErrOutcomeUnknown) ||
		errors.Is(err, strictpay.ErrNotSent) {
		t.Fatalf("outcome: %v", err)
	}
	id, _ := unknown.StatusQuery.Get("requestId")
	if unknown.StatusQuery.Operation != "checkout" || id == "" {
		t.Fatalf("reference: %v", unknown.StatusQuery)
	}
	request.RequestID = id
	must(c.Checkout(t.Context(), token, request))(t)
	if books := s.Books("A-1"); books.Payments != 1 {
		t.Errorf("books: %+v", books)
	}
	back := refund(s.Seeded("accepted"), 100)
	s.FaultNext(fake.FaultDrop, fake.FaultDrop, fake.FaultDrop)
	_, err = c.RefundTransaction(t.Context(), token, back)
	if !errors.As(err, &unknown) ||
		unknown.StatusQuery.String() != `transactionStatus transactionId="`+back.TransactionID+`"` {
		t.Errorf("refund: %v", err)
	}
}

// Requests that contradict the specification stay here; the same bytes by another client are refused there.
func TestRequestsAreCheckedBeforeSending(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	long := strings.Repeat("я", 37)
	bad := checkout("K7Q2Z!", "A-1")
	bad.RequestID, bad.StoreID, bad.PaymentMethods = long, "short", []koshelekapi.PaymentMethod{{Type: "CASH"}}
	bad.CheckoutInvoice.TotalAmount = -1
	_, err := c.Checkout(t.Context(), strictpay.Secret{}, bad)
	var found *strictpay.NotSent
	if !errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &found) {
		t.Fatalf("not sent: %v", err)
	}
	want := []string{"missing /header/token", "format /requestId", "format /cardSession", "format /storeId",
		"format /checkoutInvoice/totalAmount", "unknown-value /paymentMethods/0/type"}
	var got []string
	for _, d := range found.Deviations {
		got = append(got, string(d.Kind)+" "+d.Pointer)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	if strings.Contains(err.Error(), "K7Q2Z") || strings.Contains(err.Error(), long) {
		t.Errorf("the error shows what was sent: %v", err)
	}
	_, err = c.TransactionStatus(t.Context(), koshelekapi.TransactionStatusRequest{})
	if !errors.Is(err, strictpay.ErrNotSent) || kinds(err) != "missing" {
		t.Errorf("one of the two ids: %v", err)
	}
	if books := s.Books("A-1"); books.Payments != 0 {
		t.Errorf("books: %+v", books)
	}
}
