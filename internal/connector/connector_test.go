package connector_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/internal/connector"
	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// shops are the connectors, each with the bundle that it reads.
func shops(t *testing.T, x *xpaymentsfake.Server) map[string]*connector.Connector {
	t.Helper()
	oldest, err := connector.Oldest(x.BundlePHP)
	if err != nil {
		t.Fatal(err)
	}
	newest, err := connector.Newest(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*connector.Connector{"oldest": oldest, "newest": newest}
}

func text(name, value string) connector.Member { return connector.Member{Name: name, Text: value} }

func address(changes map[string]string) []connector.Member {
	var members []connector.Member
	for _, name := range []string{"firstname", "lastname", "address", "city", "state", "country", "zipcode", "email",
		"phone"} {
		value := map[string]string{"country": "GB", "email": "ada@shop.example"}[name]
		if value == "" {
			value = "x"
		}
		if changed, ok := changes[name]; ok {
			value = changed
		}
		members = append(members, text(name, value))
	}
	return members
}

// order is what a shop sends to begin a payment.
func order(refID, callback, total string, shipping map[string]string) []connector.Member {
	return []connector.Member{
		text("confId", "1"), text("refId", refID), text("returnUrl", "https://shop.example/?a=1&b=2"),
		text("callbackUrl", callback), text("language", "en"),
		{Name: "cart", Children: []connector.Member{
			{Name: "billingAddress", Children: address(nil)}, {Name: "shippingAddress", Children: address(shipping)},
			{Name: "items", Cell: true, Children: []connector.Member{
				text("name", "Gear & <wheel>"), text("price", total), text("quantity", "1"),
			}},
			text("currency", "USD"), text("totalCost", total), text("discount", ""),
		}},
	}
}

func call(t *testing.T, c *connector.Connector, target, action string, members ...connector.Member) *connector.Answer {
	t.Helper()
	answer, err := c.Call(t.Context(), target, action, members...)
	if err != nil {
		t.Fatalf("%s/%s: %v", target, action, err)
	}
	if answer.Failed {
		t.Fatalf("%s/%s: %s", target, action, answer.Text)
	}
	return answer
}

// Both get through a payment, from the test of the connection to the refund.
func TestConnectorsWorkWithTheSandbox(t *testing.T) {
	t.Parallel()
	for name := range shops(t, sandbox.New(t).XPayments) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := sandbox.New(t).XPayments
			c := shops(t, x)[name]
			tested := call(t, c, "connect", "test", text("testCode", "123"))
			want := connector.Tree{"hashCode": "202cb962ac59075b964b07152d234b70", "error": "", "error_message": "",
				"is_error_message": ""}
			if c.Version != "1.1" {
				want["version"] = "3.1.2"
			}
			if !maps.Equal(tested.Tree, want) {
				t.Errorf("test: %v", tested.Tree)
			}
			list, _ := call(t, c, "payment_confs", "get").Tree["payment_module"].([]any)
			if len(list) != 2 {
				t.Errorf("configurations: %v", list)
			}
			made := call(t, c, "payment", "init", order("order-7", "https://shop.example/", "10.00", nil)...)
			id, _ := made.Tree["txnId"].(string)
			if err := x.Pay(id); err != nil {
				t.Fatal(err)
			}
			for _, step := range []struct{ action, amount, status string }{
				{"capture", "10.00", "4"}, {"refund", "4.00", "6"}, {"refund", "6.00", "5"},
			} {
				done := call(t, c, "payment", step.action, text("txnId", id), text("amount", step.amount))
				if done.Tree["status"] != "1" {
					t.Errorf("%s: %s", step.action, done.Text)
				}
				if got := payment(t, c, id); got["status"] != step.status {
					t.Errorf("after %s: status %v", step.action, got["status"])
				}
			}
		})
	}
}

// payment is a payment as get_info shows it to a connector.
func payment(t *testing.T, c *connector.Connector, id string) connector.Tree {
	t.Helper()
	answer := call(t, c, "payment", "get_info", text("txnId", id))
	if nested, ok := answer.Tree["payment"].(connector.Tree); ok {
		return nested
	}
	return answer.Tree
}

