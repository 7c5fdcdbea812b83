package console

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// What came is shown with its deviations, escaped, and without what is secret, personal or unknown.
func TestExchangesAreShown(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	status := call(t, c, http.MethodPost, "/order",
		`{"shopID":"<script>alert(1)</script>","order":{"orderNumber":"<b>bold</b>",`+
			`"cost":{"amount":5,"currency":"EUR"}},"customer":{"firstName":"Grace","lastName":"Hopperson"}}`)
	eventually(t, start, `id="event-1"`)
	text := page(t, start+"?show=1")
	for _, want := range []string{
		"/shopId", "missing", "unknown-member", "/order/cost/amount", "&lt;b&gt;bold&lt;/b&gt;", "[REDACTED]",
		"createOrder",
		`<span class="mark violation">`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	for _, not := range []string{"<b>bold", "<script>alert", "Hopperson", "Grace", c.sandbox.Vertex.Token} {
		if strings.Contains(text, not) {
			t.Errorf("the page has %q", not)
		}
	}
	if status != http.StatusBadRequest || !strings.Contains(text, ">400<") {
		t.Errorf("%d", status)
	}
}

// A request that no fake takes is shown as well: the URL of the client may be wrong.
func TestStrayRequestsAreShown(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	asked(t, http.MethodPost, c.sandbox.URL+"/order?token=s3cret", "{}")
	text := eventually(t, start+"?show=1", "No fake is at this path")
	if !strings.Contains(text, "POST /order") || strings.Contains(text, "s3cret") {
		t.Error(text)
	}
	if rsp, _ := asked(t, http.MethodGet, c.sandbox.URL, ""); rsp.Request.URL.Path != Path {
		t.Errorf("the sandbox's own address leads to %s", rsp.Request.URL)
	}
}

// A fault says what became of the call.
func TestFaultsAreShown(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	c.sandbox.Vertex.FaultNext(fake.FaultDamaged)
	body := `{"shopId":115,"order":{"orderNumber":"a","cost":{"amount":"5","currency":"EUR"}}}`
	call(t, c, http.MethodPost, "/order", body)
	text := eventually(t, start+"?show=1", "had its effect")
	if !strings.Contains(text, fake.FaultDamaged) {
		t.Error(text)
	}
	call(t, c, http.MethodGet, "/order/115/"+fake.FaultDamaged, "")
	eventually(t, start+"?show=2", "had no effect")
}

// A callback is shown with how it was answered, and can be sent again.
func TestCallbacksAreShown(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	came := make(chan struct{}, 10)
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		came <- struct{}{}
		w.WriteHeader(http.StatusTeapot)
	}))
	t.Cleanup(merchant.Close)
	c.sandbox.Vertex.SetCallbacks(merchant.URL+"/hooks?key=s3cret", "")
	call(t, c, http.MethodPost, "/order",
		`{"shopId":115,"order":{"orderNumber":"a","cost":{"amount":"5","currency":"EUR"}}}`)
	eventually(t, start, `id="event-1"`)
	if code, text := form(t, start, "do", "play", "api", "vertex", "id", "a", "play", "pay"); code != http.StatusOK {
		t.Fatal(code, text)
	}
	<-came
	text := eventually(t, start+"?show=2", "Send again")
	for _, want := range []string{"orderCallback", "418", "/hooks", "completed"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(text, "s3cret") {
		t.Error("the page shows the query of the merchant's address")
	}
	if code, text := form(t, start, "do", "again", "api", "vertex", "event", "2"); code != http.StatusOK {
		t.Fatal(code, text)
	}
	<-came
	eventually(t, start, `id="event-3"`)
	for _, event := range []string{"1", "99", "x"} {
		if code, _ := form(t, start, "do", "again", "api", "vertex", "event", event); code != http.StatusBadRequest {
			t.Errorf("event %s is sent again: %d", event, code)
		}
	}
}

// What is seen is bounded in number and in bytes, and what comes too fast is counted.
func TestHistoryIsBounded(t *testing.T) {
	t.Parallel()
	var h history
	for range 3 * keptEvents {
		h.add(&event{API: "a", Parts: []part{{Body: strings.Repeat("x", 100)}}})
	}
	if list, _ := h.newest(""); len(list) != keptEvents || list[0].Number != 3*keptEvents {
		t.Errorf("%d events", len(list))
	}
	for range 3 * keptEvents {
		h.add(&event{API: "a", Parts: []part{{Body: strings.Repeat("x", keptText)}}})
	}
	if list, _ := h.newest("a"); h.bytes > keptBytes || len(list) >= keptEvents || len(list) == 0 {
		t.Errorf("%d events, %d bytes", len(list), h.bytes)
	}
	h.add(&event{Parts: []part{{Body: strings.Repeat("x", 2*keptBytes)}}})
	if list, _ := h.newest(""); len(list) != 1 {
		t.Errorf("%d events", len(list))
	}
	h.clear()
	if list, _ := h.newest(""); len(list) != 0 || h.bytes != 0 {
		t.Errorf("%d events, %d bytes", len(list), h.bytes)
	}
}

// A sandbox never waits for its page.
func TestSightsNeverWait(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	c.Close() // nobody looks any more
	for range waitingSights + 7 {
		c.take(sight{api: "vertex", delivery: &fake.Delivery{}})
	}
	if _, lost := c.history.newest(""); lost != 7 {
		t.Errorf("%d lost", lost)
	}
	if text := page(t, start); !strings.Contains(text, "7 exchanges came faster") {
		t.Error("the page does not tell that something is missing")
	}
}
