package otel_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/otel"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
)

// A watch is OpenTelemetry in memory.
type watch struct {
	t       *testing.T
	spans   *tracetest.InMemoryExporter
	reader  *sdkmetric.ManualReader
	tracers *sdktrace.TracerProvider
	meters  *sdkmetric.MeterProvider
}

func newWatch(t *testing.T) *watch {
	t.Helper()
	w := &watch{t: t, spans: tracetest.NewInMemoryExporter(), reader: sdkmetric.NewManualReader()}
	w.tracers = sdktrace.NewTracerProvider(sdktrace.WithSyncer(w.spans))
	w.meters = sdkmetric.NewMeterProvider(sdkmetric.WithReader(w.reader))
	t.Cleanup(func() {
		_ = w.tracers.Shutdown(context.Background())
		_ = w.meters.Shutdown(context.Background())
	})
	return w
}

func (w *watch) option() strictpay.Option { return otel.With(w.tracers, w.meters) }

// show is spans and metrics as lines: what is in them and nothing else.
func (w *watch) show() (spans, metrics []string) {
	w.t.Helper()
	for _, s := range w.spans.GetSpans() {
		line := fmt.Sprintf("%s kind=%s %s %q%s", s.Name, s.SpanKind, s.Status.Code, s.Status.Description,
			list(s.Attributes))
		for _, e := range s.Events {
			line += " event " + e.Name + list(e.Attributes)
		}
		spans = append(spans, line)
	}
	var data metricdata.ResourceMetrics
	if err := w.reader.Collect(context.Background(), &data); err != nil {
		w.t.Fatal(err)
	}
	for _, scope := range data.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch d := m.Data.(type) {
			case metricdata.Histogram[float64]:
				for _, p := range d.DataPoints {
					metrics = append(metrics, fmt.Sprintf("%s n=%d%s", m.Name, p.Count, list(p.Attributes.ToSlice())))
				}
			case metricdata.Sum[int64]:
				for _, p := range d.DataPoints {
					metrics = append(metrics, fmt.Sprintf("%s n=%d%s", m.Name, p.Value, list(p.Attributes.ToSlice())))
				}
			default:
				w.t.Errorf("%s is a %T", m.Name, d)
			}
		}
	}
	slices.Sort(metrics)
	return spans, metrics
}

// list leaves out the port, which is another every time, and durations of waits.
func list(attributes []attribute.KeyValue) string {
	var texts []string
	for _, a := range attributes {
		switch a.Key {
		case "server.port", "strictpay.wait":
			texts = append(texts, string(a.Key))
		default:
			texts = append(texts, string(a.Key)+"="+a.Value.String())
		}
	}
	slices.Sort(texts)
	return " {" + strings.Join(texts, " ") + "}"
}

func connect(t *testing.T, s *vertexfake.Server, opts ...strictpay.Option) *vertex.Client {
	t.Helper()
	client, err := vertex.New(s.URL, s.Token, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func want(t *testing.T, what string, got []string, lines ...string) {
	t.Helper()
	if !slices.Equal(got, lines) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(lines, "\n"))
	}
}

func TestACallThatSucceeds(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	ctx, parent := w.tracers.Tracer("test").Start(t.Context(), "checkout")
	if _, err := connect(t, s, w.option()).RetrieveOrderDetails(ctx, 115, "status-completed"); err != nil {
		t.Fatal(err)
	}
	parent.End()
	spans, metrics := w.show()
	const who, where = "strictpay.api=vertex strictpay.moves_money=false strictpay.operation=retrieveOrderDetails",
		"server.address=127.0.0.1 server.port"
	want(t, "spans", spans[:2],
		`GET /order/{shopId}/{orderNumber} kind=client Unset "" {http.request.method=GET `+
			`http.response.status_code=200 `+where+" "+who+` url.template=/order/{shopId}/{orderNumber}}`,
		`strictpay.vertex.retrieveOrderDetails kind=client Unset "" {http.request.method=GET `+
			`http.response.status_code=200 `+where+" strictpay.api=vertex strictpay.attempts=1 "+
			"strictpay.moves_money=false strictpay.operation=retrieveOrderDetails strictpay.outcome=done "+
			"url.template=/order/{shopId}/{orderNumber}}")
	want(t, "metrics", metrics,
		"http.client.request.duration n=1 {http.request.method=GET http.response.status_code=200 "+where+
			" strictpay.api=vertex strictpay.operation=retrieveOrderDetails "+
			"url.template=/order/{shopId}/{orderNumber}}",
		"strictpay.client.operation.duration n=1 {http.response.status_code=200 strictpay.api=vertex "+
			"strictpay.operation=retrieveOrderDetails strictpay.outcome=done}")
	all := w.spans.GetSpans()
	if all[0].Parent.SpanID() != all[1].SpanContext.SpanID() || all[1].Parent.SpanID() != all[2].SpanContext.SpanID() ||
		all[0].SpanContext.TraceID() != all[2].SpanContext.TraceID() {
		t.Error("the attempt is no child of the call, or the call none of its caller")
	}
}

