package failures

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
)

// unused is a sandbox for its credentials alone.
var unused = sync.OnceValue(func() *sandbox.Sandbox {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s.Close()
	return s
})

// at connects the client of an API to a server in place of its sandbox.
func at(t testing.TB, c call, server string, opts ...strictpay.Option) apis.Client {
	t.Helper()
	client, err := c.Connect(apis.OnSandbox(c.API, unused(), func(sandboxURL string) string {
		return server + strings.TrimPrefix(sandboxURL, unused().URL)
	}), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func invoke(ctx context.Context, client apis.Client, c call, opts ...strictpay.CallOption) error {
	_, err := client.Invoke(ctx, c.op.ID, arguments{c.op, c.set}, opts...)
	return err
}

// withoutAnswer is the outcome of a call that was sent and of which no answer says anything.
func withoutAnswer(c call) strictpay.Outcome {
	if c.op.MovesMoney {
		return strictpay.Unknown
	}
	return strictpay.NotAvailable
}

// contradicted is the outcome of a call whose answer is none that the specification describes.
func contradicted(c call) strictpay.Outcome {
	if c.op.MovesMoney {
		return strictpay.Unknown
	}
	return strictpay.Contradicted
}

// expect wants an outcome, under each way to ask for it.
func expect(t testing.TB, what string, err error, want strictpay.Outcome) {
	t.Helper()
	if got := strictpay.OutcomeOf(err); got != want {
		t.Errorf("%s: %s, want %s: %v", what, got, want, err)
	}
	for outcome, found := range map[strictpay.Outcome]bool{
		strictpay.Refused: errors.Is(err, strictpay.ErrRefused) || errors.As(err, new(*strictpay.Refusal)),
		strictpay.Contradicted: errors.Is(err, strictpay.ErrContradicted) ||
			errors.As(err, new(*strictpay.Contradiction)),
		strictpay.Unsent:       errors.Is(err, strictpay.ErrNotSent) || errors.As(err, new(*strictpay.NotSent)),
		strictpay.NotAvailable: errors.Is(err, strictpay.ErrUnavailable) || errors.As(err, new(*strictpay.Unavailable)),
		strictpay.Unknown: errors.Is(err, strictpay.ErrOutcomeUnknown) ||
			errors.As(err, new(*strictpay.OutcomeUnknown)),
	} {
		if found != (outcome == want) {
			t.Errorf("%s: found as %s: %v: %v", what, outcome, found, err)
		}
	}
	if errors.Is(err, strictpay.ErrNotFound) {
		t.Errorf("%s: nothing said that it does not exist: %v", what, err)
	}
}

// An errgroup cancels its calls with the error of the first that failed. That one was not sent; the others were.
func TestGroupsDoNotMixOutcomes(t *testing.T) {
	dead := "http://127.0.0.1:1"
	sideBySide(calls(), func(c call) {
		arrived := make(chan struct{}, 10)
		server := rawserver.New(t, func(r *rawserver.Request) bool {
			arrived <- struct{}{}
			return rawserver.Silent(r)
		})
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		go func() {
			<-arrived
			cancel(fmt.Errorf("group: %w", invoke(context.Background(), at(t, c, dead, strictpay.WithRetries(0)), c)))
		}()
		var info strictpay.Info
		err := invoke(ctx, at(t, c, server.URL), c, strictpay.WithInfo(&info))
		expect(t, c.String(), err, withoutAnswer(c))
		if !errors.Is(err, context.Canceled) || errors.Is(err, syscall.ECONNREFUSED) || len(info.Attempts) != 1 ||
			!info.Attempts[0].MayHaveArrived {
			t.Errorf("%s: attempts %v: %v", c, info.Attempts, err)
		}
	})
}

// A group of lookups of which one finds nothing: its refusal cancels the others, and says nothing of their orders.
func TestOneMissingOrderSaysNothingOfOthers(t *testing.T) {
	for _, c := range calls() {
		if c.String() != "vertex.retrieveOrderDetails" {
			continue
		}
		const others = 4
		arrived := make(chan struct{}, others)
		waits := rawserver.New(t, func(r *rawserver.Request) bool {
			arrived <- struct{}{}
			return rawserver.Silent(r)
		})
		missing := rawserver.New(t, rawserver.JSON(404, `{"code":404,"message":"Not found order number"}`))
		ctx, cancel := context.WithCancelCause(t.Context()) // as errgroup.WithContext makes it
		defer cancel(nil)
		var group sync.WaitGroup
		for range others {
			group.Go(func() {
				err := invoke(ctx, at(t, c, waits.URL), c)
				expect(t, c.String(), err, strictpay.NotAvailable)
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s: the cause is not reported: %v", c, err)
				}
			})
		}
		for range others {
			<-arrived
		}
		err := invoke(ctx, at(t, c, missing.URL), c)
		if !errors.Is(err, strictpay.ErrNotFound) || strictpay.OutcomeOf(err) != strictpay.Refused {
			t.Errorf("%s: %v", c, err)
		}
		cancel(err)
		group.Wait()
	}
}

// Whatever stands in place of an answer, no operation takes it for a refusal that was understood, nor for one that
// says that nothing exists.
func TestWhatIsNoAnswer(t *testing.T) {
	type row struct {
		name   string
		answer rawserver.Answer
		want   func(c call) strictpay.Outcome
	}
	rows := []row{
		{"101", rawserver.Upgrade, contradicted},
		{"lost", rawserver.Lost, withoutAnswer},
		{"reset", rawserver.Reset, withoutAnswer},
		{"half a head", rawserver.HalfHead(200), withoutAnswer},
		{"half", rawserver.Half(200, `{"data":{}}`), withoutAnswer},
		{"half of a 4xx", rawserver.Half(400, `{"code":"1"}`), withoutAnswer},
		{"redirect", rawserver.Page(http.StatusFound), func(c call) strictpay.Outcome {
			if slices.ContainsFunc(c.op.Answers, func(a spec.Answer) bool { return a.Status == http.StatusFound }) {
				return strictpay.Done // one operation is documented to answer so
			}
			return contradicted(c)
		}},
	}
	for _, status := range []int{404, 400, 418, 422} {
		for name, body := range map[string]string{"page": "", "nothing": "-", "an object": "{}",
			"a proxy's text": `{"message":"no Route matched"}`, "not found": "404 page not found"} {
			answer := rawserver.JSON(status, body)
			switch name {
			case "page":
				answer = rawserver.Page(status)
			case "nothing":
				answer = rawserver.Whole(status, "", "")
			case "not found":
				answer = rawserver.Whole(status, "text/plain", body)
			}
			rows = append(rows, row{fmt.Sprintf("%d with %s", status, name), answer, contradicted})
		}
	}
	for _, status := range []int{408, 500, 502, 503, 504, 520} {
		rows = append(rows, row{fmt.Sprintf("%d page", status), rawserver.Page(status), withoutAnswer},
			row{fmt.Sprintf("%d in JSON", status), rawserver.JSON(status, `{"code":"1","message":"m","title":"t"}`),
				withoutAnswer})
	}
	for i, r := range rows {
		server := rawserver.New(t, r.answer)
		var list []call
		for place, c := range calls() {
			if !testing.Short() || (place+i)%4 == 0 { // each operation gets some answers, each answer some operations
				list = append(list, c)
			}
		}
		sideBySide(list, func(c call) {
			err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithRetries(0)), c)
			expect(t, c.String()+", "+r.name, err, r.want(c))
			if errors.Is(err, strictpay.ErrUnauthorized) || errors.Is(err, strictpay.ErrRateLimited) {
				t.Errorf("%s, %s: %v", c, r.name, err)
			}
		})
	}
}

