package invoke_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// An answered server gives one answer to everything.
func answered(t *testing.T, status int, contentType, body string) (*vertexapi.Client, *invoke.Caller) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("X-Request-Id", "r-1")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	caller := newCaller(t, server.URL)
	caller.Drift = func(context.Context, *strictpay.Info) {}
	return vertexapi.NewClient(caller), caller
}

// newCaller sends to a server, with a made-up token.
func newCaller(t *testing.T, server string) *invoke.Caller {
	t.Helper()
	base, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	send := func(ctx context.Context, req *http.Request) (*http.Response, error) {
		return http.DefaultClient.Do(req.WithContext(ctx))
	}
	credentials := func() (string, string) { return vertexapi.HeaderAPIAccessToken, "token" }
	exchanger, err := invoke.NewHTTP(base, send, credentials, nil)
	if err != nil {
		t.Fatal(err)
	}
	return invoke.NewCaller(invoke.Config{API: vertexapi.API, Exchanger: exchanger})
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	const asJSON = "application/json; charset=utf-8"
	notFound := `{"message":"Not found order number","code":404}`
	capture := vertexapi.OrderOperationRequest{ShopID: 1, OrderNumber: "A-1"}
	get := func(c *vertexapi.Client, info *strictpay.Info) (any, error) {
		return invoke.Any(c.RetrieveOrderDetails(context.Background(), 1, "A-1", strictpay.WithInfo(info)))
	}
	move := func(c *vertexapi.Client, info *strictpay.Info) (any, error) {
		return invoke.Any(c.CaptureOrder(context.Background(), capture, strictpay.WithInfo(info)))
	}
	for _, c := range []struct {
		name        string
		call        func(*vertexapi.Client, *strictpay.Info) (any, error)
		status      int
		contentType string
		body        string
		want        strictpay.Outcome
		kind        strictpay.Kind // of the first deviation of the contradiction, or beside the refusal
		is          error
	}{
		{name: "a clean value", call: get, status: 200, contentType: asJSON, body: order(`"id":1`),
			want: strictpay.Done},
		{name: "drift is no error", call: get, status: 200, contentType: asJSON, body: order(`"new":1`),
			want: strictpay.Done},
		{name: "another media type around a value", call: get, status: 200, contentType: "text/plain",
			body: order(`"id":1`), want: strictpay.Done},
		{name: "damage", call: get, status: 200, contentType: asJSON, body: order(`"id":true`),
			want: strictpay.Contradicted, kind: strictpay.KindType},
		{name: "HTML with 200", call: get, status: 200, contentType: "text/html", body: "<html>",
			want: strictpay.Contradicted, kind: strictpay.KindMediaType},
		{name: "nothing with 200", call: get, status: 200, contentType: asJSON, want: strictpay.Contradicted,
			kind: strictpay.KindSyntax},
		{name: "an undeclared success", call: get, status: 206, contentType: asJSON, body: order(`"id":1`),
			want: strictpay.Contradicted, kind: strictpay.KindStatus},
		{name: "a redirect", call: get, status: 304, want: strictpay.Contradicted, kind: strictpay.KindStatus},
		{name: "a declared refusal", call: get, status: 404, contentType: asJSON, body: notFound,
			want: strictpay.Refused, is: strictpay.ErrNotFound},
		{name: "a 404 with another code", call: get, status: 404, contentType: asJSON, body: `{"code":"1007"}`,
			want: strictpay.Refused},
		{name: "a 404 without its code", call: get, status: 404, contentType: asJSON, body: `{"code":true}`,
			want: strictpay.Contradicted, kind: strictpay.KindType},
		{name: "a 502 in HTML", call: get, status: 502, contentType: "text/html", body: "<html>",
			want: strictpay.NotAvailable},
		{name: "an undeclared refusal", call: get, status: 429, contentType: asJSON, body: notFound,
			want: strictpay.Refused, kind: strictpay.KindStatus, is: strictpay.ErrRateLimited},
		{name: "money: a clean value", call: move, status: 202, contentType: asJSON,
			body: `{"data":{"orderNumber":"A-1"}}`, want: strictpay.Done},
		{name: "money: an empty 202", call: move, status: 202, want: strictpay.Done},
		{name: "money: a declared 4xx", call: move, status: 412, contentType: asJSON, body: `{"code":"1","title":"no"}`,
			want: strictpay.Refused},
		{name: "money: a declared 4xx in HTML", call: move, status: 400, contentType: "text/html", body: "<html>",
			want: strictpay.Unknown, kind: strictpay.KindMediaType},
		{name: "money: an undeclared 4xx", call: move, status: 418, contentType: asJSON, body: `{}`,
			want: strictpay.Unknown, kind: strictpay.KindStatus},
		{name: "money: a declared 5xx", call: move, status: 503, contentType: asJSON, body: `{}`,
			want: strictpay.Unknown},
		{name: "money: another order", call: move, status: 202, contentType: asJSON,
			body: `{"data":{"orderNumber":"A-2"}}`, want: strictpay.Unknown, kind: strictpay.KindIdentity},
		{name: "money: damage", call: move, status: 202, contentType: asJSON, body: `{"data":true}`,
			want: strictpay.Unknown, kind: strictpay.KindType},
		{name: "money: HTML with 200", call: move, status: 200, contentType: "text/html", body: "<html>",
			want: strictpay.Unknown, kind: strictpay.KindMediaType},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			calls, _ := answered(t, c.status, c.contentType, c.body)
			var info strictpay.Info
			value, err := c.call(calls, &info)
			if got := strictpay.OutcomeOf(err); got != c.want || (value != nil) != (err == nil) {
				t.Fatalf("%s, value %v, error %v", got, value, err)
			}
			if info.Status != c.status || string(info.Body()) != c.body || info.Header().Get("X-Request-Id") != "r-1" ||
				info.Operation == "" {
				t.Errorf("info has status %d, %d bytes, operation %v", info.Status, len(info.Body()), info.Operation)
			}
			if refusal := (*vertexapi.Error)(nil); errors.As(err, &refusal) &&
				(refusal.Status != c.status || refusal.Header().Get("X-Request-Id") != "r-1") {
				t.Errorf("refusal %v", refusal)
			}
			unknown, contradiction := (*strictpay.OutcomeUnknown)(nil), (*strictpay.Contradiction)(nil)
			if errors.As(err, &contradiction); errors.As(err, &unknown) {
				contradiction = unknown.Contradiction
				number, _ := unknown.StatusQuery.Get("orderNumber")
				if unknown.StatusQuery.Operation != "retrieveOrderDetails" || number != "A-1" {
					t.Errorf("ask with %v", unknown.StatusQuery)
				}
			}
			if contradiction != nil &&
				(contradiction.Deviations[0].Kind != c.kind || string(contradiction.Body()) != c.body) {
				t.Errorf("contradiction %v, want kind %q", contradiction, c.kind)
			}
			if c.kind != "" && (len(info.Deviations) == 0 || info.Deviations[0].Kind != c.kind) {
				t.Errorf("deviations %v, want kind %q", info.Deviations, c.kind)
			}
			identity := func(d strictpay.Deviation) bool { return d.Kind == strictpay.KindIdentity }
			if c.kind != strictpay.KindIdentity && slices.ContainsFunc(info.Deviations, identity) {
				t.Errorf("%v: nothing that could be read is about another order", info.Deviations)
			}
			for _, sentinel := range []error{strictpay.ErrNotFound, strictpay.ErrUnauthorized,
				strictpay.ErrRateLimited} {
				if errors.Is(err, sentinel) != (sentinel == c.is) {
					t.Errorf("%v: is %v: %v", err, sentinel, errors.Is(err, sentinel))
				}
			}
		})
	}
}

