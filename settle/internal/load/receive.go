package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/settle"
)

// receive takes the webhooks of all APIs.
func receive[TTx any](s *settle.Settle[TTx], sh *shop) (*http.Server, error) {
	a := sh.Access
	mux := http.NewServeMux()
	var failed error
	mount := func(path string, handler http.Handler, err error) {
		if err != nil {
			failed = err
			return
		}
		mux.Handle(path, handler)
	}
	hook, err := settle.Webhook(s, sh.vertex,
		func(take func(context.Context, *vertex.OrderEvent) error) (http.Handler, error) {
			return vertex.Handler(a.Vertex.Secret, take, vertex.RejectViolations)
		})
	mount("/vertex", hook, err)
	hook, err = settle.Webhook(s, sh.koshelek,
		func(take func(context.Context, *koshelek.Event) error) (http.Handler, error) {
			return koshelek.Handler(postbackLogin, a.Koshelek.Password, take, koshelek.RejectViolations)
		})
	mount("/koshelek", hook, err)
	hook, err = settle.Webhook(s, sh.rozetkapay,
		func(take func(context.Context, *rozetkapay.OrderEvent) error) (http.Handler, error) {
			return rozetkapay.Handler(a.RozetkaPay.Password, take, rozetkapay.RejectViolations)
		})
	mount("/rozetkapay", hook, err)
	hook, err = settle.Webhook(s, sh.xpayments,
		func(take func(context.Context, *xpayments.Event) error) (http.Handler, error) {
			return sh.xpayments.Handler(xpayments.AnySender(), take, xpayments.RejectViolations)
		})
	mount("/xpayments", hook, err)
	if failed != nil {
		return nil, failed
	}
	listener, err := net.Listen("tcp", sh.Hooks)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return server, nil
}