// 401, 403 and 429 say no by themselves; but a 403 or 429 page may be that of a proxy behind which the money moved.
func TestRefusalsByStatus(t *testing.T) {
	for status, sentinel := range map[int]error{401: strictpay.ErrUnauthorized, 403: strictpay.ErrUnauthorized,
		429: strictpay.ErrRateLimited} {
		for name, answer := range map[string]rawserver.Answer{"page": rawserver.Page(status),
			"nothing": rawserver.Whole(status, "", "")} {
			server := rawserver.New(t, answer)
			sideBySide(calls(), func(c call) {
				err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithRetries(0)), c)
				want := strictpay.Refused
				if c.op.MovesMoney && status != 401 && name == "page" {
					want = strictpay.Unknown
				}
				expect(t, fmt.Sprintf("%s, %d with %s", c, status, name), err, want)
				if errors.Is(err, sentinel) != (want == strictpay.Refused) {
					t.Errorf("%s, %d: %v", c, status, err)
				}
			})
		}
	}
}

// A call that may be repeated is repeated, also when its answer breaks off; then every attempt is told.
func TestRepeatsAreTold(t *testing.T) {
	for name, answer := range map[string]rawserver.Answer{
		"half": rawserver.Half(200, `{"data":{}}`), "lost": rawserver.Lost, "408": rawserver.Page(408),
		"503": rawserver.Page(503), "520": rawserver.Page(520), "530": rawserver.Page(530),
	} {
		sideBySide(calls(), func(c call) {
			server := rawserver.New(t, answer)
			var info strictpay.Info
			err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithRetries(1)), c, strictpay.WithInfo(&info))
			expect(t, c.String()+", "+name, err, withoutAnswer(c))
			want := 1
			if c.op.Idempotent && (!c.op.MovesMoney || c.op.IdempotencyKey != "") {
				want = 2
			}
			if server.Arrived() != want || len(info.Attempts) != want {
				t.Errorf("%s, %s: arrived %d times, want %d, reported %v", c, name, server.Arrived(), want,
					info.Attempts)
			}
			for _, a := range info.Attempts {
				if !a.MayHaveArrived || a.Began.IsZero() || a.Status == 0 && a.Class == "" {
					t.Errorf("%s, %s: %v", c, name, a)
				}
			}
			if c.op.MovesMoney {
				var unknown *strictpay.OutcomeUnknown
				if errors.As(err, &unknown) && len(unknown.Attempts) != want {
					t.Errorf("%s, %s: the unknown outcome has %v", c, name, unknown.Attempts)
				}
			}
		})
	}
}

