package vertex_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestPayOneStage(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	created := must(client.CreateOrder(t.Context(), newOrder("one", "56.90")))(t)
	if *created.Data.OrderNumber != "one" ||
		!strings.HasPrefix(*created.Data.PaymentLink, s.URL+"/payment?session-id=") {
		t.Errorf("got %v", created)
	}
	if o := order(t, client, "one"); o.OrderStatus != "in_progress" || len(o.Payments) != 0 || !o.AutoCapture ||
		o.OrderPaidAt != nil {
		t.Errorf("a new order: %v", o)
	}
	step(t, s.Begin("one"))
	if o := order(t, client, "one"); len(o.Payments) != 1 ||
		*o.Payments[0].PaymentStatus.Status != vertexapi.PaymentStateInProgress {
		t.Errorf("a payment begun: %v", o)
	}
	step(t, s.Pay("one"))
	o := order(t, client, "one")
	if o.OrderStatus != "completed" || o.OrderPaidAt == nil || len(o.Payments) != 1 ||
		o.Payments[0].Cost.Amount.String() != "56.90" {
		t.Errorf("a paid order: %v", o)
	}
	code, err := vertex.ParseStatusCode(*o.StatusCode)
	if err != nil || !code.Success() {
		t.Errorf("status code %v, %v", code, err)
	}
	if b := s.Books("one"); b.Charges != 1 || b.Charged.String() != "56.9" {
		t.Errorf("books %+v", b)
	}
	if err := s.Pay("one"); !errors.Is(err, fake.ErrState) {
		t.Errorf("paid twice: %v", err)
	}
	if err := s.Pay("nobody"); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("paid nobody's: %v", err)
	}
}

func TestTwoStages(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	must(client.CreateOrder(t.Context(), newOrder("two", "100.00", twoStage)))(t)
	refusal(t, fail(client.CaptureOrder(t.Context(), named("two"))), 412, "412")
	step(t, s.Pay("two"))
	o := order(t, client, "two")
	if o.OrderStatus != "in_progress" || o.AutoCapture ||
		*o.Payments[0].PaymentStatus.Status != vertexapi.PaymentStateAuthorized {
		t.Fatalf("authorized: %v", o)
	}
	if b := s.Books("two"); b.Held.String() != "100" || b.Charges != 0 {
		t.Errorf("held: %+v", b)
	}
	var info strictpay.Info
	done := must(client.CaptureOrder(t.Context(), named("two"), strictpay.WithInfo(&info)))(t)
	if info.Status != http.StatusAccepted || *done.Data.OperationType != vertexapi.OperationTypeCapture ||
		*done.Data.OrderNumber != "two" {
		t.Errorf("got %v with HTTP %d", done, info.Status)
	}
	if b := s.Books("two"); !b.Held.Equal(strictpay.MustDecimal("0")) || b.Charged.String() != "100" || b.Charges != 1 {
		t.Errorf("captured: %+v", b)
	}
	if o := order(t, client, "two"); !o.OrderStatus.Succeeded() {
		t.Errorf("captured: %v", o)
	}
	refusal(t, fail(client.CaptureOrder(t.Context(), named("two"))), 412, "412")
	if b := s.Books("two"); b.Charges != 1 {
		t.Errorf("charged again: %+v", b)
	}
	must(client.CreateOrder(t.Context(), newOrder("once", "1.00")))(t)
	step(t, s.Begin("once"))
	refusal(t, fail(client.CaptureOrder(t.Context(), named("once"))), 412, "412")
}

func TestCancel(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	for _, number := range []string{"fresh", "held", "paid", "half"} {
		change := func(*vertexapi.PaymentSettings) {}
		if number == "held" {
			change = twoStage
		}
		must(client.CreateOrder(t.Context(), newOrder(number, "10.00", change)))(t)
	}
	step(t, s.Pay("held"))
	step(t, s.Pay("paid"))
	step(t, s.PayPart("half", strictpay.MustDecimal("4.00")))
	for _, number := range []string{"fresh", "held"} {
		done := must(client.CancelOrder(t.Context(), named(number)))(t)
		o := order(t, client, number)
		if *done.Data.OperationType != vertexapi.OperationTypeCancel || o.OrderStatus != "cancelled" {
			t.Errorf("%s: %v, %v", number, done, o)
		}
		for _, p := range o.Payments {
			if *p.PaymentStatus.Status != vertexapi.PaymentStateCancelled {
				t.Errorf("%s: payment %v", number, p)
			}
		}
		if b := s.Books(number); b.Held.String() != "0" || b.Charges != 0 {
			t.Errorf("%s: %+v", number, b)
		}
	}
	refusal(t, fail(client.CancelOrder(t.Context(), named("paid"))), 412, "412")
	refusal(t, fail(client.CancelOrder(t.Context(), named("half"))), 412, "412")
	refusal(t, fail(client.CancelOrder(t.Context(), named("fresh"))), 412, "412")
}

