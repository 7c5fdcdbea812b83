package browser

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/strictpay/strictpay/internal/console"
	"github.com/strictpay/strictpay/sandbox"
)

// patience is how long one thing on the page may take on a machine that does much else.
const patience = 60 * time.Second

// program is the browser to use, found once.
var program = sync.OnceValues(func() (string, error) {
	named := os.Getenv("STRICTPAY_TEST_CHROMIUM")
	if named != "" && named != "required" {
		return named, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if named == "required" {
		return "", fmt.Errorf("there is no chromium here, and STRICTPAY_TEST_CHROMIUM requires one")
	}
	return "", nil
})

// browser starts one for a test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Skip("there is no chromium here; STRICTPAY_TEST_CHROMIUM names one")
	}
	profile, err := os.MkdirTemp("", "strictpay-browser-")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WindowSize(1400, 1000),
	)
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	t.Cleanup(stop)
	ctx, closePage := chromedp.NewContext(ctx)
	t.Cleanup(closePage)
	return ctx
}

// A desk is a sandbox with its page open in a browser, and a merchant that takes callbacks.
type desk struct {
	t        *testing.T
	ctx      context.Context
	sandbox  *sandbox.Sandbox
	url      string // of the page
	merchant *httptest.Server
	callback chan string // bodies of callbacks

	mu     sync.Mutex
	broken bool     // there is no server for a while
	faults []string // errors of the page, and requests that left it
}

func open(t *testing.T) *desk {
	t.Helper()
	ctx := browser(t)
	s := sandbox.New(t)
	page, url, err := console.Serve(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(page.Close)
	d := &desk{t: t, ctx: ctx, sandbox: s, url: url, callback: make(chan string, 100)}
	d.merchant = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body := make([]byte, 1<<16)
		n, _ := r.Body.Read(body)
		d.callback <- string(body[:n])
	}))
	t.Cleanup(d.merchant.Close)
	s.Vertex.SetCallbacks(d.merchant.URL, d.merchant.URL)
	d.must(chromedp.Listen(ctx, d.watch))
	call(d, log.Enable, cdp.Empty{})
	d.do(chromedp.Navigate(url), chromedp.WaitVisible("#main"))
	t.Cleanup(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		for _, fault := range d.faults {
			t.Error(fault)
		}
	})
	return d
}

// watch notes what a page must not do: fail, or ask another server for something.
func (d *desk) watch(event any) {
	fault := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		fault = "an exception: " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			fault = fmt.Sprintf("the console has a line: %s", e.Args[0].Value)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !d.broken && !strings.Contains(e.Entry.Text, "409 (Conflict)") {
			fault = "the log has a line: " + e.Entry.Text + " " + e.Entry.URL
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, d.sandbox.URL+"/") {
			fault = "a request left the page: " + e.Request.URL
		}
	}
	if fault != "" {
		d.mu.Lock()
		d.faults = append(d.faults, fault)
		d.mu.Unlock()
	}
}

// do runs actions in the page. One that loses its element, because the page has just put another in its place, is run
// again.
func (d *desk) do(actions ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	for _, action := range actions {
		err := chromedp.Do(ctx, action)
		for err != nil && strings.Contains(err.Error(), "o node with given id") {
			err = chromedp.Do(ctx, action)
		}
		d.must(err)
	}
}

// must ends the test on an error, with what the page says.
func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		ctx, cancel := context.WithTimeout(d.ctx, patience)
		defer cancel()
		text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText.slice(0, 4000)`))
		d.t.Fatalf("%v\nthe page says:\n%s", err, text)
	}
}

// call calls a command of the browser.
func call[P, R any](d *desk, command cdp.Command[P, R], params P) R {
	d.t.Helper()
	result, err := chromedp.Call(d.ctx, command, params)
	d.must(err)
	return result
}

// until waits for an expression of the page to become true. The page's own policy forbids what chromedp.Poll does.
func (d *desk) until(expression string) {
	d.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if value[bool](d, expression) {
			return
		}
		if time.Now().After(end) {
			d.must(fmt.Errorf("never true: %s", expression))
		}
	}
}

// text waits until an element has a text in it.
func (d *desk) text(selector, want string) {
	d.t.Helper()
	d.until(fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.innerText.includes(%q))`, selector, want))
}

// press clicks the button of an accessible name.
func (d *desk) press(name string) {
	d.t.Helper()
	selector := fmt.Sprintf(`button[aria-label=%q]`, name)
	d.click(selector)
}

// click focuses and clicks what is visible, and not the place where it was: a row that arrives meanwhile moves it.
func (d *desk) click(selector string) {
	d.t.Helper()
	d.do(chromedp.WaitVisible(selector))
	d.until(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e?.focus(); e?.click(); return !!e; })()`,
		selector))
}

// set gives a field a value at once: between two steps the page might put another field in its place.
func (d *desk) set(id, to string) {
	d.t.Helper()
	value[string](d, fmt.Sprintf(`document.getElementById(%q).value = %q`, id, to))
}

// value evaluates an expression of the page.
func value[T any](d *desk, expression string) T {
	d.t.Helper()
	v, err := chromedp.Run(d.ctx, chromedp.Evaluate[T](expression))
	d.must(err)
	return v
}

// screenshot writes what the page looks like, where somebody wants to see it.
func (d *desk) screenshot(name string) {
	d.t.Helper()
	dir := os.Getenv("STRICTPAY_TEST_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(d.ctx, chromedp.FullScreenshot(100))
	d.must(err)
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		d.t.Error(err)
	}
}
