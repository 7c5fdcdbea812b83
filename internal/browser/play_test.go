package browser

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A person pays, gives a part back, and sees the books and the callbacks.
func TestPlayThePayer(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.createOrder("play-1")
	d.press("Pay: order play-1")
	d.text("#said", "Vertex Gateway: Pay play-1: done.")
	d.text("#record-vertex-order-play_2d_1", "completed")
	d.text("#record-vertex-order-play_2d_1", "charged 56.99")
	d.text("#events .callback", "orderCallback")
	if body := <-d.callback; !strings.Contains(body, `"completed"`) {
		t.Errorf("the merchant got %s", body)
	}
	d.do(chromedp.SendKeys("#take-vertex-order-play_2d_1-refund", "6.99"))
	d.press("Refund: order play-1")
	d.text("#record-vertex-order-play_2d_1", "refunded 6.99")
	d.text("#record-vertex-order-play_2d_1", "partially_refunded")
	d.screenshot("books")

	d.createOrder("play-2")
	d.press("Start 3-D Secure: order play-2")
	d.text("#said", "Start 3-D Secure play-2: done.")
	d.press("Decline: order play-2")
	d.text("#record-vertex-order-play_2d_2", "failed")
	if books := d.sandbox.Vertex.Books("play-2"); books.Charges != 0 {
		t.Errorf("%+v", books)
	}

	// What a state does not allow has no button, and a page that is out of date is told.
	d.createOrder("play-3")
	d.do(chromedp.WaitVisible("#record-vertex-order-play_2d_3"))
	d.click("#pause")
	if err := d.sandbox.Vertex.Pay("play-3"); err != nil {
		t.Fatal(err)
	}
	d.press("Decline: order play-3")
	d.text("#said", "Decline play-3: not done, its state does not allow that.")
	d.text("#record-vertex-order-play_2d_3", "completed")
}

// Callbacks are held, sent in another order, repeated and sent again.
func TestHoldAndRepeatCallbacks(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.press("Hold: callbacks of Vertex Gateway")
	d.text("#desk-vertex", "held")
	for _, number := range []string{"held-1", "held-2"} {
		d.createOrder(number)
		d.press("Pay: order " + number)
		d.text("#said", "Pay "+number+": done.")
	}
	d.text("#desk-vertex", "held: 2")
	if len(d.callback) > 0 {
		t.Error("a callback was not held")
	}
	d.press("newest first: callbacks of Vertex Gateway")
	for _, number := range []string{"held-2", "held-1"} {
		if body := <-d.callback; !strings.Contains(body, number) {
			t.Errorf("%s is not in %s", number, body)
		}
	}
	d.set("times-vertex", "2")
	d.press("Set: repeats of callbacks of Vertex Gateway")
	d.text("#said", "Send each callback 3 times")
	d.createOrder("thrice")
	d.press("Pay: order thrice")
	for range 3 {
		if body := <-d.callback; !strings.Contains(body, "thrice") {
			t.Errorf("%s", body)
		}
	}
	d.until(`document.querySelectorAll("#events .callback").length === 5`)
	d.click("#events .callback a")
	d.do(chromedp.WaitVisible("#events .callback .detail"))
	d.screenshot("callback")
	d.click("#events .callback .detail form button")
	if body := <-d.callback; !strings.Contains(body, "thrice") {
		t.Errorf("%s", body)
	}
}

// The next answer is spoilt: the client does not know the outcome, and the page does.
func TestChooseTheNextFault(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.set("fault-vertex", fake.FaultCut)
	d.press("Spoil it: the next answer of Vertex Gateway")
	d.text("#desk-vertex", "waiting: "+fake.FaultCut)
	_, err := vertexClient(d).CaptureOrder(context.Background(), vertexapi.OrderOperationRequest{
		ShopID: d.sandbox.Vertex.ShopID, OrderNumber: "example-capture",
	})
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("%v", err)
	}
	d.text("#events .marks", fake.FaultCut)
	d.click("#open-1")
	d.do(chromedp.WaitVisible("#event-1 .detail"))
	d.text("#event-1 .facts", "had its effect before its answer was replaced")
	d.text("#records", "example-capture")
	d.text("#records", "completed")
	d.until(`!document.querySelector("#desk-vertex").innerText.includes("waiting")`)
	d.screenshot("fault")
}