// No answer of API 1.1 names the version of X-Payments, refusals included; the schema of the oldest connector refuses
// it.
func TestAnswersOfAPI11HaveNoVersion(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	c := shops(t, x)["oldest"]
	id := xpaymentsfake.TxnID("status-2")
	for _, action := range []string{"get_info", "get_additional_info", "capture", "accept", "nonsense"} {
		answer, err := c.Call(t.Context(), "payment", action, text("txnId", id))
		if err != nil || answer.Tree["version"] != nil {
			t.Errorf("%s: %v, %v", action, answer, err)
		}
	}
	wrong := order("order-7", "https://shop.example/", "nothing", nil)
	if answer, err := c.Call(t.Context(), "payment", "init", wrong...); err != nil || !answer.Failed {
		t.Errorf("a wrong cart: %v, %v", answer, err)
	}
	x.SetVersions("1.9")
	if answer, err := c.Call(t.Context(), "connect", "test", text("testCode", "1")); err != nil ||
		answer.Tree["error"] != "506" {
		t.Errorf("no such version: %v, %v", answer, err)
	}
}

// Connectors leave parts of addresses empty, the country too when nothing is shipped.
func TestEmptyPartsOfAddressesAreTaken(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	c := shops(t, x)["newest"]
	empty := map[string]string{}
	for _, name := range []string{"phone", "firstname", "lastname", "address", "city", "zipcode", "country", "state",
		"email"} {
		empty[name] = ""
		call(t, c, "payment", "init", order("empty "+name, "https://shop.example/", "1.00", empty)...)
	}
}

// Two connectors send amounts as the merchant typed them.
func TestAmountsAsMerchantsTypeThemAreTaken(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	c := shops(t, x)["newest"]
	id := xpaymentsfake.TxnID("example-refund")
	total := 0.0
	for typed, amount := range map[string]float64{".5": .5, "5.": 5, "+5": 5, " 5": 5, "5 ": 5, "0.50": .5, "1": 1,
		" +.25 ": .25} {
		done := call(t, c, "payment", "refund", text("txnId", id), text("amount", typed))
		if total += amount; done.Tree["status"] != "1" ||
			payment(t, c, id)["refundedAmount"] != fmt.Sprintf("%.2f", total) {
			t.Errorf("%q: %s, refunded %v", typed, done.Text, payment(t, c, id)["refundedAmount"])
		}
	}
	for _, typed := range []string{"-5", ".", "+", "5,00", "1e1", "0x1", "5 0", "--5"} {
		answer, err := c.Call(t.Context(), "payment", "refund", text("txnId", id), text("amount", typed))
		if err != nil || !answer.Failed && answer.Tree["status"] == "1" {
			t.Errorf("%q: %v, %v", typed, answer, err)
		}
	}
}

// What a connector sends as a text is what the sandbox has, byte by byte.
func TestTextsAreKept(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	c := shops(t, x)["newest"]
	for _, refID := range []string{"a\nb\tc", "R&D &amp; &#60;", "a < b > c", "\x01\x02\x1f", `"quoted" 'too'`,
		" blanks ", "é ж 漢 \U0001f600", "]]>"} {
		made := call(t, c, "payment", "init", order(refID, "https://shop.example/", "1.00", nil)...)
		id, _ := made.Tree["txnId"].(string)
		p, ok := x.GetPayment(id)
		if !ok || p.RefID != refID || p.ReturnURL != "https://shop.example/?a=1&b=2" ||
			*p.Cart.Items[0].Name != "Gear & <wheel>" {
			t.Errorf("%q is kept as %q", refID, p.RefID)
		}
	}
}

// Every transaction has an identifier of its own, or a shop sees one transaction twice.
func TestEveryTransactionHasAnIdentifierOfItsOwn(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	for name, c := range shops(t, x) {
		id := xpaymentsfake.TxnID("example-" + map[string]string{"oldest": "capture", "newest": "void"}[name])
		var seen []string
		for range 3 {
			call(t, c, "payment", "capture", text("txnId", id), text("amount", "1.00"))
			advanced, _ := payment(t, c, id)["advinfo"].(connector.Tree)
			number, _ := advanced["txn_id"].(string)
			if number == "" || slices.Contains(seen, number) {
				t.Errorf("%s: %q after %q", name, number, seen)
			}
			seen = append(seen, number)
		}
		details := call(t, c, "payment", "get_additional_info", text("txnId", id))
		list, _ := details.Tree["transactions"].([]any)
		last, _ := list[len(list)-1].(connector.Tree)
		if last["txnid"] != seen[2] {
			t.Errorf("%s: the last transaction is %v, advinfo names %s", name, last["txnid"], seen[2])
		}
	}
}

