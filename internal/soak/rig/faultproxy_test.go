package rig

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// faulty is a proxy on which every request meets a fault, before a server that counts what arrives.
func faulty(t *testing.T, fault Fault) (*FaultProxy, *atomic.Int64) {
	t.Helper()
	var arrived atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived.Add(1)
		_, _ = io.WriteString(w, "the answer")
	}))
	t.Cleanup(server.Close)
	l, err := NewFaultProxy(server.URL, 1, 0, NewTally())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	l.Always(func(*http.Request) (FaultPlan, bool) { return FaultPlan{Fault: fault, Done: true}, true })
	return l, &arrived
}

// Both answers come, and then nothing: no end of the connection either.
func TestAnAnswerIsSentTwiceOnAConnectionThatStaysOpen(t *testing.T) {
	t.Parallel()
	l, arrived := faulty(t, DoubledOpen)
	conn, err := net.Dial("tcp", l.address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: line\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	for range 2 {
		rsp, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(rsp.Body); err != nil || string(text) != "the answer" {
			t.Errorf("answered with %q, %v", text, err)
		}
	}
	_ = conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if _, err := reader.ReadByte(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the connection is not kept open: %v", err)
	}
	if arrived.Load() != 1 {
		t.Errorf("%d requests arrived", arrived.Load())
	}
}

// The first attempt arrives and its answer is lost; the repeat is refused and does not arrive. What has no refusal of
// repeats meets a cut, and so does another request after it.
func TestARepeatIsRefusedAsDone(t *testing.T) {
	t.Parallel()
	l, arrived := faulty(t, Already)
	l.RefuseRepeats(map[string]string{"/pay": "done already"})
	post := func(path string) string {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, l.URL()+path, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("User-Agent", "flow/0")
		transport := &http.Transport{DisableKeepAlives: true}
		rsp, err := transport.RoundTrip(req)
		if err != nil {
			return "lost"
		}
		defer func() { _ = rsp.Body.Close() }()
		text, err := io.ReadAll(rsp.Body)
		if err != nil || rsp.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("HTTP %d, %v", rsp.StatusCode, err)
		}
		return string(text)
	}
	for i, step := range []struct {
		path, want string
		arrived    int64
	}{
		{"/v1/pay", "lost", 1}, {"/v1/other", "lost", 2}, {"/v1/pay", "done already", 2}, {"/v1/other", "lost", 3},
		{"/v1/pay", "lost", 4}, {"/v1/pay", "done already", 4},
	} {
		if got := post(step.path); got != step.want || arrived.Load() != step.arrived {
			t.Errorf("step %d: %s, %d arrived; want %s, %d", i, got, arrived.Load(), step.want, step.arrived)
		}
	}
	if met := l.Tally.Faults(); met[Already] != 2 || met[CutBefore] != 2 {
		t.Errorf("met %v", met)
	}
}
