package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until an element has the focus, and shows it.
func (d *desk) tabTo(id string) {
	d.t.Helper()
	var passed []string
	for range 300 {
		d.do(chromedp.KeyEvent(kb.Tab))
		at := value[string](d, `document.activeElement.id || document.activeElement.textContent.trim().slice(0, 40)`)
		if at != id {
			passed = append(passed, at)
			continue
		}
		if !value[bool](d, `(() => {
			const style = getComputedStyle(document.activeElement);
			return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
		})()`) {
			d.t.Errorf("nobody sees that %s has the focus", id)
		}
		return
	}
	d.t.Fatalf("Tab never reaches %s; it passes %q", id, passed)
}

func (d *desk) key(keys string) {
	d.t.Helper()
	d.do(chromedp.KeyEvent(keys))
}

// Everything is done with the keyboard alone, and the focus stays where the person is.
func TestKeyboardAlone(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.createOrder("keys-1")
	d.do(chromedp.WaitVisible("#record-vertex-order-keys_2d_1"))
	d.key(kb.Tab)
	if first := value[string](d, `document.activeElement.textContent`); first != "Skip to the content" {
		t.Errorf("the first stop is %q", first)
	}
	d.key(kb.Enter)
	d.tabTo("open-1")
	d.key(kb.Enter)
	d.do(chromedp.WaitVisible("#event-1 .detail"))
	if at := value[string](d, `document.activeElement.id`); at != "open-1" {
		t.Errorf("opening moves the focus to %q", at)
	}
	if !value[bool](d, `document.getElementById("open-1").getAttribute("aria-expanded") === "true"`) {
		t.Error("a screen reader does not learn that it is open")
	}
	d.tabTo("play-vertex-order-keys_2d_1-begin")
	d.key(" ")
	d.text("#said", "Start 3-D Secure keys-1: done.")
	// That button is gone now; the focus is on what took its place, or on the page.
	if at := value[string](d, `document.activeElement.tagName`); at == "BODY" {
		t.Error("the focus is lost")
	}
	d.tabTo("play-vertex-order-keys_2d_1-pay")
	d.key(kb.Enter)
	d.text("#record-vertex-order-keys_2d_1", "completed")
	d.tabTo("take-vertex-order-keys_2d_1-refund")
	d.key("5")
	d.createOrder("keys-2") // what comes meanwhile disturbs nobody
	d.do(chromedp.WaitVisible("#record-vertex-order-keys_2d_2"))
	if at := value[string](d, `document.activeElement.id + " " + document.activeElement.value`); at !=
		"take-vertex-order-keys_2d_1-refund 5" {
		t.Errorf("the field that is typed in has become %q", at)
	}
	d.key(kb.Enter)
	d.text("#record-vertex-order-keys_2d_1", "refunded 5")
	d.tabTo("set-fault-rozetkapay")
	d.key(kb.Enter)
	d.text("#desk-rozetkapay", "waiting")
	if at := value[string](d, `document.activeElement.id`); at != "set-fault-rozetkapay" {
		t.Errorf("the focus is on %s", fmt.Sprint(at))
	}
	d.screenshot("keyboard")
}
