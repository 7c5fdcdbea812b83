package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/strictpay/strictpay/internal/console"
	"github.com/strictpay/strictpay/sandbox"
)

// A cashier types the beginning of a code, and reads what to do before pressing anything.
func TestLookUpACode(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.do(chromedp.Navigate(d.url+"reference"), chromedp.SendKeys("#look", "TRANSACTION_IN"))
	d.text("#found .code", "TRANSACTION_IN")
	d.text("#found .tip", "Оплата уже проведена")
	if value[string](d, `location.search`) != "?find=TRANSACTION_IN" {
		t.Error("the search has no address")
	}
	d.do(chromedp.Navigate(d.url+"reference/vertex/operation/retrieveOrderDetails"), chromedp.WaitVisible("#main h1"))
	d.text("#main", "GET /order/{shopId}/{orderNumber}")
}

// Without its script the page shows and plays the same.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	d := open(t)
	call(d, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	d.createOrder("plain-1")
	d.do(chromedp.Navigate(d.url), chromedp.WaitVisible("#record-vertex-order-plain_2d_1"))
	d.press("Pay: order plain-1")
	d.text("#said", "Pay plain-1: done.")
	d.text("#record-vertex-order-plain_2d_1", "completed")
	d.click("#open-1")
	d.do(chromedp.WaitVisible("#event-1 .detail"))
	d.text("#connection", "Reload to see what is new")
}

// A page that outlives its sandbox finds the next one at the same address.
func TestReconnects(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.until(`document.getElementById("connection").dataset.state === "on"`)
	d.createOrder("before")
	d.text("#records", "before")
	d.broken = true // requests that fail meanwhile are no fault of the page
	address := d.sandbox.URL[len("http://"):]
	d.sandbox.Close()
	d.until(`document.getElementById("connection").dataset.state === "lost"`)
	next, err := sandbox.Start(address)
	if err != nil {
		t.Skipf("another program has taken the port: %v", err)
	}
	t.Cleanup(next.Close)
	page, _, err := console.Serve(next)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(page.Close)
	d.until(`document.getElementById("connection").dataset.state === "on"`)
	d.until(`!document.getElementById("records").innerText.includes("before")`)
}
