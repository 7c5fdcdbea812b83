package main

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A front takes the webhooks of all APIs and gives each to a process of the shop, and now and then to several. It is
// also where a process has the buyer of X-Payments pay.
type front struct {
	in     *sandbox.Sandbox
	url    string
	behind []string // addresses of the processes
	server *http.Server
	taken  atomic.Int64
}

func newFront(in *sandbox.Sandbox, behind []string) (*front, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &front{in: in, behind: behind, url: "http://" + listener.Addr().String()}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /pay/{txn}", func(w http.ResponseWriter, r *http.Request) {
		if err := in.XPayments.PaySaving(r.PathValue("txn")); err != nil {
			http.Error(w, "not paid", http.StatusConflict)
		}
	})
	mux.HandleFunc("/", f.pass)
	f.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = f.server.Serve(listener) }()
	in.Vertex.SetCallbacks(f.url+"/vertex", "")
	in.Koshelek.SetCallbacks(f.url+"/koshelek", postbackLogin, in.Koshelek.Password)
	return f, nil
}

// pass gives a webhook to one process after the other until one has taken it; now and then to all of them.
func (f *front) pass(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	all := rand.IntN(4) == 0
	taken := false
	for _, n := range rand.Perm(len(f.behind)) {
		if taken && !all {
			break
		}
		again, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+f.behind[n]+r.URL.RequestURI(),
			bytes.NewReader(body))
		if err != nil {
			return
		}
		again.Header = r.Header.Clone()
		answer, err := http.DefaultClient.Do(again)
		if err != nil {
			continue // it was killed
		}
		text, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || taken || answer.StatusCode >= http.StatusInternalServerError {
			continue
		}
		taken = true
		f.taken.Add(1)
		w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
		w.WriteHeader(answer.StatusCode)
		_, _ = w.Write(text)
	}
	if !taken {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func (f *front) fakes() []fake.Server {
	var list []fake.Server
	for _, of := range flows {
		list = append(list, of.fake(f.in))
	}
	return list
}

// disturb sends every webhook twice and batches of them backwards, and spoils answers of the sandbox, until ctx ends.
func (f *front) disturb(ctx context.Context) *sync.WaitGroup {
	var ended sync.WaitGroup
	for _, server := range f.fakes() {
		server.Repeat(1)
	}
	ended.Go(func() {
		tick := time.NewTicker(400 * time.Millisecond)
		defer tick.Stop()
		for held := true; ctx.Err() == nil; held = !held {
			for _, server := range f.fakes() {
				if held {
					server.Hold()
				} else {
					server.Release(true)
				}
				if rand.IntN(4) == 0 {
					server.FaultNext(fake.FaultNames()[rand.IntN(len(fake.FaultNames()))])
				}
			}
			select {
			case <-ctx.Done():
			case <-tick.C:
			}
		}
		for _, server := range f.fakes() {
			server.Release(true)
			server.ClearFaults()
		}
	})
	return &ended
}
