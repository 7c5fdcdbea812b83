package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// vertexClient is a service under development.
func vertexClient(d *desk) *vertex.Client {
	d.t.Helper()
	client, err := vertex.New(d.sandbox.Vertex.URL, d.sandbox.Vertex.Token)
	if err != nil {
		d.t.Fatal(err)
	}
	return client
}

// createOrder creates an order as a service does.
func (d *desk) createOrder(number string) {
	d.t.Helper()
	_, err := vertexClient(d).CreateOrder(context.Background(), vertexapi.CreateOrderRequest{
		ShopID: d.sandbox.Vertex.ShopID,
		Order: vertexapi.NewOrder{
			OrderNumber: number, Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"},
		},
		Customer: &vertexapi.NewCustomer{FirstName: "Grace", LastName: "Hopperson", Email: new("grace@shop.example")},
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// What a service sends appears by itself, can be opened, says what is wrong with it, and shows no person.
func TestExchangesArriveLive(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.until(`document.getElementById("connection").dataset.state === "on"`)
	d.screenshot("empty")
	d.createOrder("live-1")
	d.text("#events .name", "createOrder")
	d.text("#heard", "Vertex Gateway createOrder: 200")
	d.click("#open-1")
	d.do(chromedp.WaitVisible("#event-1 .detail"))
	d.text("#event-1 pre", "live-1")
	d.text("#event-1 .clean", "No deviation")
	if body := value[string](d, `document.body.innerText`); strings.Contains(body, "Hopperson") ||
		strings.Contains(body, "grace@") || strings.Contains(body, d.sandbox.Vertex.Token) {
		t.Error("the page shows a person or a token")
	}
	if value[string](d, `location.search`) != "?show=1" || value[string](d, `document.activeElement.id`) != "open-1" {
		t.Error("the link did not open in place")
	}
	d.screenshot("exchange")
	d.post("/order", `{"shopID":115,"order":{"orderNumber":"<script>alert(1)</script>","cost":{"amount":56,`+
		`"currency":"eur"}}}`)
	d.text("#event-2 .marks", "violation")
	d.click("#open-2")
	d.do(chromedp.WaitVisible("#event-2 .detail"))
	d.text("#event-2 .deviations", "/shopId")
	d.text("#event-2 pre", "<script>alert(1)</script>")
	d.do(chromedp.WaitNotPresent("#event-1 .detail"))
	d.screenshot("deviations")
	d.click("#open-2")
	d.do(chromedp.WaitNotPresent("#event-2 .detail"))
	d.do(chromedp.SetValue("#find", "live-1"), chromedp.SendKeys("#find", " "), chromedp.WaitNotPresent("#event-2"))
}
