package fake

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A merchant takes callbacks and remembers their bodies in the order in which they came.
type merchant struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
}

func newMerchant(t *testing.T, status int) *merchant {
	t.Helper()
	m := &merchant{}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		m.bodies = append(m.bodies, string(body)+r.Header.Get("X-Mark"))
		m.mu.Unlock()
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "answer to "+string(body))
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *merchant) took() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return strings.Join(m.bodies, " ")
}

func newSender(t *testing.T) *Sender {
	t.Helper()
	s := NewSender()
	t.Cleanup(s.Close)
	return s
}

func TestCallbacksComeInTheirOrder(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusTeapot), newSender(t)
	for _, body := range []string{"a", "b", "c"} {
		s.Post(Delivery{URL: m.URL, Header: http.Header{"X-Mark": {"!"}}, Body: []byte(body)})
	}
	sent := s.Callbacks().Deliveries()
	if got := m.took(); got != "a! b! c!" {
		t.Errorf("took %q", got)
	}
	if len(sent) != 3 {
		t.Fatalf("%d deliveries", len(sent))
	}
	d := sent[1]
	if d.URL != m.URL || string(d.Body) != "b" || d.Header.Get("X-Mark") != "!" {
		t.Errorf("%+v", d)
	}
	if d.Status != http.StatusTeapot || d.Err != nil {
		t.Errorf("HTTP %d, %v", d.Status, d.Err)
	}
}

func TestCallbacksAreRepeated(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusOK), newSender(t)
	s.Callbacks().Repeat(2)
	s.Post(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte("a")})
	s.Callbacks().Repeat(0)
	s.Post(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte("b")})
	s.Callbacks().Deliveries()
	if got := m.took(); got != "a a a b" {
		t.Errorf("took %q", got)
	}
}

func TestCallbacksAreHeldAndReleased(t *testing.T) {
	t.Parallel()
	for reversed, want := range map[bool]string{false: "a b c", true: "c b a"} {
		m, s := newMerchant(t, http.StatusOK), newSender(t)
		c := s.Callbacks()
		c.Hold()
		for _, body := range []string{"a", "b", "c"} {
			s.Post(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte(body)})
		}
		if sent := c.Deliveries(); len(sent) != 0 || m.took() != "" {
			t.Errorf("held, and %d are sent", len(sent))
		}
		c.Release(reversed)
		c.Deliveries()
		if got := m.took(); got != want {
			t.Errorf("reversed %v: took %q, want %q", reversed, got, want)
		}
	}
}

func TestCallbacksStayOnLoopback(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	for _, to := range []string{
		"https://example.com/hook", "http://10.0.0.1/", "ftp:/nothing", "http://127.0.0.1.example.com/",
	} {
		s.Post(Delivery{URL: to, Header: http.Header{}, Body: []byte("a")})
	}
	s.Post(Delivery{URL: "", Header: http.Header{}, Body: []byte("nowhere")}) // a merchant without callbacks
	sent := s.Callbacks().Deliveries()
	if len(sent) != 4 {
		t.Errorf("%d deliveries", len(sent))
	}
	for _, d := range sent {
		if !errors.Is(d.Err, ErrNotLoopback) || d.Status != 0 {
			t.Errorf("%+v", d)
		}
	}
}

// Nobody listens, or the connection is cut: the delivery tells why there is no status.
func TestCallbacksThatDoNotArrive(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	cut := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(cut.Close)
	for _, to := range []string{cut.URL, "http://127.0.0.1:1"} {
		s.Post(Delivery{URL: to, Header: http.Header{}, Body: []byte("a")})
	}
	for _, d := range s.Callbacks().Deliveries() {
		if d.Err == nil || d.Status != 0 {
			t.Errorf("%+v", d)
		}
	}
}

func TestAskGivesTheMerchantsAnswer(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusOK), newSender(t)
	d, answer := s.Ask(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte("cart")})
	if string(answer) != "answer to cart" || d.Status != http.StatusOK || d.Err != nil {
		t.Errorf("%+v, %q", d, answer)
	}
	if sent := s.Callbacks().Deliveries(); len(sent) != 1 || string(sent[0].Body) != "cart" {
		t.Errorf("%+v", sent)
	}
}

// Close ends the callback that is under way and drops those behind it.
func TestCloseEndsWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		close(reached)
		<-r.Context().Done()
	}))
	t.Cleanup(slow.Close)
	s := NewSender()
	s.Post(Delivery{URL: slow.URL, Header: http.Header{}, Body: []byte("a")})
	s.Post(Delivery{URL: slow.URL, Header: http.Header{}, Body: []byte("b")})
	<-reached
	s.Close()
	sent := s.Callbacks().Deliveries()
	if len(sent) != 1 || sent[0].Err == nil || s.Context().Err() == nil {
		t.Errorf("%+v", sent)
	}
}

// What a test keeps of the deliveries is its own.
func TestDeliveriesAreACopy(t *testing.T) {
	t.Parallel()
	m, s := newMerchant(t, http.StatusOK), newSender(t)
	s.Post(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte("a")})
	first := s.Callbacks().Deliveries()
	kept := slices.Clone(first)
	s.Post(Delivery{URL: m.URL, Header: http.Header{}, Body: []byte("b")})
	second := s.Callbacks().Deliveries()
	if len(first) != 1 || len(second) != 2 || string(first[0].Body) != string(kept[0].Body) {
		t.Errorf("%+v, %+v", first, second)
	}
}
