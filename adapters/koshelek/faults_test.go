package koshelek_test

//lint:file-ignore SA1019 the deprecated mode is tested as well

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/internal/giveup"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

var movesMoney = map[string]bool{"checkout": true, "cancelTransaction": true, "refundTransaction": true}

func TestFaults(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	for _, of := range []struct {
		fault string
		is    error  // satisfied by every operation's error
		kind  string // of the deviations, "" for none
	}{
		{fake.FaultHTML, nil, "media-type syntax"},
		{fake.FaultSlow, context.Canceled, ""},
		{fake.FaultCut, io.ErrUnexpectedEOF, ""},
		{fake.FaultLarge, strictpay.ErrTooLarge, "size"},
		{fake.FaultDamaged, nil, "any"},
	} {
		for operation, call := range calls(t, client, of.fault) {
			t.Run(of.fault+" "+operation, func(t *testing.T) {
				t.Parallel()
				ctx := t.Context()
				if of.fault == fake.FaultSlow {
					ctx = giveup.OnceSent(ctx)
				}
				var info strictpay.Info
				err := call(ctx, strictpay.WithInfo(&info))
				if err == nil || errors.Is(err, strictpay.ErrNotSent) {
					t.Fatalf("expected an error after sending: %v", err)
				}
				if of.is != nil && !errors.Is(err, of.is) {
					t.Errorf("expected %v: %v", of.is, err)
				}
				found := kinds(err)
				if of.kind != "any" && operation != "sendReceipt" && found != of.kind || of.kind == "any" &&
					found == "" {
					t.Errorf("kinds %q", found)
				}
				var unknown *strictpay.OutcomeUnknown
				if errors.As(err, &unknown) != movesMoney[operation] ||
					errors.Is(err, strictpay.ErrOutcomeUnknown) != movesMoney[operation] {
					t.Errorf("outcome: %v", err)
				}
				if movesMoney[operation] {
					name, want := "transactionId", of.fault
					if operation == "checkout" {
						name, want = "requestId", ""
					}
					if got, ok := unknown.StatusQuery.Get(name); !ok || want != "" && got != want || got == "" {
						t.Errorf("reference: %v", unknown.StatusQuery)
					}
				}
				if info.Operation != operation || (of.fault == fake.FaultSlow) != (info.Status == 0) {
					t.Errorf("info: HTTP %d", info.Status)
				}
				if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "temporarily unavailable") {
					t.Error("the error shows the body")
				}
			})
		}
	}
}

func TestFaultByRequestIDAndRefTransactionID(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	request := question(s.Seeded("accepted"))
	request.RequestID = fake.FaultHTML
	if _, err := c.TransactionStatus(t.Context(), request); kinds(err) != "media-type syntax" {
		t.Errorf("requestId: %v", err)
	}
	fault := fake.FaultDamaged
	_, err := c.TransactionStatus(t.Context(), koshelekapi.TransactionStatusRequest{RefTransactionID: &fault})
	if kinds(err) != "null identity" {
		t.Errorf("refTransactionId: %v", err)
	}
}

func TestClosedPortIsNotSent(t *testing.T) {
	t.Parallel()
	c, err := koshelek.New("http://127.0.0.1:1/partner", "login", "password", strictpay.WithRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	for operation, call := range calls(t, c, "A-1") {
		if err := call(t.Context()); !errors.Is(err, strictpay.ErrNotSent) ||
			errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", operation, err)
		}
	}
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).Koshelek
	c, err := koshelek.New(s.URL, s.Login, "not "+s.Password)
	if err != nil {
		t.Fatal(err)
	}
	for operation, call := range calls(t, c, "A-1") {
		err := call(t.Context())
		if !errors.Is(err, koshelek.ErrUnauthorized) || refusalOf(t, err).Status != 401 || kinds(err) != "status" {
			t.Errorf("%s: %v", operation, err)
		}
		if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, s.Password) ||
			strings.Contains(text, s.Login) {
			t.Errorf("%s: the error shows the credentials", operation)
		}
	}
	if books := s.Books("A-1"); books.Payments != 0 {
		t.Errorf("books: %+v", books)
	}
}

