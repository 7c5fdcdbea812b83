package console

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
)

// stream reads server-sent events until its test ends.
func stream(t *testing.T, start string) (*http.Response, *bufio.Scanner) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, start+"events", nil)
	if err != nil {
		t.Fatal(err)
	}
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rsp.Body.Close() })
	return rsp, bufio.NewScanner(rsp.Body)
}

// next reads up to the number of the next change.
func next(t *testing.T, s *bufio.Scanner) string {
	t.Helper()
	for s.Scan() {
		if data, ok := strings.CutPrefix(s.Text(), "data: "); ok {
			return data
		}
	}
	t.Fatal("the stream ended")
	return ""
}

func TestPagesHearOfChanges(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	rsp, events := stream(t, start)
	if rsp.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("%v", rsp.Header)
	}
	if first := next(t, events); first != "0" {
		t.Errorf("it begins with %s", first)
	}
	call(t, c, http.MethodGet, "/order/115/status-completed", "")
	if second := next(t, events); second != "1" {
		t.Errorf("then comes %s", second)
	}
	if code, _ := form(t, start, "do", "clear"); code != http.StatusOK {
		t.Error(code)
	}
	if third := next(t, events); third != "2" {
		t.Errorf("then comes %s", third)
	}
}

// A page that does not read holds nobody up, and one too many is refused.
func TestSlowPagesHoldNobodyUp(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	for range mostListeners {
		stream(t, start)
	}
	for range 100_000 {
		c.live.changed()
	}
	if rsp, _ := stream(t, start); rsp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%d", rsp.StatusCode)
	}
}

// The stream ends with the console.
func TestStreamsEnd(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	_, events := stream(t, start)
	next(t, events)
	c.Close()
	for events.Scan() {
		if events.Text() != "" {
			t.Errorf("after the end comes %q", events.Text())
		}
	}
}