// Once an attempt may have arrived, a refusal of its repeat does not say that nothing happened.
func TestRefusalAfterALostAttempt(t *testing.T) {
	tried := 0
	for _, c := range calls() {
		if c.Name != "koshelek" || !c.op.MovesMoney || !c.op.Idempotent {
			continue
		}
		tried++
		for name, first := range map[string]rawserver.Answer{
			"lost": rawserver.Lost, "reset": rawserver.Reset, "half": rawserver.Half(200, `{"requestId":"1"}`),
			"503": rawserver.Page(503), "504": rawserver.Page(504), "silent": rawserver.Silent,
		} {
			for _, code := range []string{"TRANSACTION_FOR_SESSION_ID_ALREADY_PAYED", "TRANSACTION_IN_PROCESSING",
				"TRANSACTION_IS_BEING_REFUNDED_ALREADY"} {
				opts := []strictpay.Option{}
				if name == "silent" {
					if code != "TRANSACTION_IN_PROCESSING" {
						continue // once is enough: it takes its time
					}
					opts = append(opts, strictpay.WithAttemptTimeout(3*time.Second))
				}
				server := rawserver.New(t, rawserver.InTurn(first, rawserver.JSON(422, `{"code":"`+code+`"}`)))
				err := invoke(t.Context(), at(t, c, server.URL, opts...), c)
				expect(t, c.String()+", "+name+" and "+code, err, strictpay.Unknown)
				var unknown *strictpay.OutcomeUnknown
				if !errors.As(err, &unknown) || unknown.Refusal == nil || unknown.Refusal.Code != code ||
					len(unknown.Attempts) != 2 || unknown.StatusQuery.Operation == "" {
					t.Errorf("%s, %s: %+v", c, name, unknown)
				}
			}
		}
		server := rawserver.New(t, rawserver.JSON(422, `{"code":"TRANSACTION_IN_PROCESSING"}`))
		expect(t, c.String(), invoke(t.Context(), at(t, c, server.URL), c), strictpay.Refused)
	}
	if tried == 0 {
		t.Error("no operation was tried")
	}
}

