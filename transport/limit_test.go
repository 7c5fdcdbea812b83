package transport_test

import (
	"compress/gzip"
	"errors"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/transport"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	const limit = 1000
	for _, c := range []struct {
		name  string
		size  int
		write func(w http.ResponseWriter, size int)
		read  int // bytes handed out
		large bool
	}{
		{"nothing", 0, declared, 0, false},
		{"below", limit - 1, declared, limit - 1, false},
		{"the limit, declared", limit, declared, limit, false},
		{"the limit, chunked", limit, chunked, limit, false},
		{"the limit, compressed", limit, compressed, limit, false},
		{"one over, declared", limit + 1, declared, 0, true},
		{"one over, chunked", limit + 1, chunked, limit, true},
		{"one over, compressed", limit + 1, compressed, limit, true},
		{"a bomb of 64 MiB", 64 << 20, compressed, limit, true},
		{"without end", -1, chunked, limit, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) { c.write(w, c.size) })
			chain := newChain(t, strictpay.WithResponseLimit(limit))
			rsp, err := chain.Do(request(t, reading, "GET", server.URL, ""))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(rsp.Body)
			if len(body) != c.read || errors.Is(err, strictpay.ErrTooLarge) != c.large || (err != nil) != c.large {
				t.Errorf("%d bytes, %v", len(body), err)
			}
			if c.large && (err.Error() != "answer over the response limit of 1000 bytes" ||
				transport.ClassOf(err) != strictpay.ClassTooLarge) {
				t.Error(err)
			}
			if n, again := rsp.Body.Read(make([]byte, 1)); c.large && (n != 0 || again != err) {
				t.Error(n, again)
			}
			began := time.Now()
			_ = rsp.Body.Close()
			_ = rsp.Body.Close()
			if time.Since(began) > time.Second {
				t.Error("closing took", time.Since(began))
			}
		})
	}
}

func declared(w http.ResponseWriter, size int) {
	w.Header().Set("Content-Length", strconv.Itoa(size))
	_, _ = io.WriteString(w, strings.Repeat("x", size))
}

func chunked(w http.ResponseWriter, size int) {
	block := strings.Repeat("x", 100)
	for sent := 0; sent != size; {
		n := len(block)
		if size > 0 {
			n = min(n, size-sent)
		}
		if _, err := io.WriteString(w, block[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		sent += n
	}
}

func compressed(w http.ResponseWriter, size int) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	block := make([]byte, 64<<10)
	for size > 0 {
		n := min(len(block), size)
		if _, err := z.Write(block[:n]); err != nil {
			return
		}
		size -= n
	}
	_ = z.Close()
}

// TestAnnouncedTooMuch fails before the body comes.
func TestAnnouncedTooMuch(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1048577")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	rsp, err := newChain(t).Do(request(t, reading, "GET", server.URL, ""))
	if err != nil {
		t.Fatal(err)
	}
	n, err := rsp.Body.Read(make([]byte, 10))
	if n != 0 || !errors.Is(err, strictpay.ErrTooLarge) {
		t.Error(n, err)
	}
	_ = rsp.Body.Close()
	head := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "9999999") })
	if status, body := read2(t, newChain(t), request(t, reading, "HEAD", head.URL, "")); status != 200 || body != "" {
		t.Error(status, body)
	}
}

// TestClosingUnread gives the connection back, which was read to its end within the attempt, unless the answer has
// none.
func TestClosingUnread(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		write func(w http.ResponseWriter, r *http.Request)
		conns int32
	}{
		{"empty", func(w http.ResponseWriter, _ *http.Request) {}, 1},
		{"small", func(w http.ResponseWriter, _ *http.Request) { declared(w, 3000) }, 1},
		{"small and chunked", func(w http.ResponseWriter, _ *http.Request) { chunked(w, 3000) }, 1},
		{"large", func(w http.ResponseWriter, _ *http.Request) { declared(w, 1<<20) }, 1},
		{"endless", func(w http.ResponseWriter, _ *http.Request) { chunked(w, -1) }, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var conns atomic.Int32
			server := serveCounting(t, &conns, c.write)
			chain := newChain(t)
			for range 5 {
				rsp, err := chain.Do(request(t, reading, "GET", server.URL, ""))
				if err != nil {
					t.Fatal(err)
				}
				_ = rsp.Body.Close()
				if _, err := rsp.Body.Read(make([]byte, 1)); err == nil {
					t.Error("read after closing")
				}
			}
			if conns.Load() != c.conns {
				t.Error(conns.Load(), "connections")
			}
		})
	}
}

// TestManyAtOnce: the default pool holds the connections of 64 goroutines.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	var conns atomic.Int32
	server := serveCounting(t, &conns, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = w.Write(body)
	})
	chain := newChain(t)
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() {
			for j := range 20 {
				want := strconv.Itoa(i*100 + j)
				if status, body := read2(t, chain, request(t, payingOnce, "POST", server.URL, want)); status != 200 ||
					body != want {
					t.Error(status, body)
				}
			}
		})
	}
	all.Wait()
	if conns.Load() > 128 {
		t.Error(conns.Load(), "connections")
	}
}

func TestLargestLimit(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { chunked(w, 5000) })
	if _, body := read2(t, newChain(t, strictpay.WithResponseLimit(math.MaxInt64)),
		request(t, reading, "GET", server.URL, "")); len(body) != 5000 {
		t.Error(len(body))
	}
}
