package rozetkapay_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

const webhookPassword = "example-password"

// vectors were computed with three independent implementations; the last is the sample that the provider publishes.
var vectors = []struct{ password, body, signature, standard string }{
	{webhookPassword, `{"external_id":"order-1001","is_success":true,"details":{"method":"create","status":"success",` +
		`"status_code":"transaction_successful","amount":1500}}`, "U3MUt7YrfyrAh3Ku0F6-N-ssmK0=", ""},
	{webhookPassword, `{"external_id":"order-1001?x","is_success":true,"details":{"status":"success"}}`,
		"6q7JxcryMFKmaKFATr6FLcFCSfM=", "qr/2IKNA/u9vZGM1j0Ya5us8V+A="},
	{webhookPassword, `{"external_id":"замовлення-7","is_success":false,"details":{"status":"failure",` +
		`"status_code":"order_expired"}}`, "nPvAP8QEz_kblElEKaBXBm1UKgI=", ""},
	{"your_password", `{"name": "john", "age": 21}`, "rHk7tE6V9feV_lCvZ6ZDuzte7O4=", ""},
}

func signed(signature ...string) http.Header {
	h := http.Header{}
	for _, s := range signature {
		h.Add(rozetkapay.HeaderSignature, s)
	}
	return h
}

func TestSignatureVectors(t *testing.T) {
	t.Parallel()
	for _, v := range vectors {
		body := []byte(v.body)
		if got := rozetkapay.Signature(v.password, body); got != v.signature {
			t.Errorf("%s: %s, want %s", v.body, got, v.signature)
		}
		if err := rozetkapay.Verify(v.password)(signed(v.signature), body); err != nil {
			t.Errorf("%s is refused", v.body)
		}
		if v.standard == "" {
			continue
		}
		if rozetkapay.Verify(v.password)(signed(v.standard), body) == nil {
			t.Error("the standard alphabet passes without being asked for")
		}
		for _, s := range []string{v.standard, v.signature} {
			if rozetkapay.Verify(v.password, nil, rozetkapay.StandardBase64())(signed(s), body) != nil {
				t.Errorf("%s is refused with StandardBase64", s)
			}
		}
	}
}

func TestWhatIsNotSigned(t *testing.T) {
	t.Parallel()
	v := vectors[0]
	body := []byte(v.body)
	for _, c := range []struct {
		name, password string
		header         http.Header
		body           []byte
	}{
		{"no header", v.password, nil, body},
		{"an empty header", v.password, signed(""), body},
		{"the header twice", v.password, signed(v.signature, v.signature), body},
		{"an empty body", v.password, signed(rozetkapay.Signature(v.password, nil)), nil},
		{"an empty password", "", signed(rozetkapay.Signature("", body)), body},
		{"another password", "other", signed(v.signature), body},
		{"without padding", v.password, signed(strings.TrimRight(v.signature, "=")), body},
		{"padding left out before hashing", v.password, signed("tuIfdvn6PnAzly6qagieuhWULn8"), body},
		{"everything without padding", vectors[1].password, signed("1hBwLiGyVQhgUrJ_OECN_dfV8No"),
			[]byte(vectors[1].body)},
		{"a prefix", v.password, signed("sha1=" + v.signature), body},
		{"in hex", v.password, signed("537314b7b62b7f2ac08772aed05ebe37eb2c98ad"), body},
		{"in another header", v.password, http.Header{"X-Signature": {v.signature}}, body},
		{"a line end behind the body", v.password, signed(v.signature), append(slices.Clone(body), '\n')},
	} {
		for _, opts := range [][]rozetkapay.WebhookOption{nil, {rozetkapay.StandardBase64()}} {
			event, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](c.password, c.header, c.body,
				opts...)
			if !errors.Is(err, rozetkapay.ErrSignature) || event != nil ||
				err.Error() != rozetkapay.ErrSignature.Error() {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	t.Parallel()
	for _, v := range vectors[:3] {
		for i := range v.body {
			for _, flip := range []byte{0x01, 0x20, 0x80, 0xff} {
				body := []byte(v.body)
				body[i] ^= flip
				if _, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](v.password, signed(v.signature),
					body); !errors.Is(err, rozetkapay.ErrSignature) {
					t.Fatalf("byte %d of the body changed: %v", i, err)
				}
			}
		}
		for i := range v.signature {
			for b := range 256 {
				signature := []byte(v.signature)
				if signature[i] == byte(b) {
					continue
				}
				signature[i] = byte(b)
				if _, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](v.password,
					signed(string(signature)), []byte(v.body)); !errors.Is(err, rozetkapay.ErrSignature) {
					t.Fatalf("byte %d of the signature changed to %d: %v", i, b, err)
				}
			}
		}
	}
}

