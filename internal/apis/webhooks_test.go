package apis_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A service takes callbacks of any API.
type service struct {
	noHandle, noViolated bool
	fails                error
	accepts              bool // violations
	keys, violations     []string
	value                any
	failed               []error
}

// A callback is one kind of signed delivery, by the public functions of its adapter.
type callback struct {
	name, body, violating, pointer string
	handler                        func(s *service, secret string, opts ...receive.Option) (http.Handler, error)
	also                           func(secret string) receive.Option
	sign                           func(header http.Header, secret string, body []byte)
	receive                        func(secret string, header http.Header, body []byte) (event bool, err error)
	// drifting has pairs: what the body has, and what comes in its place. The value survives it.
	drifting []string
}

func functions[T any](s *service) (
	handle func(context.Context, *strictpay.Event[T]) error,
	violated func(context.Context, *strictpay.Event[T], error) error, opt receive.Option,
) {
	if !s.noHandle {
		handle = func(_ context.Context, e *strictpay.Event[T]) error {
			s.keys, s.value = append(s.keys, e.Key), e.Value
			return s.fails
		}
	}
	if !s.noViolated {
		violated = func(_ context.Context, e *strictpay.Event[T], violation error) error {
			s.violations, s.value = append(s.violations, e.Key), e.Value
			if inside, ok := strictpay.ValueIn[T](violation); !ok || inside != e.Value || len(e.Deviations) == 0 {
				return fmt.Errorf("the event and the violation differ: %w", violation)
			}
			if s.accepts {
				return nil
			}
			return violation
		}
	}
	return handle, violated, receive.OnFailure(func(_ context.Context, err error) { s.failed = append(s.failed, err) })
}

// callbacksOf makes the signed callbacks of an API, by its name, of the examples of its webhooks. Those of an API stand
// in a file of its own.
var callbacksOf = map[string]func(example func(name string) string) []callback{}

func signedCallbacks(t *testing.T) []callback {
	t.Helper()
	var list []callback
	for _, a := range apis.All() {
		callbacks := callbacksOf[a.Name]
		signed := slices.ContainsFunc(a.Webhooks, func(hook spec.Webhook) bool {
			return hook.Header != "" || hook.Basic
		})
		if callbacks == nil && signed {
			t.Errorf("no callbacks of %s are tried; callbacks_%s_test.go says which", a.Name, a.Name)
		}
		if callbacks != nil {
			list = append(list, callbacks(func(name string) string {
				text, err := os.ReadFile("../../specs/" + a.Name + "/examples/" + name + ".webhook.json")
				if err != nil {
					t.Fatal(err)
				}
				return string(text)
			})...)
		}
	}
	return list
}

// eachCallback runs a test for every kind of callback.
func eachCallback(t *testing.T, run func(t *testing.T, c callback)) {
	for _, c := range signedCallbacks(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			run(t, c)
		})
	}
}

func (c callback) post(h http.Handler, secret, body string) int {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	c.sign(r.Header, secret, []byte(body))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Body.Len() > 0 {
		return -1
	}
	return w.Code
}

// What a handler cannot do without is asked for when it is made.
func TestHandlersAreMadeWhole(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		own := receive.WithVerifier(func(http.Header, []byte) error { return nil })
		for _, try := range []struct {
			service
			secret string
			opts   []receive.Option
			good   bool
		}{
			{service{}, "secret", nil, true},
			{service{}, "secret", []receive.Option{nil, c.also("")}, true},
			{service{noHandle: true}, "secret", nil, false},
			{service{noViolated: true}, "secret", nil, false},
			{service{}, "", nil, false},
			{service{}, "", []receive.Option{c.also("other")}, false},
			{service{}, "", []receive.Option{own}, true},
		} {
			h, err := c.handler(&try.service, try.secret, try.opts...)
			if (err == nil) != try.good || (h != nil) != try.good {
				t.Errorf("%+v: %v, %v", try, h, err)
			}
			if err != nil && strings.Contains(err.Error(), "secret ") && try.secret != "" {
				t.Errorf("%v", err)
			}
		}
	})
}

func TestViolationsAreNotDeliveredAsIfTheyWereClean(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		s := &service{}
		h, err := c.handler(s, "secret")
		if err != nil {
			t.Fatal(err)
		}
		if status := c.post(h, "secret", c.violating); status != 500 || len(s.keys) != 0 || len(s.violations) != 1 {
			t.Fatalf("HTTP %d, events %v, violations %v", status, s.keys, s.violations)
		}
		var found *strictpay.Contradiction
		if len(s.failed) != 1 || !errors.As(s.failed[0], &found) ||
			strictpay.OutcomeOf(s.failed[0]) != strictpay.Contradicted {
			t.Fatalf("reported %v", s.failed)
		}
		reported := false
		for _, d := range found.Deviations {
			reported = reported || d.Pointer == c.pointer && d.Severity == strictpay.Violation
		}
		if !reported || string(found.Body()) != c.violating {
			t.Errorf("reported %v", found)
		}
		// A service may take it on itself.
		s.accepts, s.failed = true, nil
		if status := c.post(h, "secret", c.violating); status != 200 || s.failed != nil ||
			s.violations[0] != s.violations[1] {
			t.Errorf("HTTP %d, reported %v, keys %v", status, s.failed, s.violations)
		}
		// What is not verified is not read.
		if status := c.post(h, "other", c.violating); status != 401 || len(s.violations) != 2 ||
			!errors.Is(s.failed[0], strictpay.ErrSignature) {
			t.Errorf("HTTP %d, reported %v", status, s.failed)
		}
		header := http.Header{}
		c.sign(header, "secret", []byte(c.violating))
		if event, err := c.receive("secret", header, []byte(c.violating)); !event || !errors.As(err, &found) {
			t.Errorf("received %v, %v", event, err)
		}
	})
}

