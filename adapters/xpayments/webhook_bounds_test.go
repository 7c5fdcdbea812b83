package xpayments_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// A payment with many transactions makes a callback of about 100 kB. It is taken, in either form.
func TestCallbacksWithSeventyTransactionsAreTaken(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	data := &xpaymentsapi.CallbackData{
		Payment: &xpaymentsapi.Payment{Status: new(xpaymentsapi.PaymentStatusAuthorized)},
	}
	for i := range 70 {
		data.Transactions = append(data.Transactions, xpaymentsapi.Transaction{
			Date: new(int64(1764000000 + i)), Action: new("Capture"), Status: new("Success"),
			Message: new(strings.Repeat("Approved ", 20)), Total: new("1.00 USD"),
			Txnid: new(fmt.Sprint("GW-", i)), PaymentStatus: new("Charged"), Attempts: new(int32(1)),
		})
	}
	form, err := client.NewCallback(id, data)
	if err != nil {
		t.Fatal(err)
	}
	if size := len(form.Encode()); size < 90_000 {
		t.Fatalf("the form has %d bytes only", size)
	}
	s := &store{}
	h := s.handler(t, client)
	if status := post(h, form); status != http.StatusOK || len(s.events) != 1 ||
		len(s.events[0].Data.Transactions) != 70 {
		t.Errorf("status %d, %v", status, s.failed)
	}
}

// The text is bounded, and with it the number of blocks that a stranger can have decrypted.
func TestBodyLimit(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	callback := func(size int) url.Values {
		data := &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)}
		data.Message = new(strings.Repeat("x", size))
		form, err := client.NewCallback(id, data)
		if err != nil {
			t.Fatal(err)
		}
		return form
	}
	for size, want := range map[int]int{100: 200, 1200: 400, 5000: 413} {
		s := &store{}
		if status := post(s.handler(t, client, xpayments.BodyLimit(1000)), callback(size)); status != want {
			t.Errorf("%d bytes: status %d, %v", size, status, s.failed)
		}
	}
}

// With the handler full, further callers are answered 503 at once, and everybody inside is served.
func TestCallersAreBounded(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	form, err := client.NewCallback(xpaymentsfake.TxnID("status-2"),
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	s, inside, release := &store{}, make(chan struct{}), make(chan struct{})
	var busy atomic.Int32
	handle := func(context.Context, *xpayments.Event) error {
		inside <- struct{}{}
		<-release
		return nil
	}
	failed := xpayments.OnFailure(func(_ context.Context, err error) {
		if errors.Is(err, xpayments.ErrBusy) {
			busy.Add(1)
		}
	})
	h, err := client.Handler(xpayments.AnySender(), handle, s.violated, xpayments.Callers(3), failed)
	if err != nil {
		t.Fatal(err)
	}
	var callers sync.WaitGroup
	for range 3 {
		callers.Go(func() {
			if status := post(h, form); status != http.StatusOK {
				t.Errorf("inside: status %d", status)
			}
		})
	}
	for range 3 {
		<-inside
	}
	for range 5 {
		if status := post(h, form); status != http.StatusServiceUnavailable {
			t.Errorf("beyond the bound: status %d", status)
		}
	}
	close(release)
	callers.Wait()
	if busy.Load() != 5 {
		t.Errorf("reported of %d", busy.Load())
	}
	go func() { <-inside }()
	if status := post(h, form); status != http.StatusOK {
		t.Errorf("afterwards: status %d", status)
	}
}

// One callback makes one request to X-Payments, whatever comes back, and one that is refused makes none.
func TestACallbackIsReadOnce(t *testing.T) {
	t.Parallel()
	var reads atomic.Int32
	answers := map[string]string{
		"known":   "<data>" + safeFields + emptyEnvelope + "</data>",
		"unknown": "<data><error>404</error><error_message>no such payment</error_message></data>",
	}
	for name, answer := range answers {
		_, client := serve(t, xpayments.Config{APIVersion: "1.8"}, func(b *bare, w http.ResponseWriter) {
			reads.Add(1)
			b.sealed(w, answer)
		})
		form, err := client.NewCallback(strings.Repeat("0", 32),
			&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
		if err != nil {
			t.Fatal(err)
		}
		s := &store{}
		reads.Store(0)
		if status := post(s.handler(t, client), form); (status == http.StatusOK) != (name == "known") {
			t.Errorf("%s: status %d, %v", name, status, s.failed)
		}
		if reads.Load() != 1 {
			t.Errorf("%s: %d requests", name, reads.Load())
		}
		reads.Store(0)
		form.Set("updateData", "API")
		if status := post(s.handler(t, client), form); status != http.StatusBadRequest || reads.Load() != 0 {
			t.Errorf("%s: broken: status %d, %d requests", name, status, reads.Load())
		}
	}
}

// safeFields are what every payment has.
const safeFields = "<status>2</status><message>x</message><transactionInProgress></transactionInProgress>" +
	"<isFraudStatus></isFraudStatus><currency>USD</currency><amount>1.00</amount><capturedAmount>0.00</" +
	"capturedAmount>" +
	"<capturedAmountAvail>1.00</capturedAmountAvail><refundedAmount>0.00</refundedAmount>" +
	"<refundedAmountAvail>0.00</refundedAmountAvail><voidedAmount>0.00</voidedAmount>" +
	"<voidedAmountAvail>1.00</voidedAmountAvail>"

// A caller who sends a form slowly does not hold one of the places in which messages are opened.
func TestSlowFormsAreNotWaitedForInside(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	form, err := client.NewCallback(xpaymentsfake.TxnID("status-2"),
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	server := httptest.NewServer(s.handler(t, client, xpayments.WithoutReading(), xpayments.Opening(1, 0)))
	t.Cleanup(server.Close)
	started, finish := make(chan struct{}), make(chan struct{})
	slow := readFunc(func([]byte) (int, error) {
		close(started)
		<-finish
		return 0, errors.New("given up")
	})
	var caller sync.WaitGroup
	caller.Go(func() {
		rsp, err := http.Post(server.URL, "application/x-www-form-urlencoded", slow)
		if err == nil {
			_ = rsp.Body.Close()
		}
	})
	<-started
	rsp, err := http.PostForm(server.URL, form)
	if err != nil {
		t.Fatal(err)
	}
	_ = rsp.Body.Close()
	if rsp.StatusCode != http.StatusOK {
		t.Errorf("status %d", rsp.StatusCode)
	}
	close(finish)
	caller.Wait()
}

type readFunc func(p []byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }
