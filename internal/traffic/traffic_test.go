package traffic_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/internal/traffic"
	"github.com/strictpay/strictpay/sandbox"
)

const vertexServer = "https://gateway.vertexgateway.com/api/v1"

func checker(t *testing.T) *traffic.Checker {
	t.Helper()
	c, err := traffic.NewChecker(context.Background(), apis.All()...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func example(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../specs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// exchange is a call of JSON.
func exchange(method, url, request string, status int, answer []byte) *traffic.Exchange {
	x := &traffic.Exchange{Method: method, URL: url, Status: status}
	x.Request = traffic.Message{Header: http.Header{}, Body: []byte(request), Recorded: true}
	x.Answer = traffic.Message{Header: http.Header{"Content-Type": {"application/json"}}, Body: answer, Recorded: true}
	if request != "" {
		x.Request.Header.Set("Content-Type", "application/json")
	}
	return x
}

// Every operation of the specifications is found at its documented server.
func TestEveryOperationIsFound(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, a := range apis.All() {
		if a.Sealing != nil {
			continue
		}
		doc, err := reference.Load(a.Name)
		if err != nil {
			t.Fatal(err)
		}
		server := strings.NewReplacer("{", "", "}", "").Replace(doc.Servers()[0]) // with a value for what varies
		for _, op := range a.Operations {
			path := op.Path
			for _, name := range op.Arguments {
				path = strings.ReplaceAll(path, "{"+name+"}", "17")
			}
			r := c.Check(exchange(op.Method, server+path, "", 0, nil))
			if want := a.Name + "." + op.ID; r.Name() != want {
				t.Errorf("%s %s is %q, and not %s", op.Method, path, r.Name(), want)
			}
		}
	}
}

func TestMatching(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for base, api := range map[string]string{"http://127.0.0.1:8080/a/": "vertex", "": "koshelek"} {
		if err := c.At(api, base); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct{ method, url, name, unmatched, path string }{
		{"GET", vertexServer + "/order/115/x", "vertex.retrieveOrderDetails", "", ""},
		{"GET", "HTTPS://GATEWAY.vertexgateway.com:443/api/v1/order/115/x?", "vertex.retrieveOrderDetails", "", ""},
		{"GET", vertexServer + "//order/115/x", "vertex.retrieveOrderDetails", "", ""},
		{"GET", "http://127.0.0.1:8080/a/payouts/payout-methods/115", "vertex.listPayoutMethods", "", ""},
		{"PUT", vertexServer + "/order/capture", "", "the operation at this path is a POST", "/order/capture"},
		{"GET", vertexServer + "/order/Ivanov/x/8 a/42", "", "the specification has no such path", "/order/*/*/*/*"},
		{"GET", "https://gateway.vertexgateway.com/other", "", "", ""},
		{"GET", "http://127.0.0.1:8081/a/order/115/x", "", "", ""},
		{"POST", "https://till.example/x/api/v1/merchant/checkout", "koshelek.checkout", "", ""},
		{"GET", "https://shop.example/index.html", "", "", ""},
		{"GET", "data:text/plain,a", "", "", ""},
		{"GET", "://", "", "", ""},
	} {
		r := c.Check(exchange(x.method, x.url, "", 0, nil))
		if r.Name() != x.name || r.Unmatched != x.unmatched || r.Path != x.path {
			t.Errorf("%s %s: %q %q %q", x.method, x.url, r.Name(), r.Unmatched, r.Path)
		}
	}
	for _, base := range []string{"vertex", "ftp://a/", "http://", "127.0.0.1:1"} {
		if err := c.At("vertex", base); err == nil {
			t.Errorf("%q is taken for a base URL", base)
		}
	}
}

// found is what was found, in one text.
func found(r *traffic.Result) string {
	var list []string
	for _, part := range r.Parts() {
		for _, d := range part.Deviations.List {
			list = append(list, fmt.Sprintf("%s %s %s %s", part.Name, d.Severity, d.Kind, d.Pointer))
		}
	}
	return strings.Join(append(list, r.Notes...), "; ")
}

func TestFindings(t *testing.T) {
	t.Parallel()
	c := checker(t)
	order := string(example(t, "vertex/examples/retrieveOrderDetails.200.json"))
	at := func(number string) string {
		return vertexServer + "/order/" + between(order, `"shopId": `, ",") + "/" + number
	}
	number := between(order, `"orderNumber": "`, `"`)
	good := exchange("GET", at(number), "", 200, []byte(order))
	for _, x := range []struct {
		what string
		x    func(*traffic.Exchange)
		want string
	}{
		{"a good one", func(*traffic.Exchange) {}, ""},
		{"another order", func(x *traffic.Exchange) {
			x.URL = at("other")
		}, "answer violation identity /data/orderNumber"},
		{"a query", func(x *traffic.Exchange) { x.URL += "?a=1&a=2" }, "request drift unknown-member /query/a"},
		{"a body", func(x *traffic.Exchange) { x.Request.Body = []byte("{}") }, "request violation media-type "},
		{"another media type", func(x *traffic.Exchange) {
			x.Answer.Header = http.Header{"Content-Type": {"text/plain"}}
		}, "answer drift media-type "},
		{"an undeclared status", func(x *traffic.Exchange) { x.Status = 418 }, "answer violation status "},
		{"a large body", func(x *traffic.Exchange) { x.Answer.Cut = true }, "answer violation size "},
		{"no body in the archive", func(x *traffic.Exchange) {
			x.Answer.Recorded = false
		}, "the body of the answer was not recorded"},
		{"no answer", func(x *traffic.Exchange) { x.Status, x.Failure = 0, "timeout" }, "no answer came: timeout"},
		{"half an answer", func(x *traffic.Exchange) { x.Failure = "reset" }, "the answer broke off: reset"},
	} {
		one := *good
		x.x(&one)
		if got := found(c.Check(&one)); got != x.want {
			t.Errorf("%s: %q, and not %q", x.what, got, x.want)
		}
	}
	for _, x := range []struct{ what, method, url, request, want string }{
		{"a required parameter", "GET", "https://api.rozetkapay.com/api/payparts/v1/info", "",
			"request violation missing /query/external_id"},
		{"a parameter twice", "GET", "https://api.rozetkapay.com/api/payparts/v1/info?external_id=1&external_id=2", "",
			"request violation duplicate /query/external_id"},
		{"no flag", "GET", "https://api.rozetkapay.com/api/payparts/v1/banks/info?include_fees=maybe", "",
			"request violation format /query/include_fees"},
		{"a request", "POST", vertexServer + "/order/capture", `{"shopId":1}`,
			"request violation missing /orderNumber"},
		{"no request", "POST", vertexServer + "/order/capture", "",
			"request violation media-type ; request violation syntax "},
	} {
		got := found(c.Check(exchange(x.method, x.url, x.request, 0, nil)))
		if got != x.want+"; no answer came" {
			t.Errorf("%s: %q, and not %q", x.what, got, x.want)
		}
	}
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	value, _, _ := strings.Cut(rest, after)
	return value
}

// A header that must be there is missed, unless no headers were recorded.
func TestHeaders(t *testing.T) {
	t.Parallel()
	c := checker(t)
	x := exchange("POST", "https://api.koshelek.app/p/api/v1/merchant/checkout",
		string(example(t, "koshelek/examples/checkout.request.json")), 0, nil)
	if got := found(c.Check(x)); got != "request violation missing /header/token; no answer came" {
		t.Error(got)
	}
	x.Request.Header.Set("Token", "secret")
	if got := found(c.Check(x)); got != "no answer came" {
		t.Error(got)
	}
}

// Bodies are read as they were before they were compressed, also where the program that recorded them had done that.
func TestEncodings(t *testing.T) {
	t.Parallel()
	c := checker(t)
	answer := example(t, "vertex/examples/retrieveOrderDetails.200.json")
	target := vertexServer + "/order/" + between(string(answer), `"shopId": `, ",") + "/" +
		between(string(answer), `"orderNumber": "`, `"`)
	writers := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":   func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"zstd": func(w io.Writer) io.WriteCloser {
			z, _ := zstd.NewWriter(w)
			return z
		},
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	}
	for name, writer := range writers {
		pack := func(body []byte) []byte {
			var b bytes.Buffer
			w := writer(&b)
			_, _ = w.Write(body)
			_ = w.Close()
			return b.Bytes()
		}
		x := exchange("GET", target, "", 200, pack(answer))
		x.Answer.Header.Set("Content-Encoding", name)
		if got := found(c.Check(x)); got != "" {
			t.Errorf("%s: %s", name, got)
		}
		x.Answer.Body = answer
		if got := found(c.Check(x)); got != "" {
			t.Errorf("%s, recorded as it was before: %s", name, got)
		}
		x.Answer.Body = pack(append([]byte(`"`), make([]byte, 8<<20)...))
		if got := found(c.Check(x)); got != "answer violation size " {
			t.Errorf("%s, 8 MB: %s", name, got)
		}
		x.Answer.Body = pack(answer)[:40]
		if got := found(c.Check(x)); got != "the body of the answer cannot be decompressed" {
			t.Errorf("%s, cut: %s", name, got)
		}
	}
}

// Callbacks are known by the header of their signature, by their form, or by where they go.
func TestCallbacks(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	c := checker(t)
	if err := c.Bundle(s.XPayments.Bundle); err != nil {
		t.Fatal(err)
	}
	if err := c.CallbacksAt("koshelek", "postback", "https://shop.example/postback"); err != nil {
		t.Fatal(err)
	}
	for _, a := range apis.All() {
		for _, hook := range a.Webhooks {
			kind := "json"
			if a.Sealing != nil {
				kind = "xml"
			}
			body := example(t, a.Name+"/examples/"+hook.Name+".webhook."+kind)
			header := http.Header{"Content-Type": {"application/json"}}
			secret := "login:secret"
			if a.Sealing != nil {
				secret = s.XPayments.Bundle
			}
			packed, err := a.Callbacks.Pack(secret, header, body, "")
			if err != nil {
				t.Fatal(err)
			}
			x := &traffic.Exchange{Method: "POST", URL: "https://shop.example/" + hook.Name, Status: 200}
			x.Request = traffic.Message{Header: header, Body: packed, Recorded: true}
			r := c.Check(x)
			if r.Name() != a.Name+"."+hook.Name || found(r) != "" {
				t.Errorf("%s.%s is %q: %s", a.Name, hook.Name, r.Name(), found(r))
			}
			if text := string(traffic.Redacted(x, r).Request.Body); a.Sealing == nil && len(text) < 20 ||
				strings.Contains(text, "@") {
				t.Errorf("%s: %s", hook.Name, text)
			}
		}
	}
}

// Requests that no key opens are told by their answers.
func TestSealedRequests(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	a, err := apis.Find("xpayments")
	if err != nil {
		t.Fatal(err)
	}
	f := a.Fake(s)
	c := checker(t)
	if err := c.At("xpayments", f.URL); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"cart_id": {"x"}, "request": {"API"}}
	x := exchange("POST", f.URL+"/api.php", form.Encode(), 200, []byte("Wrong request"))
	x.Request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if r := c.Check(x); r.Matched() || r.Unmatched != "it is sealed, and there is no key" {
		t.Errorf("%q %q", r.Name(), r.Unmatched)
	}
	if err := c.Bundle(f.Credentials[apis.BundleFile]); err != nil {
		t.Fatal(err)
	}
	r := c.Check(x)
	if r.Name() != "xpayments.(sealed)" ||
		found(r) != "answer violation media-type ; the request is sealed, and none of the keys opens it" {
		t.Errorf("%q %s", r.Name(), found(r))
	}
	if again := c.CheckEntry(traffic.Entry(x, r)); again.Name() != r.Name() || found(again) != found(r) {
		t.Errorf("recorded: %q %s", again.Name(), found(again))
	}
}
