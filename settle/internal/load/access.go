package main

import (
	"context"
	"errors"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/settle"
)

// access is what the clients of the APIs need.
type access struct {
	Vertex     struct{ URL, Token, Secret string }
	ShopID     int64 // of Vertex
	Koshelek   struct{ URL, Login, Password string }
	RozetkaPay struct{ URL, Login, Password string }
	XPayments  struct{ URL, Bundle string }
}

// postbackLogin is whom Koshelek's postbacks come from; their password is that of the API.
const postbackLogin = "postback"

// accessTo is that to all APIs of a sandbox; over leads an address through the proxy.
func accessTo(in *sandbox.Sandbox, over func(url string) string) access {
	var a access
	a.Vertex.URL, a.Vertex.Token, a.Vertex.Secret = over(in.Vertex.URL), in.Vertex.Token, in.Vertex.WebhookSecret
	a.ShopID = in.Vertex.ShopID
	a.Koshelek.URL, a.Koshelek.Login, a.Koshelek.Password =
		over(in.Koshelek.URL), in.Koshelek.Login, in.Koshelek.Password
	a.RozetkaPay.URL, a.RozetkaPay.Login, a.RozetkaPay.Password =
		over(in.RozetkaPay.URL), in.RozetkaPay.Login, in.RozetkaPay.Password
	a.XPayments.URL, a.XPayments.Bundle = over(in.XPayments.URL), in.XPayments.Bundle
	return a
}

// A shop is a process of it: its clients, and its books.
type shop struct {
	worker
	vertex     *vertex.Client
	koshelek   *koshelek.Client
	rozetkapay *rozetkapay.Client
	xpayments  *xpayments.Client
	books      *view
	settle     any // *settle.Settle
}

// Patience of the clients. Opening what X-Payments has sealed takes much computing.
const (
	httpTimeout   = 2 * time.Second
	sealedTimeout = 8 * time.Second
)

func (w worker) newShop() (*shop, error) {
	sh := &shop{worker: w}
	options := func(timeout time.Duration) []strictpay.Option {
		return []strictpay.Option{
			strictpay.WithTimeout(timeout), strictpay.WithUserAgent(w.agent()), strictpay.WithAccount("shop"),
			strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {}),
		}
	}
	var failed [5]error
	a := w.Access
	sh.vertex, failed[0] = vertex.New(a.Vertex.URL, a.Vertex.Token, options(httpTimeout)...)
	sh.books, failed[1] = lookInto(w)
	if a.Koshelek.URL != "" {
		sh.koshelek, failed[2] = koshelek.New(a.Koshelek.URL, a.Koshelek.Login, a.Koshelek.Password,
			options(httpTimeout)...)
		sh.rozetkapay, failed[3] = rozetkapay.New(a.RozetkaPay.URL, a.RozetkaPay.Login, a.RozetkaPay.Password,
			options(httpTimeout)...)
		config, err := xpayments.ConfigFromBundle(a.XPayments.Bundle)
		if err != nil {
			return nil, err
		}
		config.URL, config.APIVersion = a.XPayments.URL, "1.8" // which calls back for the store's own requests
		sh.xpayments, failed[4] = config.New(options(sealedTimeout)...)
	}
	return sh, errors.Join(failed[:]...)
}

func (sh *shop) clients() settle.Clients {
	if sh.koshelek == nil {
		return settle.Clients{sh.vertex}
	}
	return settle.Clients{sh.vertex, sh.koshelek, sh.rozetkapay, sh.xpayments}
}