// A server that answers what no sandbox would.
func serve(t *testing.T, handler http.HandlerFunc, opts ...strictpay.Option) *koshelek.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c, err := koshelek.New(server.URL+"/partner", "login", "password", opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func jsonAnswer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestUndeclaredStatusKeepsTheCodeInIt(t *testing.T) {
	t.Parallel()
	c := serve(t, jsonAnswer(400, `{"code":"UNKNOWN_TRANSACTION_ID","details":"secret words"}`))
	_, err := c.TransactionStatus(t.Context(), question("A-1"))
	refusal := refusalOf(t, err)
	if refusal.Status != 400 || refusal.Code != "UNKNOWN_TRANSACTION_ID" || refusal.Text() != "secret words" ||
		!errors.Is(err, koshelek.ErrNotFound) || kinds(err) != "status" {
		t.Errorf("%v", err)
	}
	if strings.Contains(err.Error(), "secret words") {
		t.Errorf("the error shows the provider's free text: %v", err)
	}
}

func TestTooManyCalls(t *testing.T) {
	t.Parallel()
	c := serve(t, jsonAnswer(429, `{}`), strictpay.WithRetries(0))
	if _, err := c.TransactionStatus(t.Context(), question("A-1")); !errors.Is(err, koshelek.ErrRateLimited) {
		t.Errorf("%v", err)
	}
}

func TestDriftIsToldAndKept(t *testing.T) {
	t.Parallel()
	asked := question("2")
	asked.RequestID = "1"
	const body = `{"requestId":"1","transactionId":"2","status":"on_hold","loyalty":{"points":5},` +
		`"errorCode":"BRAND_NEW"}`
	var reported atomic.Int64
	c := serve(t, jsonAnswer(200, body), strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
		reported.Add(int64(len(info.Deviations)))
	}))
	var info strictpay.Info
	state := must(c.TransactionStatus(t.Context(), asked, strictpay.WithInfo(&info)))(t)
	if state.Status != "on_hold" || state.Status.Valid() || state.Status.Final() || state.Status.Succeeded() {
		t.Errorf("an undeclared status is kept and says no to everything: %+v", state)
	}
	if refusal := state.Refusal(); refusal == nil || refusal.Code != "BRAND_NEW" || refusal.Known ||
		koshelek.OperatorTip(refusal, 5) != "" {
		t.Errorf("an undeclared code is a refusal without a row: %v", refusal)
	}
	if reported.Load() != 3 || len(info.Deviations) != 3 || string(info.Body()) != body {
		t.Errorf("reported %d, info %v", reported.Load(), info.Deviations)
	}
	strict := serve(t, jsonAnswer(200, body), strictpay.WithExact())
	if _, err := strict.TransactionStatus(t.Context(),
		asked); kinds(err) != "unknown-value unknown-member unknown-value" {
		t.Errorf("drift as error: %v", err)
	}
}

func TestTokenAndLoginTravelAsTheyAre(t *testing.T) {
	t.Parallel()
	var header http.Header
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header.Clone()
		jsonAnswer(200, `{"requestId":"1","transactionId":"2","status":"new"}`)(w, r)
	})
	request := checkout("K7Q2ZD", "A-1")
	request.RequestID = "1"
	must(c.Checkout(t.Context(), token, request))(t)
	if header.Get("token") != token.Reveal() || header.Get("Authorization") != "Basic bG9naW46cGFzc3dvcmQ=" ||
		header.Get("Content-Type") != "application/json" || header.Get("Accept") != "application/json" {
		t.Error("token, login or media types are not as documented")
	}
	for _, bad := range []string{"a\nb", "a\r\nX-Other: 1", "a\x00b"} {
		_, err := c.Checkout(t.Context(), strictpay.NewSecret(bad), checkout("K7Q2ZD", "A-1"))
		if !errors.Is(err, strictpay.ErrNotSent) || strings.Contains(fmt.Sprintf("%+v", err), bad) {
			t.Errorf("a token that is no header: %v", err)
		}
	}
}

func TestPathArgumentStaysOneSegment(t *testing.T) {
	t.Parallel()
	var path atomic.Value
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		path.Store(r.URL.EscapedPath() + "?" + r.URL.RawQuery)
		jsonAnswer(422, `{"code":"UNKNOWN_SESSION_ID"}`)(w, r)
	})
	const base = "/partner/api/v1/merchant/availability-info/"
	for _, of := range []struct{ id, want string }{
		{"../checkout", base + "..%2Fcheckout?"}, {"a/b", base + "a%2Fb?"}, {"a?b=c", base + "a%3Fb=c?"},
		{"a#b", base + "a%23b?"}, {"%2e%2e", base + "%252e%252e?"}, {"я", base + "%D1%8F?"},
	} {
		_, err := c.GetAvailability(t.Context(), of.id)
		refusalOf(t, err)
		if got := path.Load(); got != of.want {
			t.Errorf("%q went to %q", of.id, got)
		}
	}
	for _, id := range []string{"", ".", ".."} {
		if _, err := c.GetAvailability(t.Context(), id); !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