// A shop registers a transaction from a callback in the form of the version that it speaks, whatever version the
// payment was made in.
func TestCallbacksAreRegistered(t *testing.T) {
	t.Parallel()
	for name := range shops(t, sandbox.New(t).XPayments) {
		x := sandbox.New(t).XPayments
		c := shops(t, x)[name]
		var registered []connector.Tree
		shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("action") == "check_cart" {
				answer, err := c.CheckCart("order-8", order("", "", "12.00", nil)[5].Children)
				if err != nil {
					t.Error(err)
				}
				_, _ = w.Write(answer)
				return
			}
			if tree, ok := c.Callback(r.Context(), r.Form); ok {
				registered = append(registered, tree)
			}
		}))
		made := call(t, c, "payment", "init", order("order-7", shop.URL, "10.00", nil)...)
		id, _ := made.Tree["txnId"].(string)
		if err := x.Pay(id); err != nil {
			t.Fatal(err)
		}
		if err := x.AdminCapture(id, strictpay.MustDecimal("1")); err != nil {
			t.Fatal(err)
		}
		x.Deliveries()
		shop.Close()
		if len(registered) != 2 || registered[0]["status"] != "2" || registered[1]["status"] != "4" ||
			registered[1]["payment"] != nil {
			t.Errorf("%s: registered %v", name, registered)
		}
		if p, _ := x.GetPayment(id); c.Version == "1.9" && (p.RefID != "order-8" || p.Total.String() != "12") {
			t.Errorf("%s: %s over %s after check_cart", name, p.RefID, p.Total)
		}
	}
}

// The page sends the buyer back in a form that a shop lets in.
func TestTheBuyerIsLetInAgain(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	c := shops(t, x)["oldest"]
	made := call(t, c, "payment", "init", order(`order "7"`, "https://shop.example/", "10.00", nil)...)
	token, _ := made.Tree["token"].(string)
	rsp, err := http.PostForm(c.URL+"/payment.php", url.Values{"target": {"main"}, "action": {"pay"}, "token": {token}})
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	page, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{}
	for _, field := range regexp.MustCompile(`name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(string(page), -1) {
		form.Add(field[1], html.UnescapeString(field[2]))
	}
	if !connector.Returned(form) || form.Get("refId") != `order "7"` || form.Get("txnId") != made.Tree["txnId"] {
		t.Errorf("the form is %v", form)
	}
}

// An address that ends in a slash makes "//api.php", which is served: no connector follows a redirect.
func TestAddressesWithASlashWork(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	for _, c := range shops(t, x) {
		c.URL += "/"
		call(t, c, "connect", "test", text("testCode", "1"))
		c.URL += "/"
		call(t, c, "connect", "test", text("testCode", "1"))
	}
}

// What one form holds the other does too, and each connector takes its own.
func TestBundlesInBothForms(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	if _, err := connector.Oldest(x.Bundle); !errors.Is(err, connector.ErrBundle) {
		t.Errorf("the oldest connector reads JSON: %v", err)
	}
	bundle, form, err := seal.ParseBundleForm(x.BundlePHP)
	if err != nil || form != seal.FormPHP {
		t.Fatalf("form %s, %v", form, err)
	}
	for _, servers := range []string{"", "192.0.2.1", "2001:db8::1"} {
		bundle.ServerIP = servers
		converted, err := bundle.EncodePHP()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := connector.Oldest(converted); err != nil {
			t.Errorf("PHP with servers %q: %v", servers, err)
		}
		if _, err := connector.Newest(bundle.EncodeJSON()); err != nil {
			t.Errorf("JSON with servers %q: %v", servers, err)
		}
	}
}

// The failure rules differ: an error_message alone is a failure for the newest connector only, and "0" is no error
// for any.
func TestFailureRules(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	key, err := seal.ParsePrivateKey([]byte(x.PrivateKey), x.Password)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range shops(t, x) {
		for document, failed := range map[string]bool{
			"<data><error>0</error><error_message></error_message></data>":    false,
			"<data><error>5</error><error_message></error_message></data>":    true,
			"<data><error></error><error_message>no</error_message></data>":   name == "newest",
			"<data><error>0</error><error_message>no</error_message></data>":  name == "newest",
			"<data><error></error><error_message>0</error_message></data>":    false,
			"<data><error_message></error_message><status>1</status></data>":  false,
			"<data><error>no</error><error_message>no</error_message></data>": true,
		} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				message, err := seal.Seal(&key.PublicKey, []byte(document))
				if err != nil {
					t.Error(err)
				}
				w.WriteHeader(http.StatusInternalServerError) // nobody looks at it
				_, _ = w.Write(message)
			}))
			c.URL = server.URL
			answer, err := c.Call(context.Background(), "payment", "capture", text("txnId", "1"))
			server.Close()
			if err != nil || answer.Failed != failed {
				t.Errorf("%s: %s: failed %v, %v", name, strings.TrimSpace(document), answer, err)
			}
		}
	}
}