func TestRefusalsOfBothShapes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ body, code, text string }{
		{`{"message":"no such order","code":404}`, "404", "no such order"},
		{`{"code":"401","title":"Input data validation error","detail":"Parameter A is required"}`, "401",
			"Parameter A is required"},
		{`{"code":"401","title":"Input data validation error","detail":null}`, "401", "Input data validation error"},
	} {
		calls, _ := answered(t, 400, "application/json", c.body)
		_, err := calls.RetrieveOrderDetails(context.Background(), 1, "A-1")
		var refusal *vertexapi.Error
		if !errors.As(err, &refusal) || refusal.Code != c.code || refusal.Text() != c.text {
			t.Errorf("%s gives %#v", c.body, err)
		}
		if errors.Is(err, strictpay.ErrUnauthorized) {
			t.Errorf("%s: a code inside the body is no HTTP status", c.body)
		}
	}
}

func TestRequestsAreCheckedBeforeSending(t *testing.T) {
	t.Parallel()
	calls, _ := answered(t, 500, "application/json", "{}")
	ctx := context.Background()
	for _, c := range []struct {
		name string
		call func(strictpay.CallOption) error
		want []string
	}{
		{"an empty path value", func(o strictpay.CallOption) error {
			_, err := calls.RetrieveOrderDetails(ctx, 1, "", o)
			return err
		}, []string{"missing /path/orderNumber"}},
		{"dot segments, and no shop", func(o strictpay.CallOption) error {
			_, err := calls.RetrieveOrderDetails(ctx, 0, "..", o)
			return err
		}, []string{"format /path/orderNumber", "format /path/shopId"}},
		{"an empty refund", func(o strictpay.CallOption) error {
			_, err := calls.RefundOrder(ctx, vertexapi.RefundOrderRequest{}, o)
			return err
		}, []string{"format /shopId", "missing /cost/amount", "missing /orderNumber"}},
		{"an amount that is none", func(o strictpay.CallOption) error {
			_, err := calls.CreateOrder(ctx,
				vertexapi.CreateOrderRequest{ShopID: 1,
					Order: vertexapi.NewOrder{OrderNumber: "-A", Cost: vertexapi.NewOrderCost{Currency: "US"}}}, o)
			return err
		}, []string{"format /order/cost/currency", "format /order/orderNumber", "missing /order/cost/amount"}},
		{"an undeclared value", func(o strictpay.CallOption) error {
			_, err := calls.ListPayoutFields(ctx,
				vertexapi.PayoutFieldsRequest{InstrumentType: "seashell", ProviderCode: "p", AcquirerCode: "a",
					PayoutSettings: vertexapi.PayoutSettings{Region: "DE", Currency: "EUR"}}, o)
			return err
		}, []string{"unknown-value /instrumentType"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var info strictpay.Info
			err := c.call(strictpay.WithInfo(&info))
			var damage *strictpay.NotSent
			if !errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &damage) {
				t.Fatalf("error %v", err)
			}
			if got := found(damage.Deviations); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			if info.Status != 0 || len(info.Deviations) != len(c.want) {
				t.Errorf("info has status %d and %v", info.Status, info.Deviations)
			}
		})
	}
}

