package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"time"

	vertexadapter "github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/bench/flat/plainflat"
)

// orderNumber is that of the order in the answer: one about another order is no answer.
const orderNumber = "56573FDFVFDBWF"

const childVariable = "STRICTPAY_BENCH_SERVER"

// serveIfChild makes this process the server of another one, so that callers and server share no collector and no
// goroutines.
func serveIfChild() {
	if os.Getenv(childVariable) == "" {
		return
	}
	signal.Ignore(os.Interrupt) // a terminal interrupts this process as well, while its parent still calls
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ok(err)
	fmt.Println("http://" + listener.Addr().String())
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(flatOrder)
		})}
	go func() { fail(server.Serve(listener)) }()
	_, _ = io.Copy(io.Discard, os.Stdin) // until the parent is gone
	os.Exit(0)
}

// startServer starts the other process.
func startServer() (url string, stop func()) {
	self, err := os.Executable()
	ok(err)
	child := exec.Command(self)
	child.Env = append(os.Environ(), childVariable+"=1")
	in, err := child.StdinPipe()
	ok(err)
	out, err := child.StdoutPipe()
	ok(err, child.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	ok(err)
	return strings.TrimSpace(line), sync.OnceFunc(func() {
		_ = in.Close()
		_ = child.Wait()
	})
}

var callNames = []string{
	"call over loopback", "call over loopback, 64 goroutines", "call over loopback, 512 goroutines",
}

// callGroups compare a whole call over loopback with what one would write by hand: net/http with a deadline, the body
// read, encoding/json into plain models. The rival by hand has connections enough; ours has its default.
func callGroups() ([]*group, func()) {
	url, stop := startServer()
	client, err := vertexadapter.New(url, "token")
	ok(err)
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxIdleConns, pool.MaxIdleConnsPerHost = 0, 1024
	byHand := &http.Client{Transport: pool}
	address := url + "/order/123/" + orderNumber
	rivals := []rival{
		{name: byOurs, run: func() { must(client.RetrieveOrderDetails(context.Background(), 123, orderNumber)) }},
		{name: byJSON, run: func() {
			body, err := get(byHand, address)
			ok(err, json.Unmarshal(body, new(plainflat.OrderResponse)))
		}},
		{name: byBare, run: func() { must(get(byHand, address)) }},
	}
	claims := []claim{
		{against: "net/http, deadline, encoding/json", of: []string{byJSON}, goal: 0.9},
		{against: "net/http, deadline, bare read", of: []string{byBare}, goal: 1.15},
	}
	groups := []*group{{name: callNames[0], rivals: rivals, claims: claims, calls: true}}
	for i, goroutines := range []int{64, 512} {
		g := &group{name: callNames[1+i], claims: claims, calls: true}
		for _, r := range rivals {
			g.rivals = append(g.rivals, crowd(r, goroutines))
		}
		groups = append(groups, g)
	}
	return groups, func() { pool.CloseIdleConnections(); stop() }
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

// crowd makes the same call from many goroutines, four times each; the times are per call.
func crowd(r rival, goroutines int) rival {
	const each = 4
	return rival{r.name, goroutines * each, func() {
		var all sync.WaitGroup
		for range goroutines {
			all.Go(func() {
				for range each {
					r.run()
				}
			})
		}
		all.Wait()
	}}
}