func TestARetryIsAnEventAndASpan(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).RozetkaPay, newWatch(t)
	s.LimitRate(0, 1, 0)
	client, err := rozetkapay.New(s.URL, s.Login, s.Password, w.option())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.PayPartsRequestInfo(t.Context(), "status-transaction-successful"); err != nil {
		t.Fatal(err)
	}
	spans, metrics := w.show()
	if len(spans) != 3 || !strings.Contains(spans[0], `Error ""`) || !strings.Contains(spans[0], "error.type=429") ||
		strings.Contains(spans[0], "resend_count") ||
		!strings.Contains(spans[1], "http.request.resend_count=1") || !strings.Contains(spans[1], "status_code=200") ||
		strings.Contains(spans[1], "error.type") ||
		!strings.Contains(spans[2], "strictpay.attempts=2") ||
		!strings.HasSuffix(spans[2],
			" event retry {error.type=429 http.response.status_code=429 strictpay.attempts=1 strictpay.wait}") {
		t.Errorf("spans:\n%s", strings.Join(spans, "\n"))
	}
	if !slices.Contains(metrics,
		"strictpay.client.retries n=1 {error.type=429 http.response.status_code=429 strictpay.api=rozetkapay "+
			"strictpay.operation=payPartsRequestInfo}") {
		t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
	}
}

func TestFailuresHaveTheirClass(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Vertex, newWatch(t)
	client := connect(t, s, w.option())
	_, err := client.CaptureOrder(t.Context(),
		vertexapi.OrderOperationRequest{ShopID: s.ShopID, OrderNumber: fake.FaultCut})
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Fatal(err)
	}
	spans, metrics := w.show()
	if len(spans) != 2 || !strings.Contains(spans[0], "http.response.status_code=200") ||
		!strings.Contains(spans[0], `Error "cut"`) || !strings.Contains(spans[1], `Error "outcome unknown"`) ||
		!strings.Contains(spans[1], "error.type=cut") ||
		!strings.Contains(spans[1], "strictpay.moves_money=true") || strings.Contains(spans[1], "not_sent") {
		t.Errorf("spans:\n%s", strings.Join(spans, "\n"))
	}
	for _, name := range []string{"strictpay.client.operation.duration", "strictpay.client.unknown_outcomes"} {
		if !slices.Contains(metrics,
			name+" n=1 {error.type=cut http.response.status_code=200 strictpay.api=vertex "+
				"strictpay.operation=captureOrder strictpay.outcome=unknown}") {
			t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
		}
	}
	w.spans.Reset()
	client = connect(t, s, w.option(), strictpay.WithBaseURL("http://127.0.0.1:1"), strictpay.WithRetries(0))
	if _, err = client.CaptureOrder(t.Context(),
		vertexapi.OrderOperationRequest{ShopID: s.ShopID, OrderNumber: "A"}); !errors.Is(err, strictpay.ErrNotSent) {
		t.Fatal(err)
	}
	for _, line := range func() []string { spans, _ := w.show(); return spans }() {
		if !strings.Contains(line, `Error "dial"`) && !strings.Contains(line, `Error "outcome not sent"`) ||
			!strings.Contains(line, "strictpay.not_sent=true") || strings.Contains(line, "status_code") {
			t.Errorf("span %s", line)
		}
	}
}

// A refusal is an answer: the span of the call is no error, and it is counted by its code.
func TestARefusalIsNoError(t *testing.T) {
	t.Parallel()
	s, w := sandbox.New(t).Koshelek, newWatch(t)
	s.RefuseNext("transactionStatus", koshelekapi.ErrorCodeUnknownTransactionID)
	client, err := koshelek.New(s.URL, s.Login, s.Password, w.option())
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.TransactionStatus(t.Context(),
		koshelekapi.TransactionStatusRequest{TransactionID: new("5eed0000-0000-4000-8000-000000000404")})
	if !errors.Is(err, strictpay.ErrNotFound) {
		t.Fatal(err)
	}
	spans, metrics := w.show()
	if len(spans) != 2 || !strings.Contains(spans[1], `Unset ""`) || strings.Contains(spans[1], "error.type") ||
		!strings.Contains(spans[1], "strictpay.outcome=refused") ||
		!strings.Contains(spans[1], "strictpay.refusal.code=UNKNOWN_TRANSACTION_ID") {
		t.Errorf("spans:\n%s", strings.Join(spans, "\n"))
	}
	if !slices.Contains(metrics,
		"strictpay.client.refusals n=1 {http.response.status_code=422 strictpay.api=koshelek "+
			"strictpay.operation=transactionStatus strictpay.outcome=refused "+
			"strictpay.refusal.code=UNKNOWN_TRANSACTION_ID}") {
		t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
	}
}

// The answer of a call that moves money is damaged: HTTP says 200, the span and the metrics say unknown.
func TestAnUnknownOutcomeIsAnError(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"data":{"orderNumber":7.5,"operationType":"capture"}}`)
	}))
	t.Cleanup(server.Close)
	w := newWatch(t)
	client, err := vertex.New(server.URL, "token", w.option())
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CaptureOrder(t.Context(), vertexapi.OrderOperationRequest{ShopID: 1, OrderNumber: "A-1"})
	if strictpay.OutcomeOf(err) != strictpay.Unknown {
		t.Fatal(err)
	}
	spans, metrics := w.show()
	if len(spans) != 2 || !strings.Contains(spans[1], `Error "outcome unknown"`) ||
		!strings.Contains(spans[1], "strictpay.outcome=unknown") ||
		!strings.Contains(spans[1], "http.response.status_code=200") || strings.Contains(spans[0]+spans[1], "A-1") {
		t.Errorf("spans:\n%s", strings.Join(spans, "\n"))
	}
	counted := func(line string) bool {
		return strings.Contains(line, "operation.duration n=1") && strings.Contains(line, "strictpay.outcome=unknown")
	}
	if !slices.ContainsFunc(metrics, counted) {
		t.Errorf("metrics:\n%s", strings.Join(metrics, "\n"))
	}
}