func TestPathValuesAreEscaped(t *testing.T) {
	t.Parallel()
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.RequestURI
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(server.Close)
	calls := vertexapi.NewClient(newCaller(t, server.URL))
	_, _ = calls.RetrieveOrderDetails(context.Background(), 1, "../a?b#c%2e d")
	if want := "/order/1/..%2Fa%3Fb%23c%252e%20d"; path != want {
		t.Errorf("called %s, want %s", path, want)
	}
}

func TestExactReading(t *testing.T) {
	t.Parallel()
	calls, caller := answered(t, 200, "application/json", order(`"new":1`))
	caller.Exact = true
	value, err := calls.RetrieveOrderDetails(context.Background(), 1, "A-1")
	var drift *strictpay.Contradiction
	if value != nil || !errors.As(err, &drift) || drift.Deviations[0].Kind != strictpay.KindUnknownMember {
		t.Errorf("value %v, error %v", value, err)
	}
}

// Drift is logged once per operation, kind and pointer, indexes as one. The test owns slog's default and runs alone.
func TestDriftIsLoggedOnce(t *testing.T) {
	var log strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	body := order(`"payments":[` +
		strings.Repeat(`{"cost":{"amount":"1","currency":"USD"},"acquirer":{},"paymentStatus":{},"new":"planted"},`,
			3) +
		`{"cost":{"amount":"1","currency":"USD"},"acquirer":{},"paymentStatus":{}}]`)
	calls, caller := answered(t, 200, "application/json", body)
	caller.Drift = nil
	for range 3 {
		if _, err := calls.RetrieveOrderDetails(context.Background(), 1, "A-1"); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(log.String(), "unknown-member"); n != 1 || strings.Contains(log.String(), "planted") {
		t.Errorf("logged %d times: %s", n, log.String())
	}
}

func TestInvoke(t *testing.T) {
	t.Parallel()
	calls, _ := answered(t, 200, "application/json", order(`"id":1`))
	if _, err := calls.Invoke(context.Background(), "noSuchOperation", nil); !errors.Is(err, invoke.ErrNoOperation) {
		t.Errorf("error %v", err)
	}
}
