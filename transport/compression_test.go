package transport_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay"
)

// zip answers compressed who asks for it. Its answer says what was asked.
func zip(w http.ResponseWriter, r *http.Request) {
	asked := r.Header["Accept-Encoding"]
	w.Header().Set("X-Asked", strings.Join(asked, "|"))
	if !slices.Contains(asked, "gzip") {
		_, _ = io.WriteString(w, "plain")
		return
	}
	w.Header().Set("Content-Encoding", "GZIP")
	z := gzip.NewWriter(w)
	_, _ = io.WriteString(z, strings.Repeat("compressed ", 1000))
	_ = z.Close()
}

// Requests of no typed call are answered compressed as well, in every attempt and when they are used again: by the
// chain, or by net/http.
func TestCompressedAnswers(t *testing.T) {
	t.Parallel()
	var conns, calls atomic.Int32
	server := serveCounting(t, &conns, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		zip(w, r)
	})
	chain := newChain(t, strictpay.WithRetries(1))
	req := request(t, reading, "GET", server.URL, "")
	for range 3 {
		rsp, err := chain.Do(req)
		if _, body := read(t, rsp, err); body != strings.Repeat("compressed ", 1000) {
			t.Fatalf("%.30q", body)
		}
		if rsp.Header["X-Asked"][0] != "gzip" || rsp.Header["Content-Encoding"] != nil ||
			rsp.Header["Content-Length"] != nil || rsp.ContentLength != -1 || !rsp.Uncompressed {
			t.Error(rsp.Header, rsp.ContentLength, rsp.Uncompressed)
		}
		if _, err := rsp.Body.Read(make([]byte, 1)); err == nil {
			t.Error("read after closing")
		}
	}
	if conns.Load() != 1 || calls.Load() != 4 {
		t.Error(conns.Load(), "connections", calls.Load(), "calls")
	}
	users := &http.Client{Transport: roundTripper(http.DefaultTransport.RoundTrip)}
	for _, client := range []*http.Client{http.DefaultClient, users} {
		rsp, err := newChain(t, strictpay.WithHTTPClient(client)).Do(req.Clone(t.Context()))
		if _, body := read(t, rsp, err); !strings.HasPrefix(body, "compressed") {
			t.Errorf("%.30q", body)
		}
	}
}

// A request that says itself what it wants gets that, as it came.
func TestOtherEncodings(t *testing.T) {
	t.Parallel()
	server := serve(t, zip)
	for _, c := range []struct{ method, name, value, asked, begin string }{
		{"GET", "Accept-Encoding", "gzip", "gzip", "\x1f\x8b"},
		{"GET", "Accept-Encoding", "br", "br", "plain"},
		{"GET", "Range", "bytes=0-9", "", "plain"},
		{"HEAD", "X-Other", "x", "", ""},
	} {
		req := request(t, reading, c.method, server.URL, "")
		req.Header.Set(c.name, c.value)
		rsp, err := newChain(t).Do(req)
		if _, body := read(t, rsp, err); !strings.HasPrefix(body, c.begin) || rsp.Header["X-Asked"][0] != c.asked {
			t.Errorf("%s with %s: asked %q, %.30q", c.method, c.name, rsp.Header["X-Asked"], body)
		}
	}
}

// Nothing is added to what a chain that is used as a RoundTripper was given.
func TestRoundTripLeavesTheRequest(t *testing.T) {
	t.Parallel()
	server := serve(t, zip)
	req := request(t, reading, "GET", server.URL, "")
	before := *req
	rsp, err := newChain(t).RoundTrip(req)
	if _, body := read(t, rsp, err); !strings.HasPrefix(body, "compressed") || len(req.Header) != 0 ||
		req.Context() != before.Context() || req.Body != before.Body {
		t.Errorf("%.30q, headers now %v", body, req.Header)
	}
}

// What a user's RoundTripper or its jar makes of the request of one attempt does not reach the next.
func TestAttemptsHaveRequestsOfTheirOwn(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	var sent []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := calls.Add(1)
		sent = append(sent, strings.Join(r.Header["Cookie"], "|")+" "+strings.Join(r.Header["X-Sign"], "|"))
		http.SetCookie(w, &http.Cookie{Name: "s", Value: strconv.Itoa(int(n))})
		if n < 4 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	signing := roundTripper(func(r *http.Request) (*http.Response, error) {
		r.Header = r.Header.Clone()
		r.Header.Add("X-Sign", "signed")
		return http.DefaultTransport.RoundTrip(r)
	})
	chain := newChain(t, strictpay.WithRetries(3), strictpay.WithHTTPClient(&http.Client{Jar: jar, Transport: signing}))
	rsp, err := chain.Do(request(t, reading, "GET", server.URL, ""))
	read(t, rsp, err)
	if want := []string{" signed", "s=1 signed", "s=2 signed", "s=3 signed"}; !slices.Equal(sent, want) {
		t.Errorf("sent with %q, want %q", sent, want)
	}
}
