package vertex_test

import (
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

const secret = "a-secret-of-the-cabinet"

func example(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../specs/vertex/examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func signed(body []byte, opts ...vertex.WebhookOption) http.Header {
	h := http.Header{}
	vertex.Sign(h, secret, body, opts...)
	return h
}

func TestReceive(t *testing.T) {
	t.Parallel()
	body := example(t, "orderCallback.webhook.json")
	event, err := vertex.Receive[vertexapi.OrderResponse](secret, signed(body), body)
	if err != nil {
		t.Fatal(err)
	}
	if event.Value.Data.OrderNumber != "shop-1013" ||
		*event.Value.Data.Payments[0].PaymentType != vertexapi.PaymentTypeRegistered ||
		!bytes.Equal(event.Body(), body) || len(event.Deviations) != 0 {
		t.Errorf("got %v", event.Value)
	}
	body = example(t, "payoutCallback.webhook.json")
	paid, err := vertex.Receive[vertexapi.PayoutResponse](secret, signed(body), body)
	if err != nil {
		t.Fatal(err)
	}
	if paid.Value.Data.PayoutNumber != "payout-2001" || paid.Value.Data.PayoutStatus.Final() {
		t.Errorf("got %v", paid.Value)
	}
	// Each door takes its own kind only.
	var damage *strictpay.Contradiction
	if _, err := vertex.Receive[vertexapi.OrderResponse](secret, signed(body), body); !errors.As(err, &damage) ||
		errors.Is(err, vertex.ErrSignature) {
		t.Errorf("a payout at the door of orders: %v", err)
	}
}

func TestTampering(t *testing.T) {
	t.Parallel()
	body := example(t, "orderCallback.webhook.json")
	header := signed(body)
	refuse := func(what string, i int, h http.Header, b []byte) {
		if event, err := vertex.Receive[vertexapi.OrderResponse](secret, h, b); event != nil ||
			err != vertex.ErrSignature {
			t.Fatalf("%s, byte %d: %v, %v", what, i, event, err)
		}
	}
	for i := range body {
		changed := bytes.Clone(body)
		changed[i] ^= 1
		refuse("body", i, header, changed)
		refuse("cut", i, header, body[:i])
	}
	sign := header.Get(vertex.HeaderSignature)
	if len(sign) != 128 || sign != strings.ToLower(sign) {
		t.Errorf("the sign is %d characters", len(sign))
	}
	for i := range sign {
		changed := []byte(sign)
		changed[i] ^= 1
		refuse("sign", i, http.Header{"Api-Notification-Sign": {string(changed)}}, body)
		refuse("cut sign", i, http.Header{"Api-Notification-Sign": {sign[:i]}}, body)
	}
	for what, values := range map[string][]string{
		"none": nil, "empty": {""}, "twice": {sign, sign}, "with another": {sign, "0"},
		"upper case": {strings.ToUpper(sign)}, "blank behind": {sign + " "},
		"a bare hash": {hash(body)}, "of another secret": {vertex.Signature("other", body)},
	} {
		refuse(what, 0, http.Header{"Api-Notification-Sign": values}, body)
	}
	refuse("no body", 0, signed(nil), nil)
	refuse("blank behind", 0, header, append(bytes.Clone(body), ' '))
	if _, err := vertex.Receive[vertexapi.OrderResponse]("",
		http.Header{"Api-Notification-Sign": {vertex.Signature("", body)}}, body); err != vertex.ErrSignature {
		t.Errorf("an empty secret: %v", err)
	}
}

func hash(body []byte) string {
	sum := sha512.Sum512(append([]byte(secret), body...))
	return hex.EncodeToString(sum[:])
}

func TestOtherAlgorithm(t *testing.T) {
	t.Parallel()
	body := example(t, "orderCallback.webhook.json")
	other := vertex.WithAlgorithm(func(_, body []byte) string { return hash(body) })
	if _, err := vertex.Receive[vertexapi.OrderResponse](secret, signed(body, other), body, other, nil); err != nil {
		t.Error(err)
	}
	if _, err := vertex.Receive[vertexapi.OrderResponse](secret, signed(body), body,
		other); err != vertex.ErrSignature {
		t.Errorf("the default under another algorithm: %v", err)
	}
	if _, err := vertex.Receive[vertexapi.OrderResponse](secret, signed(body), body,
		vertex.WithAlgorithm(nil)); err != nil {
		t.Errorf("nil is the default: %v", err)
	}
}

func TestVerifiedBeforeRead(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"{", `{"data":{}}`, "\xff", strings.Repeat("[", 100)} {
		if _, err := vertex.Receive[vertexapi.OrderResponse](secret, http.Header{},
			[]byte(body)); err != vertex.ErrSignature {
			t.Errorf("unsigned damage: %v", err)
		}
		var damage *strictpay.Contradiction
		if _, err := vertex.Receive[vertexapi.OrderResponse](secret, signed([]byte(body)),
			[]byte(body)); !errors.As(err, &damage) || damage.Operation != "orderCallback" {
			t.Errorf("signed damage: %v", err)
		}
	}
}

func TestHandlerAnswers(t *testing.T) {
	t.Parallel()
	body := example(t, "orderCallback.webhook.json")
	broken := []byte(`{"data":{}}`)
	away := errors.New("the database is away")
	for _, c := range []struct {
		name, method string
		header       http.Header
		body         []byte
		handled      error
		status       int
		failed       error
	}{
		{"handled", "POST", signed(body), body, nil, 200, nil},
		{"not handled", "POST", signed(body), body, away, 500, away},
		{"not signed", "POST", http.Header{}, body, nil, 401, vertex.ErrSignature},
		{"empty", "POST", signed(nil), nil, nil, 401, vertex.ErrSignature},
		{"damaged", "POST", signed(broken), broken, nil, 500, nil},
		{"too large", "POST", signed(make([]byte, 5000)), make([]byte, 5000), nil, 413, nil},
		{"asked for", "GET", signed(body), nil, nil, 405, nil},
	} {
		var failed error
		h := handler(t, secret, func(context.Context, *vertex.OrderEvent) error { return c.handled },
			vertex.BodyLimit(4096), vertex.OnFailure(func(_ context.Context, err error) { failed = err }))
		w := httptest.NewRecorder()
		r := httptest.NewRequest(c.method, "/", bytes.NewReader(c.body))
		r.Header = c.header
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Body.Len() != 0 {
			t.Errorf("%s: HTTP %d with %d bytes", c.name, w.Code, w.Body.Len())
		}
		if c.failed != nil && !errors.Is(failed, c.failed) {
			t.Errorf("%s: reported %v", c.name, failed)
		}
		if c.status == 200 && failed != nil {
			t.Errorf("%s: reported %v", c.name, failed)
		}
	}
}

func FuzzReceiveOrder(f *testing.F) {
	for _, name := range []string{"orderCallback.webhook.json", "payoutCallback.webhook.json",
		"retrieveOrderDetails.200.refund.json"} {
		body := example(f, name)
		f.Add(body, vertex.Signature(secret, body))
		f.Add(body, "")
	}
	f.Fuzz(func(t *testing.T, body []byte, sign string) {
		event, err := vertex.Receive[vertexapi.OrderResponse](secret, http.Header{"Api-Notification-Sign": {sign}},
			body)
		if (event == nil) != errors.Is(err, vertex.ErrSignature) {
			t.Fatalf("got %v and %v", event, err)
		}
		good := len(body) > 0 && sign == vertex.Signature(secret, body)
		if errors.Is(err, vertex.ErrSignature) == good {
			t.Fatalf("good %v, got %v", good, err)
		}
		event, err = vertex.Receive[vertexapi.OrderResponse](secret, signed(body), body)
		if (event == nil) != errors.Is(err, vertex.ErrSignature) {
			t.Fatalf("got %v and %v", event, err)
		}
		if event != nil && event.Key == "" {
			t.Fatal("no key")
		}
		if payout, err := vertex.Receive[vertexapi.PayoutResponse](secret, signed(body),
			body); (payout == nil) != errors.Is(err, vertex.ErrSignature) {
			t.Fatalf("got %v and %v", payout, err)
		}
	})
}