func reject(t *testing.T, client *vertex.Client, number string) (*vertexapi.OrderOperationResponse, error) {
	return client.RejectOrder(t.Context(), named(number))
}

func TestReject(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	must(client.CreateOrder(t.Context(), newOrder("rejected", "10.00")))(t)
	refusal(t, fail(reject(t, client, "rejected")), 412, "412")
	step(t, s.Begin("rejected"))
	done := must(reject(t, client, "rejected"))(t)
	o := order(t, client, "rejected")
	if *done.Data.OperationType != vertexapi.OperationTypeReject || o.OrderStatus != "failed" ||
		*o.Payments[0].PaymentStatus.Status != "cancelled" {
		t.Errorf("got %v, %v", done, o)
	}
	refusal(t, fail(reject(t, client, "rejected")), 409, "409")
}

func TestOlderAnswers(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	s.AnswerWith200(true)
	var info strictpay.Info
	must(client.CancelOrder(t.Context(), named("example-cancel"), strictpay.WithInfo(&info)))(t)
	if info.Status != http.StatusOK || info.Operation != "cancelOrder" || len(info.Body()) == 0 ||
		info.Header().Get("Content-Type") == "" || len(info.Deviations) != 0 {
		t.Errorf("info %+v", info.Status)
	}
}

func TestPayerDoesNotPay(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	for _, c := range []struct {
		number string
		do     func(string) error
		status vertexapi.OrderStatus
		code   string
	}{
		{"declined", s.Decline, "failed", ""},
		{"expired", s.Expire, "failed", "1-01-01"},
		{"mismatch", func(n string) error {
			return s.Mismatch(n, strictpay.MustDecimal("9.99"))
		}, "need_action", "2-07-04"},
		{"reviewed", s.Review, "review", ""},
	} {
		must(client.CreateOrder(t.Context(), newOrder(c.number, "10.00")))(t)
		step(t, c.do(c.number))
		o := order(t, client, c.number)
		code := ""
		if o.StatusCode != nil {
			code = *o.StatusCode
		}
		if o.OrderStatus != c.status || code != c.code {
			t.Errorf("%s: got %s, code %q", c.number, o.OrderStatus, code)
		}
	}
	if d := order(t, client, "declined").Payments[0].PaymentStatus.Details; d == nil || d.ErrorID == nil ||
		d.Code == nil {
		t.Error("a declined payment says why")
	}
	if o := order(t, client, "reviewed"); o.ReviewTimeout == nil || o.OrderStatus.Final() {
		t.Errorf("review: %v", o)
	}
	step(t, s.Decide("reviewed", true))
	if o := order(t, client, "reviewed"); !o.OrderStatus.Succeeded() || o.ReviewTimeout != nil {
		t.Errorf("accepted: %v", o)
	}
	step(t, s.Decide("status-review", false))
	if o := order(t, client, "status-review"); o.OrderStatus != "failed" ||
		*o.Payments[0].PaymentStatus.Status != vertexapi.PaymentStateFailed {
		t.Errorf("declined: %v", o)
	}
	for name, do := range map[string]func(string) error{
		"Begin": s.Begin, "Decline": s.Decline, "Expire": s.Expire, "Review": s.Review, "Settle": s.Settle,
		"Decide": func(n string) error {
			return s.Decide(n, true)
		}, "Mismatch": func(n string) error { return s.Mismatch(n, strictpay.MustDecimal("1")) },
	} {
		if err := do("status-completed"); !errors.Is(err, fake.ErrState) {
			t.Errorf("%s of a completed order: %v", name, err)
		}
	}
}
