package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func status(t *testing.T, url string, body io.Reader) (int, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, body)
	if err != nil {
		t.Fatal(err)
	}
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, rsp.Body)
	return rsp.StatusCode, rsp.Body.Close()
}

func TestOnlyLoopback(t *testing.T) {
	t.Parallel()
	if s, err := Start("0.0.0.0:0"); !errors.Is(err, fake.ErrNotLoopback) {
		t.Errorf("%v, %v", s, err)
	}
}

// What stands under none of the paths is nobody's; what stands under one is its fake's, which asks for credentials.
func TestEveryPathHasItsFake(t *testing.T) {
	t.Parallel()
	s := New(t)
	for url, want := range map[string]int{
		s.URL + "/": http.StatusNotFound, s.URL + "/vertexapi/": http.StatusNotFound,
		s.RozetkaPay.URL + "/api/payparts/v1/new": http.StatusUnauthorized, s.Vertex.URL +
			"/orders": http.StatusUnauthorized,
		s.Koshelek.URL + "/api/v1/merchant/checkout": http.StatusUnauthorized,
	} {
		if got, err := status(t, url, strings.NewReader("{}")); got != want || err != nil {
			t.Errorf("%s: HTTP %d, %v; want %d", url, got, err, want)
		}
	}
}

// Two sandboxes have nothing in common, and a closed one answers nothing.
func TestSandboxesAreSeparate(t *testing.T) {
	t.Parallel()
	one, other := New(t), New(t)
	same := map[string]bool{
		"URL": one.URL == other.URL, "token": one.Vertex.Token == other.Vertex.Token,
		"signature key": one.Vertex.WebhookSecret == other.Vertex.WebhookSecret,
		"password":      one.RozetkaPay.Password == other.RozetkaPay.Password,
	}
	for what, is := range same {
		if is {
			t.Errorf("%s: the same in both", what)
		}
	}
	url := one.Vertex.URL + "/orders"
	one.Close()
	if got, err := status(t, url, nil); err == nil {
		t.Errorf("closed, and it answers HTTP %d", got)
	}
	if got, err := status(t, other.Vertex.URL+"/orders", nil); err != nil || got != http.StatusUnauthorized {
		t.Errorf("the other one: HTTP %d, %v", got, err)
	}
}

// Every fake has examples to call, and empty books for what nobody knows.
func TestFreshFakes(t *testing.T) {
	t.Parallel()
	for i, x := range New(t).fakes {
		if len(x.Examples()) == 0 {
			t.Errorf("fake %d: %d examples", i, len(x.Examples()))
		}
		for _, e := range x.Examples() {
			if e.Operation == "" {
				t.Errorf("fake %d: an example without an operation: %v", i, e.Set)
			}
		}
		b := x.Books("nobody's")
		if b.Payments+b.Charges+b.Refunds+b.Cancels+b.Payouts != 0 {
			t.Errorf("fake %d: %+v", i, b)
		}
		for _, amount := range []strictpay.Decimal{b.Held, b.Charged, b.Refunded, b.Canceled, b.PaidOut} {
			if amount.IsSet() && !amount.Decimal().IsZero() {
				t.Errorf("fake %d: %+v", i, b)
			}
		}
		if sent := x.Deliveries(); len(sent) != 0 {
			t.Errorf("fake %d: sent %d callbacks by itself", i, len(sent))
		}
	}
}

// A request that is larger than any documented one is not read to its end.
func TestRequestsAreBounded(t *testing.T) {
	t.Parallel()
	s := New(t)
	for _, x := range []struct{ url, user, password string }{
		{s.RozetkaPay.URL + "/api/payparts/v1/new", s.RozetkaPay.Login, s.RozetkaPay.Password},
		{s.Koshelek.URL + "/api/v1/merchant/checkout", s.Koshelek.Login, s.Koshelek.Password},
	} {
		body := strings.NewReader(`{"a":"` + fake.Padding() + `"}`)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, x.url, body)
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(x.user, x.password)
		req.Header.Set("Content-Type", "application/json")
		rsp, err := http.DefaultClient.Do(req)
		if err != nil {
			continue // the connection was closed while the client was still writing
		}
		if rsp.StatusCode < 400 {
			t.Errorf("%s: HTTP %d", x.url, rsp.StatusCode)
		}
		_ = rsp.Body.Close()
	}
}
