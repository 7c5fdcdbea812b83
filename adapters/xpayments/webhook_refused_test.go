package xpayments_test

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Everything that is refused gets one and the same answer.
func TestRefusedCalls(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	good, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	payment := &xpaymentsapi.Payment{Status: new(xpaymentsapi.PaymentStatusAuthorized),
		TxnID: new(strings.Repeat("0", 32))}
	other, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Payment: payment})
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := client.NewCallback(strings.Repeat("0", 32),
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	forStore := "application/x-www-form-urlencoded"
	with := func(form url.Values, name string, values ...string) string {
		changed := url.Values{}
		for k, v := range form {
			changed[k] = v
		}
		changed[name] = values
		return changed.Encode()
	}
	file := func() (string, string) {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, _ := w.CreateFormFile("updateData", "x")
		_, _ = part.Write([]byte(good.Get("updateData")))
		_ = w.WriteField("action", "callback")
		_ = w.WriteField("txnId", id)
		_ = w.Close()
		return w.FormDataContentType(), body.String()
	}
	fileType, fileBody := file()
	for _, c := range []struct {
		name, method, contentType, body string
		status                          int
	}{
		{"as it should be", "POST", forStore, good.Encode(), 200},
		{"with a field more", "POST", forStore, with(good, "more", "x"), 200},
		{"GET", "GET", forStore, good.Encode(), 400},
		{"PUT", "PUT", forStore, good.Encode(), 400},
		{"no content type", "POST", "", good.Encode(), 400},
		{"JSON", "POST", "application/json", "{}", 400},
		{"multipart without boundary", "POST", "multipart/form-data", good.Encode(), 400},
		{"multipart that is none", "POST", "multipart/form-data; boundary=x", good.Encode(), 400},
		{"data as a file", "POST", fileType, fileBody, 400},
		{"nothing", "POST", forStore, "", 400},
		{"not urlencoded", "POST", forStore, "action=%zz", 400},
		{"no action", "POST", forStore, with(good, "action"), 400},
		{"two actions", "POST", forStore, with(good, "action", "callback", "callback"), 400},
		{"another action", "POST", forStore, with(good, "action", "refund"), 400},
		{"no payment", "POST", forStore, with(good, "txnId"), 400},
		{"a payment too long", "POST", forStore, with(good, "txnId", strings.Repeat("0", 33)), 400},
		{"no data", "POST", forStore, with(good, "updateData"), 400},
		{"empty data", "POST", forStore, with(good, "updateData", ""), 400},
		{"data twice", "POST", forStore, with(good, "updateData", good.Get("updateData"), good.Get("updateData")), 400},
		{"unsealed data", "POST", forStore, with(good, "updateData", "<data><status>4</status></data>"), 400},
		{"data cut short", "POST", forStore, with(good, "updateData", good.Get("updateData")[:346]), 400},
		{"data of another payment", "POST", forStore, other.Encode(), 400},
		{"a payment that X-Payments does not know", "POST", forStore, unknown.Encode(), 400},
		{"too large", "POST", forStore, with(good, "more", strings.Repeat("x", 256<<10)), 413},
		{"check_cart", "POST", forStore, "action=check_cart&txnId=" + id + "&refId=7", 200},
		{"check_cart without reference", "POST", forStore, "action=check_cart&txnId=" + id, 400},
		{"check_cart with a long reference", "POST", forStore,
			"action=check_cart&txnId=" + id + "&refId=" + strings.Repeat("7", 129), 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &store{}
			r := httptest.NewRequest(c.method, "/callback?action=callback&txnId="+id, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.contentType)
			w := httptest.NewRecorder()
			s.handler(t, client).ServeHTTP(w, r)
			if w.Code != c.status {
				t.Errorf("status %d, want %d", w.Code, c.status)
			}
			if c.status == 200 {
				return
			}
			if w.Body.Len() != 0 || len(w.Header()) != 0 || len(s.events)+len(s.checks) != 0 {
				t.Errorf("body %q, header %v, %d events, %d checks", w.Body, w.Header(), len(s.events), len(s.checks))
			}
			if len(s.failed) != 1 || !errors.Is(s.failed[0], xpayments.ErrCallbackRefused) {
				t.Errorf("reported %v", s.failed)
			}
		})
	}
}

// Every byte of updateData, and what is around it, changed: nothing reaches the store, and nothing can be told apart.
func TestTamperedCallbacks(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	good, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	handler := s.handler(t, client, xpayments.WithoutReading())
	data := []byte(good.Get("updateData"))
	for i := 0; i < len(data); i += 3 {
		data[i] ^= 1
		if status := post(handler, url.Values{"action": {"callback"}, "txnId": {id},
			"updateData": {string(data)}}); status != http.StatusBadRequest {
			t.Fatalf("byte %d: status %d", i, status)
		}
		data[i] ^= 1
	}
	if len(s.events) != 0 {
		t.Errorf("%d events", len(s.events))
	}
	for _, err := range s.failed {
		if !errors.Is(err, xpayments.ErrSealBroken) {
			t.Fatal(err)
		}
	}
}

// What the store itself cannot handle is 500, so that X-Payments alerts its administrator.
func TestFailuresOfTheStore(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	form, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("no database")
	s := &store{refuse: broken}
	if status := post(s.handler(t, client), form); status != http.StatusInternalServerError || len(s.failed) != 1 ||
		!errors.Is(s.failed[0], broken) {
		t.Errorf("status %d, %v", status, s.failed)
	}
	s = &store{}
	x.FaultNext(slices.Repeat([]string{fake.FaultCut}, 9)...)
	if status := post(s.handler(t, client), form); status != http.StatusInternalServerError || len(s.events) != 0 {
		t.Errorf("payment not read: status %d, %d events", status, len(s.events))
	}
}

func FuzzCallback(f *testing.F) {
	_, client := open(f)
	form, err := client.NewCallback(strings.Repeat("0", 32),
		&xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		f.Fatal(err)
	}
	s := &store{}
	handler := s.handler(f, client, xpayments.WithoutReading(), xpayments.BodyLimit(1000))
	f.Add("POST", "application/x-www-form-urlencoded", form.Encode())
	f.Add("POST", "application/x-www-form-urlencoded", "action=check_cart&txnId=1&refId=2")
	f.Add("POST", "multipart/form-data; boundary=x",
		"--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\ncallback\r\n--x--\r\n")
	f.Add("GET", "", "")
	f.Fuzz(func(t *testing.T, method, contentType, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Method = method
		r.Header.Set("Content-Type", contentType)
		w := httptest.NewRecorder()
		before := len(s.events)
		handler.ServeHTTP(w, r)
		switch w.Code {
		case http.StatusOK:
		case http.StatusBadRequest:
			if w.Body.Len() != 0 || len(w.Header()) != 0 || len(s.events) != before {
				t.Errorf("body %q, header %v", w.Body, w.Header())
			}
		default:
			t.Errorf("status %d", w.Code)
		}
	})
}