func TestWhatIsNotVerifiedIsNotRead(t *testing.T) {
	t.Parallel()
	broken := []byte(`{"external_id":7,`)
	if _, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](webhookPassword, signed("x"),
		broken); !errors.Is(err, rozetkapay.ErrSignature) || errors.As(err, new(*strictpay.Contradiction)) {
		t.Errorf("unsigned: %v", err)
	}
	var found *strictpay.Contradiction
	if _, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](webhookPassword,
		signed(rozetkapay.Signature(webhookPassword, broken)), broken); !errors.As(err, &found) ||
		len(found.Deviations) != 2 {
		t.Errorf("signed: %v", err)
	}
}

func TestTheAnswersOfTheHandler(t *testing.T) {
	t.Parallel()
	good := vectors[0].body
	failing := errors.New("the database is away")
	for _, c := range []struct {
		name, method, body, signature string
		handle                        error
		want                          int
		reported                      error
	}{
		{"a good one", http.MethodPost, good, "", nil, http.StatusOK, nil},
		{"unsigned", http.MethodPost, good, "x", nil, http.StatusUnauthorized, rozetkapay.ErrSignature},
		{"empty", http.MethodPost, "", "", nil, http.StatusUnauthorized, rozetkapay.ErrSignature},
		{"no JSON", http.MethodPost, "data=%7B%7D", "", nil, http.StatusInternalServerError, nil},
		{"too large", http.MethodPost, `{"id":"` + strings.Repeat("x", 400) + `"}`, "", nil,
			http.StatusRequestEntityTooLarge, nil},
		{"handling fails", http.MethodPost, good, "", failing, http.StatusInternalServerError, failing},
		{"GET", http.MethodGet, good, "", nil, http.StatusMethodNotAllowed, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			handled, reported := 0, error(nil)
			h, err := rozetkapay.Handler(webhookPassword, func(_ context.Context, e *rozetkapay.OrderEvent) error {
				handled++
				if string(e.Body()) != c.body || *e.Value.ExternalID != "order-1001" ||
					*e.Value.Details.Status != rozetkapayapi.OperationStatusSuccess ||
					e.Value.Details.Amount.String() != "1500" {
					t.Errorf("%v", e.Value)
				}
				return c.handle
			}, rozetkapay.RejectViolations, rozetkapay.BodyLimit(300),
				rozetkapay.OnFailure(func(_ context.Context, err error) { reported = err }))
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(c.method, "/", strings.NewReader(c.body))
			signature := c.signature
			if signature == "" {
				signature = rozetkapay.Signature(webhookPassword, []byte(c.body))
			}
			r.Header.Set(rozetkapay.HeaderSignature, signature)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.want || w.Body.Len() != 0 || (handled == 1) != (c.want == http.StatusOK || c.handle != nil) {
				t.Errorf("answered %d with %q, handled %d times", w.Code, w.Body, handled)
			}
			if c.reported != nil && !errors.Is(reported, c.reported) || c.want == http.StatusOK && reported != nil {
				t.Errorf("reported %v", reported)
			}
		})
	}
}

func TestCallbacksWithoutIdentifiersAreToldApart(t *testing.T) {
	t.Parallel()
	keys := map[string]string{}
	for _, body := range []string{vectors[0].body, vectors[1].body, vectors[2].body,
		strings.Replace(vectors[0].body, "create", "refund", 1)} {
		e, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](webhookPassword,
			signed(rozetkapay.Signature(webhookPassword, []byte(body))), []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if other, there := keys[e.Key]; there {
			t.Errorf("one key for\n%s\n%s", other, body)
		}
		keys[e.Key] = body
	}
}

func FuzzReceive(f *testing.F) {
	for _, v := range vectors {
		f.Add([]byte(v.body), v.signature, true)
	}
	f.Add([]byte(`{"details":{"amount":1e5}}`), "", false)
	f.Fuzz(func(t *testing.T, body []byte, signature string, standard bool) {
		var opts []rozetkapay.WebhookOption
		if standard {
			opts = append(opts, rozetkapay.StandardBase64())
		}
		right := rozetkapay.Signature(webhookPassword, body)
		event, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](webhookPassword, signed(signature),
			body, opts...)
		if event == nil && err == nil || event != nil && errors.Is(err, rozetkapay.ErrSignature) {
			t.Fatal("both or neither")
		}
		if signature != right && !standard && !errors.Is(err, rozetkapay.ErrSignature) {
			t.Fatalf("a signature that is not ours passes: %v", err)
		}
		event, err = rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](webhookPassword, signed(right), body)
		switch {
		case len(body) == 0:
			if !errors.Is(err, rozetkapay.ErrSignature) {
				t.Fatal("an empty body passes")
			}
		case err == nil:
			if !bytes.Equal(event.Body(), body) || event.Key == "" {
				t.Fatal("the event is not the body's")
			}
		case !errors.As(err, new(*strictpay.Contradiction)):
			t.Fatalf("signed, and %v", err)
		}
	})
}