// Whatever hooks make of the context, a call that arrived is never one that was not sent, and waits end.
func TestHooksOfCallsLoseNothing(t *testing.T) {
	lost, silent := rawserver.New(t, rawserver.Lost), rawserver.New(t, rawserver.Silent)
	for name, replace := range map[string]func(context.Context) context.Context{
		"background": func(context.Context) context.Context {
			return context.Background()
		}, "without cancel": context.WithoutCancel,
	} {
		start := func(ctx context.Context, _ strictpay.HookEvent) context.Context { return replace(ctx) }
		hooks := strictpay.WithHooks(strictpay.Hooks{OperationStart: start, AttemptStart: start})
		sideBySide(calls(), func(c call) {
			expect(t, c.String()+", "+name, invoke(t.Context(), at(t, c, lost.URL, hooks, strictpay.WithRetries(1)), c),
				withoutAnswer(c))
			expect(t, c.String()+", "+name, patiently(true, func(opts ...strictpay.Option) error {
				return invoke(t.Context(), at(t, c, silent.URL, append(opts, hooks)...), c)
			}), withoutAnswer(c))
		})
	}
}

// Hooks are told the outcome of every call, once, and after its answer was judged.
func TestHooksAreToldTheOutcome(t *testing.T) {
	for name, answer := range map[string]rawserver.Answer{"lost": rawserver.Lost, "page": rawserver.Page(404),
		"401": rawserver.Page(401), "nothing": rawserver.Whole(200, "", "")} {
		server := rawserver.New(t, answer)
		sideBySide(calls(), func(c call) {
			var ends []strictpay.HookEvent
			hooks := strictpay.WithHooks(strictpay.Hooks{OperationEnd: func(_ context.Context, e strictpay.HookEvent) {
				ends = append(ends, e)
			}})
			err := invoke(t.Context(), at(t, c, server.URL, hooks, strictpay.WithRetries(0)), c)
			if len(ends) != 1 || ends[0].Outcome != strictpay.OutcomeOf(err) || ends[0].NotSent {
				t.Errorf("%s, %s: reported %+v of %v", c, name, ends, err)
			}
		})
	}
}

// Over TLS and HTTP/2, with a client of the caller's, what breaks off is as unknown as over plain connections.
func TestBrokenAnswersOverTLSAndHTTP2(t *testing.T) {
	lost, trust := rawserver.NewTLS(t, rawserver.Lost)
	secure := &http.Client{Transport: &http.Transport{TLSClientConfig: trust, DisableKeepAlives: true}}
	sideBySide(calls(), func(c call) {
		err := invoke(t.Context(), at(t, c, lost.URL, strictpay.WithHTTPClient(secure), strictpay.WithRetries(0)), c)
		expect(t, c.String()+" over TLS", err, withoutAnswer(c))
		// Each call has a connection of its own: on one that another call saw broken, net/http may send nothing at all.
		h2, client := rawserver.NewHTTP2(t, func(s *rawserver.Stream) {
			s.Head()
			s.Data(`{"data":`, false)
			s.Reset(rawserver.ProtocolError)
		})
		err = invoke(t.Context(), at(t, c, h2, strictpay.WithHTTPClient(client), strictpay.WithRetries(0)), c)
		expect(t, c.String()+" over HTTP/2", err, withoutAnswer(c))
	})
}

// Where asking cannot tell, an unknown outcome gives nothing to ask with.
func TestNoReferenceWhereAskingCannotTell(t *testing.T) {
	server := rawserver.New(t, rawserver.Lost)
	never := 0
	for _, c := range calls() {
		if !c.op.MovesMoney {
			continue
		}
		var unknown *strictpay.OutcomeUnknown
		if err := invoke(t.Context(), at(t, c, server.URL, strictpay.WithRetries(0)), c); !errors.As(err, &unknown) {
			t.Errorf("%s: %v", c, err)
			continue
		}
		tells := c.op.AskTells != spec.TellsNever
		if asks := unknown.StatusQuery.Operation != ""; asks != tells {
			t.Errorf("%s: asks with %q", c, unknown.StatusQuery.Operation)
		}
		if !tells {
			never++
		}
	}
	if never == 0 {
		t.Error("recharge can be asked for")
	}
}
