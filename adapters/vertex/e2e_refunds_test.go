package vertex_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestRefunds(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	must(client.CreateOrder(t.Context(), newOrder("full", "50.00")))(t)
	refusal(t, fail(client.RefundOrder(t.Context(), refund("full", "50.00"))), 412, "412")
	step(t, s.Pay("full"))
	refusal(t, fail(client.RefundOrder(t.Context(), refund("full", "50.01"))), 412, "412")
	if err := fail(client.RefundOrder(t.Context(), refund("full", "0.00"))); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("nothing to refund: %v", err)
	}
	other := refund("full", "1.00")
	other.Cost.Currency = new("USD")
	refusal(t, fail(client.RefundOrder(t.Context(), other)), 400, "401")
	if err := fail(client.RefundOrder(t.Context(),
		vertexapi.RefundOrderRequest{ShopID: shop, OrderNumber: "full"})); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("no cost: %v", err)
	}
	if !errors.Is(fail(client.RefundOrder(t.Context(), refund("full", "1.00", "nobody"))), vertex.ErrNotFound) {
		t.Error("a payment that is not there")
	}
	must(client.RefundOrder(t.Context(), refund("full", "20.00")))(t)
	o := order(t, client, "full")
	paid, back := o.Payments[0], o.Payments[1]
	if o.OrderStatus != "partially_refunded" || *paid.PaymentStatus.Status != "partially_refunded" ||
		*back.PaymentType != vertexapi.PaymentTypeRefund || *back.ParentPayment != *paid.PaymentID ||
		back.Cost.Amount.String() != "20.00" {
		t.Errorf("a part: %v", o)
	}
	refusal(t, fail(client.RefundOrder(t.Context(), refund("full", "30.01"))), 412, "412")
	must(client.RefundOrder(t.Context(), refund("full", "30.00", *paid.PaymentID)))(t)
	if o := order(t, client, "full"); o.OrderStatus != "refunded" || *o.Payments[0].PaymentStatus.Status != "refunded" {
		t.Errorf("the rest: %v", o)
	}
	refusal(t, fail(client.RefundOrder(t.Context(), refund("full", "0.01"))), 412, "412")
	if b := s.Books("full"); b.Charged.String() != "50" || b.Refunded.String() != "50" || b.Refunds != 2 {
		t.Errorf("books %+v", b)
	}
}

func TestRefundOfSeveralPayments(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	must(client.CreateOrder(t.Context(), newOrder("parts", "30.00")))(t)
	step(t, s.PayPart("parts", strictpay.MustDecimal("10.00")))
	if err := s.PayPart("parts", strictpay.MustDecimal("20.01")); !errors.Is(err, fake.ErrState) {
		t.Errorf("paid too much: %v", err)
	}
	if o := order(t, client, "parts"); o.OrderStatus != "in_progress" {
		t.Errorf("half paid: %v", o)
	}
	step(t, s.PayPart("parts", strictpay.MustDecimal("20.00")))
	o := order(t, client, "parts")
	if o.OrderStatus != "completed" || len(o.Payments) != 2 {
		t.Fatalf("paid: %v", o)
	}
	first, second := *o.Payments[0].PaymentID, *o.Payments[1].PaymentID
	refusal(t, fail(client.RefundOrder(t.Context(), refund("parts", "5.00"))), 400, "401")
	refusal(t, fail(client.RefundOrder(t.Context(), refund("parts", "10.01", first))), 412, "412")
	must(client.RefundOrder(t.Context(), refund("parts", "10.00", first)))(t)
	refusal(t, fail(client.RefundOrder(t.Context(), refund("parts", "1.00", first))), 412, "412")
	if o := order(t, client, "parts"); o.OrderStatus != "partially_refunded" ||
		*o.Payments[0].PaymentStatus.Status != "refunded" || *o.Payments[1].PaymentStatus.Status != "completed" {
		t.Errorf("one back: %v", o)
	}
	must(client.RefundOrder(t.Context(), refund("parts", "20.00", second)))(t)
	if o := order(t, client, "parts"); o.OrderStatus != "refunded" {
		t.Errorf("both back: %v", o)
	}
}

func TestAcceptedIsNotDone(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	s.HoldOperations(true)
	must(client.CreateOrder(t.Context(), newOrder("later", "9.00", twoStage)))(t)
	step(t, s.Pay("later"))
	must(client.CaptureOrder(t.Context(), named("later")))(t)
	if o := order(t, client, "later"); o.OrderStatus.Final() || s.Books("later").Charges != 0 {
		t.Errorf("accepted only: %v", o)
	}
	refusal(t, fail(client.CancelOrder(t.Context(), named("later"))), 409, "409")
	step(t, s.Settle("later"))
	must(client.RefundOrder(t.Context(), refund("later", "9.00")))(t)
	if o := order(t, client, "later"); o.OrderStatus != "completed" ||
		*o.Payments[1].PaymentStatus.Status != "in_progress" {
		t.Errorf("refund accepted: %v", o)
	}
	refusal(t, fail(client.RefundOrder(t.Context(), refund("later", "9.00"))), 409, "409")
	step(t, s.Settle("later"))
	if o := order(t, client, "later"); o.OrderStatus != "refunded" || s.Books("later").Refunds != 1 {
		t.Errorf("refunded: %v", o)
	}
	if err := s.Settle("later"); !errors.Is(err, fake.ErrState) {
		t.Errorf("nothing to settle: %v", err)
	}
}
