package vertex_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/giveup"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/transport"
)

// A call is one operation by the number that chooses the fault.
type call struct {
	name    string
	moves   bool
	askWith string
	make    func(ctx context.Context, c *vertex.Client, number string, opts ...strictpay.CallOption) error
}

var calls = []call{
	{"retrieveOrderDetails", false, "",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.RetrieveOrderDetails(ctx, 115, n, opts...))
		}},
	{"createOrder", true, "retrieveOrderDetails",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.CreateOrder(ctx, newOrder(n, "10.00"), opts...))
		}},
	{"captureOrder", true, "retrieveOrderDetails",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.CaptureOrder(ctx, named(n), opts...))
		}},
	{"cancelOrder", true, "retrieveOrderDetails",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.CancelOrder(ctx, named(n), opts...))
		}},
	{"rejectOrder", true, "retrieveOrderDetails",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.RejectOrder(ctx, named(n), opts...))
		}},
	{"refundOrder", true, "retrieveOrderDetails",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.RefundOrder(ctx, refund(n, "1.00"), opts...))
		}},
	{"createPayout", true, "retrievePayoutStatus",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.CreatePayout(ctx, newPayout(n), opts...))
		}},
	{"retrievePayoutStatus", false, "",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.RetrievePayoutStatus(ctx, 115, n, opts...))
		}},
	{"listPayoutFields", false, "",
		func(ctx context.Context, c *vertex.Client, n string, opts ...strictpay.CallOption) error {
			return fail(c.ListPayoutFields(ctx, vertexapi.PayoutFieldsRequest{
				InstrumentType: vertexapi.InstrumentTypeCard, ProviderCode: n, AcquirerCode: "a",
				PayoutSettings: vertexapi.PayoutSettings{Region: "DE", Currency: "EUR"},
			}, opts...))
		}},
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).Vertex
	client := dial(t, s.URL, s.Token, strictpay.WithRetries(0))
	faults := []struct {
		number string
		kind   strictpay.Kind // "" where no answer is judged
		is     error
	}{
		{fake.FaultHTML, strictpay.KindMediaType, nil},
		{fake.FaultSlow, "", context.Canceled},
		{fake.FaultCut, "", nil},
		{fake.FaultLarge, strictpay.KindSize, strictpay.ErrTooLarge},
		{fake.FaultDamaged, strictpay.KindType, nil},
	}
	for _, c := range calls {
		for _, f := range faults {
			t.Run(c.name+"/"+f.number, func(t *testing.T) {
				t.Parallel()
				ctx := t.Context()
				if f.number == fake.FaultSlow {
					ctx = giveup.OnceSent(ctx)
				}
				var info strictpay.Info
				err := c.make(ctx, client, f.number, strictpay.WithInfo(&info))
				checkFault(t, c, f.kind, err)
				if f.is != nil && !errors.Is(err, f.is) {
					t.Errorf("got %v; want it to be %v", err, f.is)
				}
				if f.kind != "" && info.Status != http.StatusOK {
					t.Errorf("HTTP %d", info.Status)
				}
				checkReference(t, c, f.number, err)
			})
		}
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).Vertex
	client := dial(t, s.URL, s.Token, strictpay.WithTimeout(50*time.Millisecond))
	if err := fail(client.RetrieveOrderDetails(t.Context(), 115, fake.FaultSlow)); !errors.Is(err,
		context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func checkFault(t *testing.T, c call, kind strictpay.Kind, err error) {
	t.Helper()
	if err == nil || errors.Is(err, strictpay.ErrNotSent) {
		t.Fatalf("got %v", err)
	}
	damage := strictpay.DeviationsOf(err)
	if (len(damage) > 0) != (kind != "") {
		t.Fatalf("got %v; want deviations: %v", err, kind != "")
	}
	if kind == "" {
		var lost *transport.Error
		if !errors.As(err, &lost) {
			t.Errorf("got %v; want a *transport.Error", err)
		}
		return
	}
	if c.name == "listPayoutFields" && kind == strictpay.KindNull {
		kind = strictpay.KindType // its one typed member
	}
	for _, d := range damage {
		if d.Kind == kind {
			return
		}
	}
	t.Errorf("deviations %v; want %s", damage, kind)
}

func checkReference(t *testing.T, c call, number string, err error) {
	t.Helper()
	var unknown *strictpay.OutcomeUnknown
	if errors.As(err, &unknown) != c.moves || errors.Is(err, strictpay.ErrOutcomeUnknown) != c.moves {
		t.Fatalf("got %v; outcome unknown: want %v", err, c.moves)
	}
	if !c.moves {
		return
	}
	given, _ := unknown.StatusQuery.Get("orderNumber")
	if c.askWith == "retrievePayoutStatus" {
		given, _ = unknown.StatusQuery.Get("payoutNumber")
	}
	if of, _ := unknown.StatusQuery.Get("shopId"); unknown.StatusQuery.Operation != c.askWith || given != number ||
		of != "115" {
		t.Errorf("reference %v", unknown.StatusQuery)
	}
}

// The answer is lost and the money moved: who asks with the reference learns it, and charges nobody again.
func TestOutcomeUnknownAndDone(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{fake.FaultHTML, fake.FaultCut, fake.FaultDamaged, fake.FaultLarge} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s, client := start(t)
			must(client.CreateOrder(t.Context(), newOrder("two", "100.00", twoStage)))(t)
			step(t, s.Pay("two"))
			s.FaultNext(fault)
			_, err := client.CaptureOrder(t.Context(), named("two"))
			var unknown *strictpay.OutcomeUnknown
			if !errors.As(err, &unknown) {
				t.Fatalf("got %v", err)
			}
			number, _ := unknown.StatusQuery.Get("orderNumber")
			if now := must(client.RetrieveOrderDetails(t.Context(), 115,
				number))(t); !now.Data.OrderStatus.Succeeded() {
				t.Errorf("the capture was done: %v", now)
			}
			if b := s.Books("two"); b.Charges != 1 || b.Charged.String() != "100" {
				t.Errorf("books %+v", b)
			}
		})
	}
}

