package xpayments_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// A foreign client speaks to the sandbox as the known connectors do, with nothing of this module's client but the
// sealing.
func foreign(t *testing.T, x *xpaymentsfake.Server, text string, asMultipart bool) string {
	t.Helper()
	pub, err := seal.ParsePublicKey([]byte(x.Certificate))
	if err != nil {
		t.Fatal(err)
	}
	priv, err := seal.ParsePrivateKey([]byte(x.PrivateKey), x.Password)
	if err != nil {
		t.Fatal(err)
	}
	message, err := seal.Seal(pub, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	contentType, body := "application/x-www-form-urlencoded", strings.NewReader(url.Values{"cart_id": {x.StoreID},
		"request": {string(message)}}.Encode())
	if asMultipart {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		_ = w.WriteField("cart_id", x.StoreID)
		_ = w.WriteField("request", string(message))
		_ = w.Close()
		contentType, body = w.FormDataContentType(), strings.NewReader(b.String())
	}
	rsp, err := http.Post(x.URL+"/api.php", contentType, body)
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	answer, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := seal.Open(t.Context(), priv, answer, 1<<20)
	if err != nil {
		t.Fatalf("%v: %.80s", err, answer)
	}
	return string(opened)
}

// The requests of the real connectors, byte by byte, in both forms.
func TestConnectorsCanUseTheSandbox(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("seal", "testdata", "vectors", "request_xml.json"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Requests []struct{ Name, XML string }
	}
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors.Requests) == 0 {
		t.Fatal("no vectors", err)
	}
	x, _ := open(t)
	x.SetConfigurations(pounds())
	p, _ := x.GetPayment(xpaymentsfake.TxnID("status-2"))
	p.TxnID = "e7f398cee98ec062abac0d2c937da181"
	x.PutPayment(p)
	want := map[string]string{
		"connect-test":     "<hashCode>202cb962ac59075b964b07152d234b70</hashCode>",
		"payment-get_info": "<capturedAmountAvail>68.88</capturedAmountAvail>",
		"payment-init":     "<token>", "payment-capture": "<status>1</status>",
	}
	for _, v := range vectors.Requests {
		if want[v.Name] == "" {
			continue // an answer of the store
		}
		for _, asMultipart := range []bool{true, false} {
			if v.Name == "payment-capture" && !asMultipart {
				continue // captured by now
			}
			if answer := foreign(t, x, v.XML, asMultipart); !strings.Contains(answer, want[v.Name]) ||
				!strings.Contains(answer, "<error></error>") {
				t.Errorf("%s: %s", v.Name, answer)
			}
		}
		delete(want, v.Name)
	}
	if len(want) > 0 {
		t.Errorf("no vectors for %v", want)
	}
}

func pounds() xpaymentsapi.PaymentConfiguration {
	types := xpaymentsapi.TransactionTypes{Sale: true, Auth: true, Capture: true, CapturePart: true, CaptureMulti: true,
		Void: true, Refund: true}
	return xpaymentsapi.PaymentConfiguration{
		Name: "Pounds", ID: 1, TransactionTypes: types, ModuleName: "x", SettingsHash: "x", Currency: new("GBP"),
		AuthCaptureInfo: xpaymentsapi.AuthCaptureInfo{CaptMinLimit: "0", CaptMaxLimit: "1.15"},
	}
}

// Connectors escape nothing, send empty values and leave parts out; none of that must stop a request.
func TestSandboxReadsLeniently(t *testing.T) {
	t.Parallel()
	address := "<firstname>A & B <i></firstname><address>x</address><city>1 < " +
		"2</city><state>N/A</state><country>XX</country><zipcode>1</zipcode><email>e@shop.example</email><phone></" +
		"phone>"
	cart := func(total string) string {
		return "<cart><billingAddress>" + address + "</billingAddress><shippingAddress>" + address +
			"</shippingAddress>" + total + "<discount></discount></cart>"
	}
	tail := "<target>payment</target><action>init</action><api_version>1.9</api_version>"
	head := "<confId>1</confId><refId>a&b</refId><returnUrl>https://shop.example/?a=1&b=2</returnUrl><callbackUrl>" +
		"https://shop.example/</callbackUrl>"
	for name, c := range map[string]struct{ text, want string }{
		"raw values": {head + cart("<totalCost>1.00</totalCost>") + tail, "<token>"},
		"what it is comes first": {"<target>payment</target>\n<action>init</action>\n<api_version>1.9</" +
			"api_version>\n" + head + cart("<totalCost>1</totalCost>"), "<token>"},
		"a declaration": {`<?xml version="1.0"?>` + head + cart("<totalCost>1</totalCost>") + tail,
			"<token>"},
		"an element twice": {"<refId>first</refId>" + head + cart("<totalCost>1</totalCost>") + tail, "<token>"},
		"parts in place of total": {head +
			cart(`<items type="cell"><price>2</price><quantity>3</quantity></items><shippingCost>0</shippingCost>`) +
			tail, "<token>"},
		"no cart":                {head + tail, "<error>503</error>"},
		"no total":               {head + cart("") + tail, "<error>503</error>"},
		"an amount with a comma": {head + cart("<totalCost>1,00</totalCost>") + tail, "<error>503</error>"},
		"no version": {"<testCode>1</testCode><target>connect</target><action>test</action>",
			"<error>506</error>"},
		"an action that is none": {"<target>payment</target><action>steal</action><api_version>1.9</api_version>",
			"<error>sandbox-unknown-action</error>"},
		"no such payment": {"<txnId>1</txnId><target>payment</target><action>get_info</action><api_version>1.9</" +
			"api_version>", "<error>sandbox-unknown-payment</error>"},
		"nothing": {"", "<error>506</error>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x, _ := open(t)
			answer := foreign(t, x, c.text, true)
			if !strings.Contains(answer, c.want) {
				t.Errorf("%s", answer)
			}
			if c.want == "<token>" && x.Books("a&b").Payments != 1 {
				t.Error("the reference is another")
			}
		})
	}
}

// Any number of goroutines: each payment is captured once, whatever they race for.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := xpaymentsfake.TxnID("example-capture")
	form, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	handler := s.handler(t, client, xpayments.Opening(1, 8), xpayments.WithoutReading())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := client.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: id}); err != nil {
				t.Error(err)
			}
			if status := post(handler, form); status != http.StatusOK {
				t.Errorf("status %d", status)
			}
			if _, err := client.Negotiate(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if books := x.Books("example-capture"); books.Charges != 1 || books.Charged.String() != "59.9" ||
		len(s.events) != 8 {
		t.Errorf("books %+v, %d events", books, len(s.events))
	}
}
