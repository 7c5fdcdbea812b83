package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

// Once a provider has not answered for a while, calls are not sent; and the client knows that they were not.
func TestBreaker(t *testing.T) {
	t.Parallel()
	var came atomic.Int32
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		came.Add(1)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer down.Close()
	client, err := vertex.New(down.URL, "token",
		strictpay.WithHTTPClient(guarded(http.DefaultTransport, 1000, 3, time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	capture := func() error {
		_, err := client.CaptureOrder(t.Context(), vertexapi.OrderOperationRequest{ShopID: 115, OrderNumber: "a"})
		return err
	}
	for range 3 {
		if err := capture(); !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Errorf("before: %v", err)
		}
	}
	if err := capture(); !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, circuitbreaker.ErrOpen) {
		t.Errorf("with an open breaker: %v", err)
	}
	if n := came.Load(); n != 3 {
		t.Errorf("%d requests came", n)
	}
}

// A call that waits its turn for too long is not sent.
func TestLimiter(t *testing.T) {
	t.Parallel()
	box := sandbox.New(t)
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token,
		strictpay.WithHTTPClient(guarded(http.DefaultTransport, 0.001, 3, time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	refund := func(ctx context.Context) error {
		_, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: box.Vertex.ShopID, OrderNumber: "status-completed",
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("1.00")), Currency: new("EUR")},
		})
		return err
	}
	if err := refund(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := refund(ctx); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("the second one: %v", err)
	}
}
