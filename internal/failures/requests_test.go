package failures

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// requestOf is an example request of specs/; for X-Payments, whose examples are in XML, a short one.
func requestOf(t *testing.T, operation string) []byte {
	t.Helper()
	switch operation {
	case "xpayments.paymentCapture", "xpayments.paymentRefund":
		return []byte(`{"txnId":"1","amount":"5.00"}`)
	case "xpayments.paymentRecharge":
		address := `{"firstname":"A","address":"S 1","city":"L","state":"N/A","country":"GB","zipcode":"1",` +
			`"email":"a@shop.example"}`
		return []byte(`{"txnId":"1","amount":"5.00","description":"x","cart":{"billingAddress":` + address +
			`,"shippingAddress":` + address + `}}`)
	}
	api, id, _ := strings.Cut(operation, ".")
	text, err := os.ReadFile("../../specs/" + api + "/examples/" + id + ".request.json")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A writtenBody is a request whose body stands there in JSON; its parameters are those of the example.
type writtenBody struct {
	arguments
	body []byte
}

func (in writtenBody) Body(dst jsonread.Readable) error {
	_ = jsonread.ReadInto(in.body, dst) // what is wrong with it, the call's own check says
	return nil
}

// send makes a call with a body of JSON, of which one member has another text; it reports whether the request arrived.
func send(t *testing.T, operation, pointer, text string, opts ...strictpay.CallOption) (
	arrived bool, reported []strictpay.Deviation, err error,
) {
	t.Helper()
	for _, c := range calls() {
		if c.String() != operation {
			continue
		}
		server := rawserver.New(t, rawserver.Lost)
		defer server.Close()
		in := writtenBody{arguments{c.op, c.set}, put(t, requestOf(t, operation), pointer, text)}
		drift := strictpay.WithDriftHandler(func(_ context.Context, info *strictpay.Info) {
			reported = append(reported, info.Deviations...)
		})
		_, err = at(t, c, server.URL, strictpay.WithRetries(0), drift).Invoke(t.Context(), c.op.ID, in, opts...)
		return server.Arrived() > 0, reported, err
	}
	t.Fatalf("no operation %s", operation)
	return false, nil, nil
}

// What no provider can mean is refused before it is sent, and the place is told.
func TestSenselessRequestsAreNotSent(t *testing.T) {
	for _, c := range []struct{ operation, at, sent, reported string }{
		{"vertex.createOrder", "/order/cost/amount", `"-5"`, "format /order/cost/amount"},
		{"vertex.createOrder", "/order/cost/amount", `"0"`, "format /order/cost/amount"},
		{"vertex.createOrder", "/order/cost", `{}`, "missing /order/cost/amount"},
		{"vertex.createOrder", "/shopId", `0`, "format /shopId"},
		{"vertex.createOrder", "/shopId", `-1`, "format /shopId"},
		{"vertex.refundOrder", "/cost/amount", `"-5"`, "format /cost/amount"},
		{"vertex.refundOrder", "/cost/amount", `"0"`, "format /cost/amount"},
		{"vertex.refundOrder", "/cost", `{}`, "missing /cost/amount"},
		{"vertex.refundOrder", "/shopId", `0`, "format /shopId"},
		{"vertex.createPayout", "/payout/cost/amount", `"-5"`, "format /payout/cost/amount"},
		{"vertex.createPayout", "/payout/cost/amount", `"0.00"`, "format /payout/cost/amount"},
		{"vertex.createPayout", "/payout/cost", `{}`, "missing /payout/cost/amount"},
		{"vertex.createPayout", "/shopId", `-1`, "format /shopId"},
		{"xpayments.paymentCapture", "/amount", `"-5.00"`, "format /amount"},
		{"xpayments.paymentRefund", "/amount", `"0"`, "format /amount"},
		{"xpayments.paymentRecharge", "/amount", `"-1"`, "format /amount"},
		{"rozetkapay.payPartsCreateOrder", "/parts_count", `-3`, "format /parts_count"},
		{"rozetkapay.payPartsCreateOrder", "/parts_count", `0`, "format /parts_count"},
		{"rozetkapay.payPartsCreateOrder", "/parts_count", ``, "format /parts_count"},
		{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":-1,"price":5}]`,
			"format /products/0/quantity"},
		{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":1,"price":-5}]`,
			"format /products/0/price"},
		{"rozetkapay.payPartsCreateOrder", "/customer/payment_method/cc_token", `{"token":"t"}`,
			"union /customer/payment_method"},
		{"koshelek.checkout", "/checkoutInvoice/totalAmount", `0`, "format /checkoutInvoice/totalAmount"},
		{"koshelek.checkout", "/checkoutInvoice/totalAmount", `399`, "format /checkoutInvoice/totalAmount"},
		{"koshelek.checkout", "/checkoutInvoice/items/0/quantity", `-5`, "format /checkoutInvoice/items/0/quantity"},
	} {
		what := c.operation + " " + c.at + " " + c.sent
		arrived, _, err := send(t, c.operation, c.at, c.sent)
		if arrived {
			t.Errorf("%s: sent", what)
		}
		expect(t, what, err, strictpay.Unsent)
		var refused *strictpay.NotSent
		if !errors.As(err, &refused) || !slices.ContainsFunc(refused.Deviations, func(d strictpay.Deviation) bool {
			return string(d.Kind)+" "+d.Pointer == c.reported && d.Severity == strictpay.Violation
		}) {
			t.Errorf("%s: %q is not reported: %v", what, c.reported, err)
		}
	}
}

// What looks odd and is legal is sent: carts of X-Payments, the least amount of Koshelek, gifts of RozetkaPay.
func TestLegalRequestsAreSent(t *testing.T) {
	for _, c := range []struct{ operation, at, sent string }{
		{"xpayments.paymentRecharge", "/cart/discount", `"-3.00"`},
		{"xpayments.paymentRecharge", "/cart/items", `[{"price":"10.12345678901234"}]`},
		{"koshelek.checkout", "/checkoutInvoice/totalAmount", `400`},
		{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":1,"price":0}]`},
	} {
		if arrived, _, err := send(t, c.operation, c.at, c.sent); !arrived {
			t.Errorf("%s %s: not sent: %v", c.operation, c.sent, err)
		}
	}
}

// A value that a list does not have is sent where the list grows, and with AllowUnlisted everywhere, and reported as
// drift.
func TestUnlistedValuesAreSent(t *testing.T) {
	for _, c := range []struct {
		operation, at, sent string
		grows               bool
	}{
		{"koshelek.checkout", "/checkoutInvoice/items/0/tax", `"vat22"`, true},
		{"koshelek.checkout", "/checkoutInvoice/items/0/tax", `"vat5"`, true},
		{"koshelek.checkout", "/checkoutInvoice/items/0/measure", `"LITER"`, true},
		{"vertex.createPayout", "/transferType", `"a_new_rail"`, true},
		{"vertex.createPayout", "/instrumentType", `"hologram"`, false},
		{"rozetkapay.payPartsCreateOrder", "/mode", `"by_post"`, false},
	} {
		for _, allowed := range []bool{false, true} {
			var opts []strictpay.CallOption
			if allowed {
				opts = append(opts, strictpay.AllowUnlisted())
			}
			arrived, reported, err := send(t, c.operation, c.at, c.sent, opts...)
			if arrived != (c.grows || allowed) {
				t.Errorf("%s %s, allowed %v: arrived %v: %v", c.operation, c.sent, allowed, arrived, err)
			}
			want := strictpay.Violation
			if arrived {
				want = strictpay.Drift
			} else {
				reported = strictpay.DeviationsOf(err)
			}
			if len(reported) == 0 || reported[0].Kind != strictpay.KindUnknownValue || reported[0].Pointer != c.at ||
				reported[0].Severity != want {
				t.Errorf("%s %s, allowed %v: reported %v", c.operation, c.sent, allowed, reported)
			}
		}
	}
}
