package fake

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay/internal/giveup"
)

const fakeMediaType = "application/json"

func small(*http.Request) []byte { return []byte(`{"damaged":true}`) }

func huge(*http.Request) []byte { return []byte(`{"text":"` + Padding() + `"}`) }

// faulty answers with the fault that the path names, and in another way without one.
func faulty(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !AnswerFault(w, r, strings.TrimPrefix(r.URL.Path, "/"), fakeMediaType, small, huge) {
			Answer(w, http.StatusCreated, fakeMediaType, []byte(`{}`))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func get(ctx context.Context, t *testing.T, url string) (*http.Response, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = rsp.Body.Close() }()
	body, err := io.ReadAll(rsp.Body)
	return rsp, string(body), err
}

func TestFaultsAreAnsweredAsTheirNamesSay(t *testing.T) {
	t.Parallel()
	s := faulty(t)
	for _, c := range []struct {
		fault, mediaType, begins string
		status, least            int
		cut                      bool // the body ends early
	}{
		{"order-1", fakeMediaType, "{}", http.StatusCreated, 2, false},
		{FaultHTML, "text/html; charset=utf-8", "<!DOCTYPE html>", http.StatusOK, 20, false},
		{FaultDamaged, fakeMediaType, `{"damaged":true}`, http.StatusOK, 16, false},
		{FaultLarge, fakeMediaType, `{"text":"large `, http.StatusOK, 1<<20 + 1, false},
		{FaultCut, fakeMediaType, `{"damage`, http.StatusOK, 8, true},
	} {
		rsp, body, err := get(t.Context(), t, s.URL+"/"+c.fault)
		if rsp == nil {
			t.Errorf("%s: %v", c.fault, err)
			continue
		}
		if (err != nil) != c.cut || rsp.StatusCode != c.status || rsp.Header.Get("Content-Type") != c.mediaType {
			t.Errorf("%s: HTTP %d, %q, %v", c.fault, rsp.StatusCode, rsp.Header.Get("Content-Type"), err)
		}
		if !strings.HasPrefix(body, c.begins) || len(body) < c.least {
			t.Errorf("%s: %d bytes, %.40q", c.fault, len(body), body)
		}
	}
}

func TestDroppedAndSlowAnswersHaveNoHead(t *testing.T) {
	t.Parallel()
	s := faulty(t)
	if rsp, _, err := get(t.Context(), t, s.URL+"/"+FaultDrop); err == nil {
		t.Errorf("HTTP %d", rsp.StatusCode)
	}
	if rsp, _, err := get(giveup.OnceSent(t.Context()), t, s.URL+"/"+FaultSlow); err == nil {
		t.Errorf("HTTP %d", rsp.StatusCode)
	}
}

// The next answers are spoiled, one fault each, and their calls have had their effect.
func TestFaultNextSpoilsAnswersOfCallsThatTookEffect(t *testing.T) {
	t.Parallel()
	var effects atomic.Int64
	queue := new(FaultQueue)
	s := httptest.NewServer(queue.Spoil(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		effects.Add(1)
		Answer(w, http.StatusOK, fakeMediaType, []byte(`{"ok":true}`))
	}), fakeMediaType, small, huge))
	t.Cleanup(s.Close)
	queue.Faults().FaultNext(FaultHTML, FaultDrop)
	queue.Faults().FaultNext(FaultDamaged)

	rsp, _, err := get(t.Context(), t, s.URL)
	if err != nil || !strings.HasPrefix(rsp.Header.Get("Content-Type"), "text/html") {
		t.Errorf("first: %v", err)
	}
	// net/http may repeat a GET whose connection is cut, and would meet the next fault with it: so the second call is a
	// POST.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	if rsp, err := http.DefaultClient.Do(req); err == nil {
		_ = rsp.Body.Close()
		t.Errorf("second: HTTP %d", rsp.StatusCode)
	}
	if _, body, err := get(t.Context(), t, s.URL); err != nil || body != `{"damaged":true}` {
		t.Errorf("third: %q, %v", body, err)
	}
	if _, body, err := get(t.Context(), t, s.URL); err != nil || body != `{"ok":true}` {
		t.Errorf("fourth: %q, %v", body, err)
	}
	if got := effects.Load(); got != 4 {
		t.Errorf("%d calls had their effect", got)
	}
}
