package traffic_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/traffic"
)

// What the specification calls secret or personal is taken out, and what it does not know as well; the rest stays.
func TestRedacted(t *testing.T) {
	t.Parallel()
	c := checker(t)
	x := exchange("POST", "https://user:geheim@api.koshelek.app/p/api/v1/merchant/checkout?card=4111111111111111", `{
		"cardSession": "session-of-ada", "storeId": "store-1", "requestId": "7d7a",
		"user": {"loyaltyId": "9000000000017", "nickname": "adalove"},
		"checkoutInvoice": {"orderId": "order-7", "totalAmount": 36230, "note": {"to": ["Grace Hopper", 4242424242424242]}},
		"Ada Lovelace": true, "extra": [{"phone": "+380671234567"}]
	}`, 422, []byte(`{"code": "UNKNOWN_SESSION_ID",
		"message": "session-of-ada of Grace Hopper (+380671234567, 4242424242424242) is unknown", "trace": "t-99"}`))
	x.Request.Header.Set("Authorization", "Basic bG9naW46cGFzc3dvcmQ=")
	x.Request.Header.Set("Token", "desk-token-1")
	x.Request.Header.Set("User-Agent", "till-of-ada")
	x.Answer.Header.Set("Set-Cookie", "id=abcdefabcdef")
	x.Answer.Header.Set("Retry-After", "3")
	r := c.Check(x)
	if r.Name() != "koshelek.checkout" {
		t.Fatal(r.Name())
	}
	out := traffic.Redacted(x, r)
	text := fmt.Sprintf("%s %v %s %v %s", out.URL, out.Request.Header, out.Request.Body, out.Answer.Header,
		out.Answer.Body)
	for _, hidden := range []string{
		"geheim", "4111", "session-of-ada", "9000000000017", "adalove", "Grace", "4242", "Lovelace", "38067", "t-99",
		"bG9naW", "desk-token", "till-of-ada", "abcdef",
	} {
		if strings.Contains(text, hidden) {
			t.Errorf("%q is there", hidden)
		}
	}
	for _, kept := range []string{
		"https://api.koshelek.app/p/api/v1/merchant/checkout", `"storeId":"store-1"`, `"orderId":"order-7"`,
		`"totalAmount":36230`, `"extra":"[REDACTED]"`, `"code":"UNKNOWN_SESSION_ID"`, "Retry-After:[3]",
		"Authorization:[[REDACTED]]",
	} {
		if !strings.Contains(text, kept) {
			t.Errorf("%q is gone", kept)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// Of what belongs to no operation, and of what is no JSON, nothing is kept.
func TestRedactedWhole(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for _, x := range []*traffic.Exchange{
		exchange("POST", "https://shop.example/Ada/basket?q=Ada", `{"name":"Ada"}`, 200, []byte(`{"Ada":1}`)),
		exchange("POST", vertexServer+"/customers/Ada", `{"name":"Ada"}`, 200, []byte(`["Ada"]`)),
		exchange("POST", vertexServer+"/order", `{"name":"Ada"`, 200, []byte(`<b>Ada</b>`)),
		exchange("POST", vertexServer+"/order", `{"shopId":1} "Ada"`, 418, []byte(`{"data":"Ada"}`)),
		exchange("POST", vertexServer+"/order", "\xffAda", 200, []byte(`"Ada"`)),
	} {
		x.Request.Header = http.Header{"X-Customer": {"Ada"}, "Content-Type": {"text/plain; name=Ada"}}
		out := traffic.Redacted(x, c.Check(x))
		text := fmt.Sprintf("%s %v %s %v %s", out.URL, out.Request.Header, out.Request.Body, out.Answer.Header,
			out.Answer.Body)
		if strings.Contains(text, "Ada") || !strings.Contains(text, "[REDACTED]") {
			t.Error(text)
		}
	}
}
