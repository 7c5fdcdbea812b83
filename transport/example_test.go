package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/transport"
)

// A chain alone, without a typed client: a GET is repeated after a 503, an answer over the limit is an error.
func ExampleNew() {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "a long answer")
	}))
	defer server.Close()

	chain, err := transport.New(strictpay.Config{},
		strictpay.WithBaseURL(server.URL),
		strictpay.WithTimeout(5*time.Second),
		strictpay.WithResponseLimit(6),
		strictpay.WithHooks(strictpay.Hooks{AttemptEnd: func(_ context.Context, e strictpay.HookEvent) {
			fmt.Println("attempt", e.Attempt, "HTTP", e.Status)
		}}),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	req, err := http.NewRequest(http.MethodGet, server.URL+"/orders", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	rsp, err := chain.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = rsp.Body.Close() }()
	_, err = io.ReadAll(rsp.Body)
	fmt.Println(err, errors.Is(err, strictpay.ErrTooLarge))
	// Output:
	// attempt 1 HTTP 503
	// attempt 2 HTTP 200
	// answer over the response limit of 6 bytes true
}