func TestDriftIsReported(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).Vertex
	o, _ := s.GetOrder("status-completed")
	o.OrderStatus = "settled"
	s.PutOrder(o)
	var reported []strictpay.Deviation
	client := dial(t, s.URL, s.Token, strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
		reported = append(reported, info.Deviations...)
	}))
	got := order(t, client, "status-completed").OrderStatus
	if got != "settled" || got.Valid() || got.Final() || got.Succeeded() {
		t.Errorf("got %s", got)
	}
	if len(reported) != 1 || reported[0].Kind != strictpay.KindUnknownValue ||
		reported[0].Pointer != "/data/orderStatus" ||
		reported[0].Severity != strictpay.Drift {
		t.Errorf("reported %v", reported)
	}
	var found *strictpay.Contradiction
	if err := fail(dial(t, s.URL, s.Token, strictpay.WithExact()).RetrieveOrderDetails(t.Context(), 115,
		"status-completed")); !errors.As(err, &found) {
		t.Errorf("got %v", err)
	}
}

func TestSentIsChecked(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	for name, c := range map[string]struct{ typ, body string }{
		"no JSON":            {"application/json", "shop"},
		"another media type": {"text/plain", `{"shopId":115,"orderNumber":"status-in-progress"}`},
		"a member too many":  {"application/json", `{"shopId":115,"orderNumber":"status-in-progress","amount":"1"}`},
		"a text as shop":     {"application/json", `{"shopId":"115","orderNumber":"status-in-progress"}`},
		"no shop":            {"application/json", `{"orderNumber":"status-in-progress"}`},
		"a word as shop":     {"", "/order/shop/status-in-progress"},
	} {
		method, path := http.MethodPost, "/order/cancel"
		if c.typ == "" {
			method, path = http.MethodGet, c.body
		}
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(c.body))
		step(t, err)
		req.Header.Set("Content-Type", c.typ)
		req.Header.Set("Api-Access-Token", s.Token)
		rsp, err := http.DefaultClient.Do(req)
		step(t, err)
		step(t, rsp.Body.Close())
		if rsp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: HTTP %d", name, rsp.StatusCode)
		}
	}
	if o, _ := s.GetOrder("status-in-progress"); o.OrderStatus != "in_progress" {
		t.Errorf("cancelled by a bad request: %v", o)
	}
}
