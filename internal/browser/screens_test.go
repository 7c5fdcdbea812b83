package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func (d *desk) scheme(name string) {
	d.t.Helper()
	call(d, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// Every page fits narrow screens, and can be read in light and dark.
func TestNarrowAndDarkScreens(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.createOrder("an-order-with-quite-a-long-number-0123456789")
	d.press("Pay: order an-order-with-quite-a-long-number-0123456789")
	d.post("/order", `{"shopID":115}`)
	d.press("Hold: callbacks of Koshelek Pay")
	d.do(chromedp.WaitVisible("#event-3"))
	pages := []struct{ name, query string }{
		{"sandbox", "?show=3"}, {"callback", "?show=2&api=vertex"}, {"reference", "reference"},
		{"search", "reference?find=TRANSACTION_IN"}, {"operation", "reference/vertex/operation/createOrder"},
		{"table", "reference/koshelek/table/error"}, {"type", "reference/rozetkapay/type/PayPartsOperationResult"},
	}
	for _, screen := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"wide-light", 1400, 900, "light"}, {"wide-dark", 1400, 900, "dark"}, {"narrow-light", 320, 640,
		"light"}, {"narrow-dark", 320, 640, "dark"}} {
		d.do(chromedp.EmulateViewport(screen.width, screen.height))
		d.scheme(screen.scheme)
		for _, page := range pages {
			d.do(chromedp.Navigate(d.url+page.query), chromedp.WaitVisible("#main"))
			checkContrast(d, screen.name+" "+page.name)
			d.screenshot(screen.name + "-" + page.name)
		}
	}
}