func TestTwoSecretsAtOnce(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		s := &service{}
		h, err := c.handler(s, "new", c.also("old"), c.also(""))
		if err != nil {
			t.Fatal(err)
		}
		for secret, want := range map[string]int{"new": 200, "old": 200, "": 401, "other": 401, "newold": 401} {
			if got := c.post(h, secret, c.body); got != want {
				t.Errorf("%q: HTTP %d", secret, got)
			}
		}
		if len(s.keys) != 2 || s.keys[0] != s.keys[1] {
			t.Errorf("keys %v", s.keys)
		}
	})
}

func TestAVerifierOfTheCallersOwn(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		s := &service{}
		own := func(header http.Header, body []byte) error {
			if header.Get("X-Own") != "yes" || string(body) != c.body {
				return errors.New("no")
			}
			return nil
		}
		h, err := c.handler(s, "secret", receive.WithVerifier(own))
		if err != nil {
			t.Fatal(err)
		}
		if status := c.post(h, "secret", c.body); status != 401 {
			t.Errorf("HTTP %d for the specification's signature", status)
		}
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
		r.Header.Set("X-Own", "yes")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 200 || len(s.keys) != 1 {
			t.Errorf("HTTP %d", w.Code)
		}
	})
}

// Bodies that do not arrive are told apart, by a connection that misbehaves.
func TestBodiesThatDoNotArrive(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		s := &service{}
		h, err := c.handler(s, "secret", receive.BodyTime(300*time.Millisecond), receive.BodyLimit(8000))
		if err != nil {
			t.Fatal(err)
		}
		eachBadBody(t, h, 9000, 401, func(name string, status int) {
			if len(s.failed) != 1 || errors.Is(s.failed[0], strictpay.ErrSignature) != (status == 401) {
				t.Errorf("%s: reported %v", name, s.failed)
			}
			s.failed = nil
		})
	})
}

// eachBadBody sends bodies that do not arrive, larger ones than size among them, and one that does: its status is
// untrusted.
func eachBadBody(t *testing.T, h http.Handler, size, untrusted int, look func(name string, status int)) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	large := strings.Repeat(" ", size)
	const chunked = "Transfer-Encoding: chunked"
	for _, try := range []struct {
		name, head, body string
		half             bool // the sender closes its side
		status           int
	}{
		{"slow", "Content-Length: 100", `{"a":`, false, 408},
		{"slow in chunks", chunked, "5\r\n{\"a\":\r\n", false, 408},
		{"broken off", "Content-Length: 100", `{"a":`, true, 400},
		{"a chunk that is none", chunked, "zz\r\n{}\r\n0\r\n\r\n", false, 400},
		{"too large", fmt.Sprint("Content-Length: ", size), large, false, 413},
		{"too large, in chunks", chunked, fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", size, large), false, 413},
		{"whole", "Content-Length: 2", "{}", false, untrusted},
	} {
		text := "POST / HTTP/1.1\r\nHost: x\r\n" + try.head + "\r\n\r\n" + try.body
		status, err := raw(server.Listener.Addr().String(), text, try.half)
		if err != nil || status != try.status {
			t.Errorf("%s: HTTP %d, %v", try.name, status, err)
		}
		look(try.name, try.status)
	}
}

func raw(address, text string, half bool) (status int, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return 0, err
	}
	if _, err := conn.Write([]byte(text)); err != nil {
		return 0, err
	}
	if half {
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			return 0, err
		}
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

// A key sees what the specification does not know, and not how a repeat is written.
func TestKeysSeeEveryChange(t *testing.T) {
	t.Parallel()
	eachCallback(t, func(t *testing.T, c callback) {
		s := &service{}
		h, err := c.handler(s, "secret")
		if err != nil {
			t.Fatal(err)
		}
		behind := strings.TrimSpace(c.body)
		behind = behind[:len(behind)-1]
		same := append(otherwise(t, c.body), c.body, "\n "+c.body)
		for _, body := range append(same, behind+`,"new":1}`, behind+`,"new":2}`, behind+`,"new":{"a":1}}`) {
			if status := c.post(h, "secret", body); status != 200 {
				t.Fatalf("HTTP %d for %s: %v", status, body, s.failed)
			}
		}
		seen := map[string]bool{}
		for i, key := range s.keys {
			if i < len(same) && key != s.keys[0] {
				t.Errorf("%s\nhas another key than\n%s", same[i], same[0])
			}
			seen[key] = true
		}
		if len(seen) != 4 {
			t.Errorf("keys %v", s.keys)
		}
	})
}

// otherwise writes a document in other ways: without blanks, with blanks, with its members in the order of their names,
// and with a character escaped.
func otherwise(t *testing.T, document string) []string {
	var tight, wide bytes.Buffer
	var value any
	decoder := json.NewDecoder(strings.NewReader(document))
	decoder.UseNumber()
	err := errors.Join(decoder.Decode(&value), json.Compact(&tight, []byte(document)),
		json.Indent(&wide, []byte(document), "\t", "\t"))
	sorted, marshalErr := json.Marshal(value)
	if err = errors.Join(err, marshalErr); err != nil {
		t.Fatal(err)
	}
	escaped := strings.Replace(document, "e", `\u0065`, 1)
	return []string{tight.String(), wide.String(), string(sorted), escaped}
}
