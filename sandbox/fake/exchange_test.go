package fake

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// watched serves a handler and gives the exchanges that it had.
func watched(t *testing.T, next http.HandlerFunc) (*httptest.Server, <-chan *Exchange) {
	t.Helper()
	seen := make(chan *Exchange, 8)
	limited := http.MaxBytesHandler(Watch(next, func(x *Exchange) { seen <- x }), 100)
	server := httptest.NewServer(limited)
	t.Cleanup(server.Close)
	return server, seen
}

func TestWatchSeesWhatCameAndWhatWent(t *testing.T) {
	t.Parallel()
	server, seen := watched(t, func(w http.ResponseWriter, r *http.Request) {
		Note(r, func(x *Exchange) { x.Operation = "pay" })
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Answer", "yes")
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write(body)
	})
	rsp, err := http.Post(server.URL+"/a?b=c", "text/plain", strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(rsp.Body)
	_ = rsp.Body.Close()
	x := <-seen
	if string(answer) != "body" || string(x.Body) != "body" || string(x.Answer) != "body" || x.AnswerSize != 4 ||
		x.Status != http.StatusTeapot || x.AnswerHeader.Get("X-Answer") != "yes" || x.Path != "/a?b=c" ||
		x.Operation != "pay" || x.Method != http.MethodPost || x.Cut || x.Began.IsZero() {
		t.Errorf("%q, %+v", answer, x)
	}
}

func TestWatchBoundsWhatItKeeps(t *testing.T) {
	t.Parallel()
	read := make(chan error, 1)
	server, seen := watched(t, func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		read <- err
		for range 3 {
			_, _ = w.Write(make([]byte, keptAnswer/2+1))
		}
	})
	rsp, err := http.Post(server.URL, "", strings.NewReader(strings.Repeat("x", 101)))
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(rsp.Body)
	_ = rsp.Body.Close()
	var tooLarge *http.MaxBytesError
	if err := <-read; !errors.As(err, &tooLarge) {
		t.Errorf("the handler read a request over the limit: %v", err)
	}
	x := <-seen
	if len(x.Body) != 100 || len(x.Answer) != keptAnswer || x.AnswerSize != len(answer) || x.Status != http.StatusOK {
		t.Errorf("%d bytes came, %d of %d went, status %d", len(x.Body), len(x.Answer), x.AnswerSize, x.Status)
	}
}

// A connection that is cut is cut with a watcher as well.
func TestWatchSeesACut(t *testing.T) {
	t.Parallel()
	body := func(*http.Request) []byte { return []byte("half of this") }
	server, seen := watched(t, func(w http.ResponseWriter, r *http.Request) {
		AnswerFault(w, r, strings.TrimPrefix(r.URL.Path, "/"), "text/plain", body, body)
	})
	rsp, err := http.Get(server.URL + "/" + FaultCut)
	if err == nil {
		_, err = io.ReadAll(rsp.Body)
		_ = rsp.Body.Close()
	}
	if x := <-seen; err == nil || !x.Cut || x.Fault != FaultCut || x.Status != http.StatusOK || x.TookEffect {
		t.Errorf("%v, %+v", err, x)
	}
	if _, err = http.Get(server.URL + "/" + FaultDrop); err == nil {
		t.Error("an answer came")
	}
	if x := <-seen; !x.Cut || x.Fault != FaultDrop || x.Status != 0 {
		t.Errorf("%+v", x)
	}
}

func TestCallbacksAreWatchedAndSentAgain(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusOK), newSender(t)
	c := s.Callbacks()
	seen := make(chan Delivery, 8)
	c.WatchCallbacks(func(d Delivery) { seen <- d })
	c.Hold()
	c.Repeat(1)
	s.Post(Delivery{Webhook: "paid", URL: m.URL, Header: http.Header{}, Body: []byte("a")})
	if got := c.CallbackState(); got != (CallbackState{Held: true, Repeat: 1, Waiting: 2}) {
		t.Errorf("%+v", got)
	}
	c.Release(false)
	for range 2 {
		d := <-seen
		if d.Webhook != "paid" || d.Status != http.StatusOK || string(d.Answer) != "answer to a" || d.Began.IsZero() {
			t.Errorf("%+v", d)
		}
		c.SendAgain(d)
	}
	for range 2 {
		<-seen
	}
	if sent := c.Deliveries(); len(sent) != 4 || c.CallbackState().Waiting != 0 {
		t.Errorf("%d sent", len(sent))
	}
}

func TestFaultsWait(t *testing.T) {
	t.Parallel()
	var q FaultQueue
	f := q.Faults()
	f.FaultNext(FaultCut, FaultHTML)
	if got := f.FaultsWaiting(); len(got) != 2 || got[1] != FaultHTML {
		t.Errorf("%v", got)
	}
	f.ClearFaults()
	if got := f.FaultsWaiting(); len(got) != 0 || q.take() != "" {
		t.Errorf("%v", got)
	}
}

func TestCallbacksWithoutAnAddress(t *testing.T) {
	t.Parallel()
	m, other, s := newMerchant(t, http.StatusOK), newMerchant(t, http.StatusOK), newSender(t)
	c := s.Callbacks()
	s.Post(Delivery{Webhook: "paid", Header: http.Header{}, Body: []byte("nowhere")})
	c.SendOtherwise(map[string]string{"paid": m.URL})
	s.Post(Delivery{Webhook: "paid", Header: http.Header{}, Body: []byte("a")})
	s.Post(Delivery{Webhook: "paid", URL: other.URL, Header: http.Header{}, Body: []byte("b")})
	s.Post(Delivery{Webhook: "refunded", Header: http.Header{}, Body: []byte("nowhere")})
	sent := c.Deliveries()
	if len(sent) != 2 || sent[0].URL != m.URL || string(sent[0].Body) != "a" || sent[1].URL != other.URL {
		t.Errorf("%+v", sent)
	}
}

func TestNoCallbackIsMadeWithoutAnAddress(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusOK), newSender(t)
	made := 0
	send := func(webhook, url string) {
		s.Send(webhook, url, func() Delivery {
			made++
			return Delivery{Header: http.Header{}, Body: []byte("a")}
		})
	}
	send("paid", "")
	if made != 0 {
		t.Error("a callback without an address was made")
	}
	send("paid", m.URL)
	s.Callbacks().SendOtherwise(map[string]string{"paid": m.URL})
	send("paid", "")
	sent := s.Callbacks().Deliveries()
	if made != 2 || len(sent) != 2 || sent[1].URL != m.URL || sent[1].Webhook != "paid" || m.took() != "a a" {
		t.Errorf("%d made, %+v", made, sent)
	}
}
