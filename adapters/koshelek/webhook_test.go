package koshelek_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

const partnerLogin, partnerPassword = "shop-partner", "p:ä-42"

func signed(login, password string) http.Header {
	header := http.Header{}
	koshelek.Sign(header, login, password)
	return header
}

func TestReceive(t *testing.T) {
	t.Parallel()
	body := example(t, "postback.webhook.json")
	event, err := koshelek.Receive(partnerLogin, partnerPassword, signed(partnerLogin, partnerPassword), body)
	if err != nil || event.Value.Status != koshelekapi.TransactionStatusAccepted ||
		event.Value.Slip.TotalAmount != total || !bytes.Equal(event.Body(), body) || event.Key == "" ||
		len(event.Deviations) != 0 {
		t.Fatalf("%+v, %v", event, err)
	}
	good := signed(partnerLogin, partnerPassword).Get("Authorization")
	plain := "Basic " + base64.StdEncoding.EncodeToString([]byte(partnerLogin+":"+partnerPassword))
	if good != plain {
		t.Errorf("RFC 7617 has %q, Sign made %q", plain, good)
	}
	for name, header := range map[string]http.Header{
		"no header":                {},
		"nil header":               nil,
		"empty header":             {"Authorization": {""}},
		"another login":            signed("shop-partneR", partnerPassword),
		"another password":         signed(partnerLogin, "p:ä-43"),
		"login and password moved": signed(partnerLogin+":p", "ä-42"),
		"swapped":                  signed(partnerPassword, partnerLogin),
		"empty password":           signed(partnerLogin, ""),
		"Bearer":                   {"Authorization": {"Bearer " + strings.TrimPrefix(good, "Basic ")}},
		"not base64":               {"Authorization": {"Basic " + partnerLogin + ":" + partnerPassword}},
		"two headers, good first":  {"Authorization": {good, "Basic eDp5"}},
		"two headers, good second": {"Authorization": {"Basic eDp5", good}},
		"two good headers":         {"Authorization": {good, good}},
	} {
		if event, err := koshelek.Receive(partnerLogin, partnerPassword, header,
			body); name == "login and password moved" {
			continue // the same header: HTTP Basic cannot tell, and the first colon ends the login
		} else if event != nil || !errors.Is(err, koshelek.ErrSignature) ||
			err.Error() != koshelek.ErrSignature.Error() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, empty := range [][]byte{nil, {}} {
		if _, err := koshelek.Receive(partnerLogin, partnerPassword, signed(partnerLogin, partnerPassword),
			empty); !errors.Is(err, koshelek.ErrSignature) {
			t.Errorf("empty body: %v", err)
		}
	}
}

// A door that nobody set a password for stays shut.
func TestReceiveWithoutCredentials(t *testing.T) {
	t.Parallel()
	for _, of := range []struct{ login, password string }{{"", ""}, {"login", ""}, {"", "password"}} {
		if _, err := koshelek.Receive(of.login, of.password, signed(of.login, of.password),
			example(t, "postback.webhook.json")); !errors.Is(err, koshelek.ErrSignature) {
			t.Errorf("%q, %q: %v", of.login, of.password, err)
		}
	}
}

func TestReceiveRefusesEveryTamperedByteOfTheHeader(t *testing.T) {
	t.Parallel()
	body := example(t, "postback.webhook.json")
	good := signed(partnerLogin, partnerPassword).Get("Authorization")
	prefix := len("Basic ")
	for i := range len(good) {
		for _, flip := range []byte{1, 2, 4, 8, 16, 32, 64, 128} {
			bad := []byte(good)
			bad[i] ^= flip
			if i < prefix && strings.EqualFold(string(bad), good) {
				continue // the scheme's name may be in any case
			}
			if _, err := koshelek.Receive(partnerLogin, partnerPassword, http.Header{"Authorization": {string(bad)}},
				body); !errors.Is(err, koshelek.ErrSignature) {
				t.Errorf("byte %d, bit %#x: %v", i, flip, err)
			}
		}
	}
}

// Basic is no signature: it does not cover the body. What a changed byte makes of the body must then be told, or be
// another valid body.
func TestReceiveTellsDamage(t *testing.T) {
	t.Parallel()
	body := example(t, "postback.webhook.json")
	header := signed(partnerLogin, partnerPassword)
	var damaged int
	for i := range body {
		bad := bytes.Clone(body)
		bad[i] ^= 0x80 // no UTF-8 any more
		event, err := koshelek.Receive(partnerLogin, partnerPassword, header, bad)
		if event == nil || event.Value == nil || event.Key == "" || kinds(err) == "" ||
			strings.Contains(err.Error(), "A-2026-004711") {
			t.Errorf("byte %d: %v", i, err)
			continue
		}
		damaged++
	}
	if damaged != len(body) {
		t.Errorf("%d of %d reported", damaged, len(body))
	}
	// An unverified body is not decoded: the error is the same whatever is in it.
	for _, text := range []string{"{", "null", `{"status":"accepted"}`} {
		if _, err := koshelek.Receive(partnerLogin, partnerPassword, http.Header{}, []byte(text)); !errors.Is(err,
			koshelek.ErrSignature) || kinds(err) != "" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestKeysNameDeliveries(t *testing.T) {
	t.Parallel()
	key := func(body string) string {
		t.Helper()
		return must(koshelek.Receive(partnerLogin, partnerPassword, signed(partnerLogin, partnerPassword),
			[]byte(body)))(t).Key
	}
	first := key(`{"requestId":"1","transactionId":"T","status":"pending"}`)
	if again := key(`{ "status":"pending", "transactionId":"\u0054", "requestId":"2" }`); again != first {
		t.Error("a repeat has the same key")
	}
	others := map[string]string{}
	for _, body := range []string{
		`{"requestId":"1","transactionId":"T","status":"pending","paymentGroup":"SBP"}`,
		`{"requestId":"1","transactionId":"T","status":"pending","new":{"requestId":"1"}}`,
		`{"requestId":"1","transactionId":"T","status":"pending","new":{"requestId":"2"}}`,
		`{"requestId":"1","transactionId":"T","status":"refunding","refAmount":1}`,
		`{"requestId":"1","transactionId":"T","status":"refunding","refAmount":2}`,
		`{"requestId":"1","transactionId":"T","status":"accepted"}`,
		`{"requestId":"1","transactionId":"U","status":"pending"}`,
		`{"requestId":"1","transactionId":"T","status":"refunding","refTransactionId":"R","refStatus":"new"}`,
		`{"requestId":"1","transactionId":"T","status":"refunding","refTransactionId":"R","refStatus":"accepted"}`,
		`{"requestId":"1","transactionId":"T","status":"refunding","refTransactionId":"S","refStatus":"new"}`,
	} {
		k := key(body)
		if k == first || others[k] != "" {
			t.Errorf("%s has the key of %s", body, others[k])
		}
		others[k] = body
	}
}

func TestHandler(t *testing.T) {
	t.Parallel()
	body := example(t, "postback.webhook.json")
	good := signed(partnerLogin, partnerPassword)
	for _, of := range []struct {
		name    string
		method  string
		header  http.Header
		body    []byte
		fails   error
		status  int
		handled bool
	}{
		{"good", "POST", good, body, nil, 200, true},
		{"the merchant cannot take it now", "POST", good, body, errors.New("database is down"), 500, true},
		{"wrong password", "POST", signed(partnerLogin, "x"), body, nil, 401, false},
		{"nothing", "POST", good, nil, nil, 401, false},
		{"damaged", "POST", good, []byte(`{"status":"accepted"}`), nil, 500, false},
		{"too large", "POST", good, append(bytes.Clone(body), bytes.Repeat([]byte(" "), 4096)...), nil, 413, false},
		{"no POST", "PUT", good, body, nil, 405, false},
	} {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			var handled, failed int
			h, err := koshelek.Handler(partnerLogin, partnerPassword,
				func(_ context.Context, event *koshelek.Event) error {
					handled++
					return of.fails
				}, koshelek.RejectViolations, nil, koshelek.BodyLimit(4096),
				koshelek.OnFailure(func(context.Context, error) { failed++ }))
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(of.method, "/postback", bytes.NewReader(of.body))
			for name, values := range of.header {
				r.Header[name] = values
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != of.status || (handled == 1) != of.handled || w.Body.Len() != 0 {
				t.Errorf("HTTP %d, handled %d times, body %q", w.Code, handled, w.Body)
			}
			if wantFailed := of.status != 200 && of.status != 405; (failed == 1) != wantFailed {
				t.Errorf("reported of %d failures", failed)
			}
			if asked := w.Header().Get("WWW-Authenticate"); (asked != "") != (of.status == 401) {
				t.Errorf("WWW-Authenticate %q", asked)
			}
		})
	}
}

func TestPostbacksOfTheSandbox(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	var got []string
	keys := map[string]int{}
	h, err := koshelek.Handler(partnerLogin, partnerPassword, func(_ context.Context, event *koshelek.Event) error {
		keys[event.Key]++
		text := string(event.Value.Status)
		if event.Value.RefStatus != nil {
			text += " " + string(*event.Value.RefStatus)
		}
		got = append(got, text)
		return nil
	}, koshelek.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	door := httptest.NewServer(h)
	defer door.Close()
	s.SetCallbacks(door.URL, partnerLogin, partnerPassword)
	s.Repeat(1)
	id := must(c.Checkout(t.Context(), token, checkout("K7Q2ZD", "A-1")))(t).TransactionID
	for _, step := range []func(string) error{s.Begin, s.Pay} {
		if err := step(id); err != nil {
			t.Fatal(err)
		}
	}
	must(c.RefundTransaction(t.Context(), token, refund(id, 17480)))(t)
	for _, d := range s.Deliveries() {
		if d.Status != 200 {
			t.Errorf("HTTP %d, %v", d.Status, d.Err)
		}
	}
	want := "pending,pending,accepted,accepted,refunding new,refunding new,partial_refunded " +
		"accepted,partial_refunded accepted"
	if strings.Join(got, ",") != want || len(keys) != 4 {
		t.Errorf("got %q with %d keys", got, len(keys))
	}
	s.SetCallbacks(door.URL, partnerLogin, "another")
	must(c.RefundTransaction(t.Context(), token, refund(id, 1)))(t)
	if all := s.Deliveries(); all[len(all)-1].Status != 401 || len(got) != 8 {
		t.Errorf("a wrong password was let in: %q", got)
	}
}

func FuzzHandler(f *testing.F) {
	good := signed(partnerLogin, partnerPassword).Get("Authorization")
	for _, name := range []string{"postback.webhook.json", "transactionStatus.200.rejected.json",
		"transactionStatus.200.refunded.json", "transactionStatus.200.unknown.json"} {
		f.Add(good, example(f, name))
		f.Add("Basic eDp5", example(f, name))
	}
	f.Add("", []byte("{}"))
	f.Fuzz(func(t *testing.T, authorization string, body []byte) {
		event, err := koshelek.Receive(partnerLogin, partnerPassword, http.Header{"Authorization": {authorization}},
			body)
		var found *strictpay.Contradiction
		switch {
		case event == nil && err == nil, event != nil && errors.Is(err, koshelek.ErrSignature):
			t.Fatalf("an event or an error: %v, %v", event, err)
		case err == nil:
			r := http.Request{Header: http.Header{"Authorization": {authorization}}}
			if login, password, _ := r.BasicAuth(); login != partnerLogin || password != partnerPassword {
				t.Fatalf("let in with %q", authorization)
			}
			if _, devs, err := koshelekapi.DecodeTransactionState(must(event.Value.MarshalJSON())(t)); err != nil {
				t.Fatalf("what was read cannot be read again: %v", devs)
			}
		case !errors.Is(err, koshelek.ErrSignature) && !errors.As(err, &found):
			t.Fatalf("neither refused nor damaged: %v", err)
		}
	})
}
