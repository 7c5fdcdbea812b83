package otel_test

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/settle"
	"github.com/strictpay/strictpay/settle/otel"
)

// An order is made, listed as pending, paid and delivered: spans and metrics tell of it, and name nothing of it.
func TestObserver(t *testing.T) {
	spans, reader := tracetest.NewInMemoryExporter(), sdkmetric.NewManualReader()
	tracers := sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans))
	meters := sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	in := sandbox.New(t)
	client, err := vertex.New(in.Vertex.URL, in.Vertex.Token)
	if err != nil {
		t.Fatal(err)
	}
	db, err := settle.SQLite(filepath.Join(t.TempDir(), "pay.db"))
	if err != nil {
		t.Fatal(err)
	}
	delivered := make(chan struct{}, 1)
	s, err := settle.Open(db, settle.Config[*sql.Tx]{
		Clients: settle.Clients{client}, Observer: otel.Observer(tracers, meters),
		Settled: func(context.Context, *sql.Tx, settle.Outcome) error {
			delivered <- struct{}{}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	_, err = settle.Do(t.Context(), s, "order-17",
		func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
			return client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
				ShopID: in.Vertex.ShopID, Order: vertexapi.NewOrder{OrderNumber: "number-17",
					Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"}},
			}, opt)
		})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := metrics(t, reader)
	about := " strictpay.api=vertex strictpay.operation=createOrder"
	holds(t, got, "strictpay.settle.open 1"+about+
		" strictpay.settle.age_group=under 1 m strictpay.settle.currency=EUR strictpay.settle.state=pending")
	holds(t, got, "strictpay.settle.waiting 0 strictpay.settle.what=undelivered")
	holds(t, got, "strictpay.settle.changes 1"+about+
		" strictpay.settle.evidence=call strictpay.settle.from=sent strictpay.settle.to=pending")
	if err := in.Vertex.Pay("number-17"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	select {
	case <-delivered:
	case <-time.After(90 * time.Second):
		t.Fatal("nothing was delivered")
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	got = metrics(t, reader)
	holds(t, got, "strictpay.settle.open 0"+about)
	holds(t, got, "strictpay.settle.age 1"+about+" strictpay.settle.to=done")
	holds(t, got, "strictpay.settle.duration 1"+about+" strictpay.settle.work=deliver")
	var names []string
	all := strings.Join(got, "\n")
	for _, span := range spans.GetSpans() {
		names = append(names, span.Name)
		all += text(span.Attributes)
	}
	for _, name := range []string{"do", "ask", "deliver", "sweep"} {
		if !slices.Contains(names, "strictpay.settle."+name) {
			t.Errorf("no span of %s in %q", name, names)
		}
	}
	for _, secret := range []string{"order-17", "number-17", "56.99"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is reported", secret)
		}
	}
}

// metrics are lines: name, number, attributes.
func metrics(t *testing.T, reader *sdkmetric.ManualReader) (lines []string) {
	t.Helper()
	var data metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &data); err != nil {
		t.Fatal(err)
	}
	add := func(name string, n any, attributes attribute.Set) {
		lines = append(lines, fmt.Sprint(name, " ", n, text(attributes.ToSlice())))
	}
	for _, scope := range data.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch d := m.Data.(type) {
			case metricdata.Histogram[float64]:
				for _, p := range d.DataPoints {
					add(m.Name, p.Count, p.Attributes)
				}
			case metricdata.Sum[int64]:
				for _, p := range d.DataPoints {
					add(m.Name, p.Value, p.Attributes)
				}
			case metricdata.Gauge[int64]:
				for _, p := range d.DataPoints {
					add(m.Name, p.Value, p.Attributes)
				}
			}
		}
	}
	return lines
}

func text(attributes []attribute.KeyValue) (all string) {
	for _, a := range attributes {
		all += " " + string(a.Key) + "=" + a.Value.String()
	}
	return all
}

func holds(t *testing.T, lines []string, want string) {
	t.Helper()
	if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) }) {
		t.Errorf("no %q in\n%s", want, strings.Join(lines, "\n"))
	}
}

// Programs that use settle alone link nothing of OpenTelemetry.
func TestSettleAloneLinksNone(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "github.com/strictpay/strictpay/settle").
		CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if strings.Contains(string(out), "opentelemetry") {
		t.Errorf("settle links OpenTelemetry:\n%s", out)
	}
}
