package otel_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/otel"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/transport"
)

func TestDriftIsCounted(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	order, _ := s.GetOrder("status-completed")
	order.OrderStatus = "settled"
	s.PutOrder(order)
	reported := 0
	before := strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) { reported++ })
	if _, err := connect(t, s, before, w.option()).RetrieveOrderDetails(t.Context(), 115,
		"status-completed"); err != nil {
		t.Fatal(err)
	}
	_, metrics := w.show()
	if line := "strictpay.client.drift n=1 {strictpay.api=vertex strictpay.drift.kind=unknown-value " +
		"strictpay.operation=retrieveOrderDetails}"; !slices.Contains(metrics, line) {
		t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
	}
	if reported != 1 {
		t.Errorf("the handler that was there was called %d times", reported)
	}
	otel.Drift(w.meters)(t.Context(), nil)
	otel.Drift(w.meters)(t.Context(), &strictpay.Info{Dropped: 2})
	if _, metrics = w.show(); !slices.Contains(metrics, "strictpay.client.drift n=2 {strictpay.drift.kind=not-kept}") {
		t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
	}
}

// Nothing of a call's values is anywhere: no number of an order, no token, no name, no amount, no path.
func TestNoIdentifierAndNoSecret(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	client := connect(t, s, w.option(), strictpay.WithRetries(1))
	const number = "ORDER-17-OF-OLENA"
	create := vertexapi.CreateOrderRequest{ShopID: s.ShopID,
		Order: vertexapi.NewOrder{OrderNumber: number,
			Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("5731.99"), Currency: "EUR"}},
		Customer: &vertexapi.NewCustomer{FirstName: "Olena", LastName: "Prykladna", Email: new("olena@buyer.example")}}
	for range 2 { // the second is refused
		_, _ = client.CreateOrder(t.Context(), create)
	}
	if err := s.Pay(number); err != nil {
		t.Fatal(err)
	}
	for _, fault := range []string{fake.FaultHTML, fake.FaultCut, fake.FaultDamaged, fake.FaultLarge, ""} {
		if fault != "" {
			s.FaultNext(fault)
		}
		_, _ = client.RetrieveOrderDetails(t.Context(), 115, number)
		_, _ = client.RetrieveOrderDetails(t.Context(), 115, number+"/../nowhere")
	}
	spans, metrics := w.show()
	if len(spans) < 10 {
		t.Fatalf("spans:\n%s", strings.Join(spans, "\n"))
	}
	all := strings.ToLower(strings.Join(append(spans, metrics...), "\n"))
	for _, secret := range []string{number, "ORDER-17", "115", s.Token, "Olena", "Prykladna", "buyer.example", "5731",
		"EUR", "/order/115", "nowhere"} {
		if strings.Contains(all, strings.ToLower(secret)) {
			t.Errorf("%q is reported", secret)
		}
	}
}

// Requests that no typed call made are observed as well, and providers that are nil are the global ones.
func TestWithoutAnOperationAndWithoutProviders(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	chain, err := transport.New(strictpay.Config{}, w.option(), otel.With(nil, nil), strictpay.WithRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	hooks := chain.Config().Hooks
	if len(hooks) != 2 {
		t.Fatalf("%d hooks", len(hooks))
	}
	client := connect(t, s, otel.With(nil, nil))
	if _, err := client.ListPaymentMethods(t.Context(), s.ShopID); err != nil {
		t.Error(err)
	}
	ctx := hooks[0].OperationStart(t.Context(), strictpay.HookEvent{Method: "GET", Host: "api.example"})
	hooks[0].Retry(ctx, strictpay.HookEvent{Status: 503, Attempt: 1, Wait: time.Second})
	hooks[0].OperationEnd(ctx, strictpay.HookEvent{Status: 200, Attempt: 2})
	hooks[0].AttemptEnd(t.Context(), strictpay.HookEvent{Class: strictpay.ClassDNS}) // without a start
	spans, _ := w.show()
	want(t, "spans", spans, `strictpay.request kind=client Unset "" {http.request.method=GET `+
		`http.response.status_code=200 server.address=api.example strictpay.attempts=2} event retry {error.type=503 `+
		`http.response.status_code=503 strictpay.attempts=1 strictpay.wait}`)
}

// A span that was made below is a child of the attempt's, and two observers do not end each other's.
func TestSpansBelowAndObserversBeside(t *testing.T) {
	t.Parallel()
	s, one, two := sandbox.New(t).Vertex, newWatch(t), newWatch(t)
	var below trace.SpanContext
	spy := strictpay.WithHooks(strictpay.Hooks{AttemptStart: func(ctx context.Context,
		_ strictpay.HookEvent) context.Context {
		below = trace.SpanContextFromContext(ctx)
		return nil
	}})
	if _, err := connect(t, s, one.option(), two.option(), spy).ListPaymentMethods(t.Context(), s.ShopID); err != nil {
		t.Fatal(err)
	}
	if a, b := one.spans.GetSpans(), two.spans.GetSpans(); len(a) != 2 || len(b) != 2 ||
		b[0].SpanContext.SpanID() != below.SpanID() {
		t.Errorf("%d and %d spans", len(a), len(b))
	}
	for _, s := range append(one.spans.GetSpans(), two.spans.GetSpans()...) {
		if s.Status.Code == codes.Error || s.EndTime.IsZero() {
			t.Errorf("%s: %v", s.Name, s.Status)
		}
	}
}

func TestManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	client := connect(t, s, w.option())
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			for range 20 {
				if _, err := client.RetrieveOrderDetails(t.Context(), 115, "status-completed"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	spans, metrics := w.show()
	if len(spans) != 2*16*20 || len(metrics) != 2 || !strings.Contains(metrics[1], "n=320") {
		t.Errorf("%d spans, metrics:\n%s", len(spans), strings.Join(metrics, "\n"))
	}
}

func ExampleWith() {
	// The global providers; see otel.SetTracerProvider and otel.SetMeterProvider of OpenTelemetry.
	client, err := vertex.New(vertex.Stage, "token", otel.With(nil, nil))
	fmt.Println(client != nil, err)
	// Output: true <nil>
}
