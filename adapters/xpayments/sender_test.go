package xpayments_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// known makes a client that knows where X-Payments calls from: the two addresses.
func known(t testing.TB, addresses ...string) *xpayments.Client {
	t.Helper()
	config, err := xpayments.ConfigFromBundle(sandbox.New(t).XPayments.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	config.ServerAddresses = nil
	for _, text := range addresses {
		config.ServerAddresses = append(config.ServerAddresses, netip.MustParsePrefix(text))
	}
	client, err := config.New()
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// A good callback; what the handler makes of it depends on who sends it.
func statusFor(t testing.TB, client *xpayments.Client, h http.Handler, remote string, header http.Header) int {
	t.Helper()
	form, err := client.NewCallback(xpaymentsfake.TxnID("status-2"),
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header = header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = remote
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func TestSenderByConnection(t *testing.T) {
	t.Parallel()
	client := known(t, "203.0.113.7/32", "2001:db8::/32")
	s := &store{}
	h := s.handlerFor(t, client, xpayments.SenderByConnection(), xpayments.WithoutReading())
	for remote, want := range map[string]int{
		"203.0.113.7:4711": 200, "[::ffff:203.0.113.7]:4711": 200, "[2001:db8::1]:1": 200, "203.0.113.7": 200,
		"203.0.113.8:4711": 400, "[2001:db9::1]:1": 400, "": 400, "@": 400,
	} {
		forged := http.Header{"X-Forwarded-For": {"203.0.113.7"}}
		if got := statusFor(t, client, h, remote, forged); got != want {
			t.Errorf("%q: status %d", remote, got)
		}
	}
}

func TestSenderByHeader(t *testing.T) {
	t.Parallel()
	client := known(t, "203.0.113.7/32")
	s := &store{}
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	from := xpayments.SenderByHeader("X-Forwarded-For", proxies...)
	h := s.handlerFor(t, client, from, xpayments.WithoutReading())
	for _, c := range []struct {
		name, remote string
		values       []string
		want         int
	}{
		{"from the proxy", "10.0.0.1:1", []string{"203.0.113.7"}, 200},
		{"with a port", "10.0.0.1:1", []string{"203.0.113.7:4711"}, 200},
		{"mapped", "[fd00::1]:1", []string{"[::ffff:203.0.113.7]"}, 200},
		{"through two proxies", "10.0.0.1:1", []string{"203.0.113.7, 10.0.0.2"}, 200},
		{"in two headers", "10.0.0.1:1", []string{"198.51.100.1", "203.0.113.7,10.0.0.2"}, 200},
		{"a stranger who brings a header", "10.0.0.1:1", []string{"203.0.113.7, 198.51.100.1"}, 400},
		{"a stranger who brings a header of its own", "10.0.0.1:1", []string{"203.0.113.7", "198.51.100.1"}, 400},
		{"a stranger who brings nonsense", "10.0.0.1:1", []string{"203.0.113.7, nonsense"}, 400},
		{"not through the proxy", "203.0.113.7:1", []string{"203.0.113.7"}, 400},
		{"no header", "10.0.0.1:1", nil, 400},
		{"an empty header", "10.0.0.1:1", []string{""}, 400},
		{"proxies only", "10.0.0.1:1", []string{"10.0.0.3, 10.0.0.2"}, 400},
	} {
		if got := statusFor(t, client, h, c.remote, http.Header{"X-Forwarded-For": c.values}); got != c.want {
			t.Errorf("%s: status %d, want %d", c.name, got, c.want)
		}
	}
}

func TestHandlersThatCannotTellCallersApartAreNotMade(t *testing.T) {
	t.Parallel()
	client, unknown, s := known(t, "203.0.113.7/32"), known(t), &store{}
	proxy := netip.MustParsePrefix("10.0.0.0/8")
	for name, c := range map[string]struct {
		client *xpayments.Client
		from   xpayments.Sender
	}{
		"nothing said":               {client, xpayments.Sender{}},
		"no address of X-Payments":   {unknown, xpayments.SenderByConnection()},
		"none behind a proxy either": {unknown, xpayments.SenderByHeader("X-Real-IP", proxy)},
		"no proxy is trusted":        {client, xpayments.SenderByHeader("X-Real-IP")},
		"no header":                  {client, xpayments.SenderByHeader("", proxy)},
	} {
		if h, err := c.client.Handler(c.from, s.handle, s.violated); h != nil || !errors.Is(err, xpayments.ErrSender) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if h, err := unknown.Handler(xpayments.AnySender(), s.handle, s.violated); h == nil || err != nil {
		t.Errorf("any sender: %v", err)
	}
	if h, err := new(xpayments.Client).Handler(xpayments.AnySender(), s.handle, s.violated); h != nil || err == nil {
		t.Error("a client that no constructor made")
	}
	if h, err := client.Handler(xpayments.AnySender(), nil, s.violated); h != nil || err == nil {
		t.Error("no function for events")
	}
	if h, err := client.Handler(xpayments.AnySender(), s.handle, nil); h != nil || err == nil {
		t.Error("no function for violations")
	}
}

// The bundle says who may call: its server_ip decides.
func TestTheBundleNamesTheCallers(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	bundle, err := xpayments.ParseBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	bundle.ServerIP = "203.0.113.7, 2001:db8::1"
	client, err := xpayments.NewFromBundle(bundle.EncodeJSON())
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	h := s.handlerFor(t, client, xpayments.SenderByConnection())
	for remote, want := range map[string]int{
		"203.0.113.7:1": 200, "[2001:db8::1]:1": 200, "203.0.113.8:1": 400, "[2001:db8::2]:1": 400,
	} {
		if got := statusFor(t, client, h, remote, nil); got != want {
			t.Errorf("%s: status %d", remote, got)
		}
	}
}
