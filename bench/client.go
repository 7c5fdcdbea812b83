package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/bench/flat/plainflat"
)

// many is how many goroutines call at once, and perGoroutine how often each does in one run.
const (
	many         = 64
	perGoroutine = 8
)

// orderNumber is that of the order in the answer: one about another order is no answer.
const orderNumber = "56573FDFVFDBWF"

// callRows compare a whole call over loopback with what one would write by hand: net/http with a deadline, the body
// read, encoding/json into plain models. Both have connections enough; the server is the same.
func callRows() []row {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(example)
	}))
	defer server.Close()
	client, err := vertex.New(server.URL, "token")
	if err != nil {
		fail(err)
	}
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxIdleConns, pool.MaxIdleConnsPerHost = 2*many, 2*many
	defer pool.CloseIdleConnections()
	byHand := &http.Client{Transport: pool}

	ours := func() { must(client.RetrieveOrderDetails(context.Background(), "123", orderNumber)) }
	read := func() { must(get(byHand, server.URL+"/order/123/"+orderNumber)) }
	decoded := func() {
		body, err := get(byHand, server.URL+"/order/123/"+orderNumber)
		if err != nil {
			fail(err)
		}
		if err := json.Unmarshal(body, new(plainflat.OrderResponse)); err != nil {
			fail(err)
		}
	}
	goals := []float64{1, 0}
	rows := compare(rival{"call over loopback", 1, ours},
		[]rival{{"net/http, deadline, encoding/json", 1, decoded}, {"net/http, deadline, bare read", 1, read}}, goals)
	for i, theirs := range []func(){decoded, read} {
		rows[i].allocs, rows[i].allocsOf = allocs(ours), allocs(theirs)
	}
	return append(rows, compare(crowd("call over loopback, 64 goroutines", ours),
		[]rival{crowd("net/http, deadline, encoding/json", decoded),
			crowd("net/http, deadline, bare read", read)}, goals)...)
}

// get reads a body by hand.
func get(client *http.Client, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Api-Access-Token", "token")
	rsp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer rsp.Body.Close()
	body, err := io.ReadAll(rsp.Body)
	if err == nil && rsp.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", rsp.StatusCode)
	}
	return body, err
}

// crowd makes the same call from many goroutines; the times are per call.
func crowd(name string, call func()) rival {
	return rival{name, many * perGoroutine, func() {
		var all sync.WaitGroup
		for range many {
			all.Go(func() {
				for range perGoroutine {
					call()
				}
			})
		}
		all.Wait()
	}}
}
