package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/signature"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// webhooks is where callbacks go and how they are signed.
type webhooks struct {
	orders, payouts string
	sign            func(secret, body []byte) string
}

// sign is the algorithm of the specification, which is assumed: the documentation shows 128 hex digits and not how they
// are made.
func sign(secret, body []byte) string {
	scheme, err := signature.Of(orderCallback())
	if err != nil {
		panic(err) // the lint of the specification keeps that there is a scheme
	}
	return scheme.Sign(secret, body)
}

func orderCallback() *spec.Webhook { return vertexapi.API.Webhook("orderCallback") }

// SetCallbacks sets the shop's addresses, as the merchant's cabinet does; "" is none. An order's or payout's own
// webhookUrl replaces them.
func (v *Server) SetCallbacks(orders, payouts string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hooks.orders, v.hooks.payouts = orders, payouts
}

// SignWith replaces the algorithm of the sign, the specification's by default.
func (v *Server) SignWith(sign func(secret, body []byte) string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hooks.sign = sign
}

// tellOrder sends the order as it stands now. There is no callback for registered. The lock is held.
func (v *Server) tellOrder(o *orderState) {
	if o.order.OrderStatus == vertexapi.OrderStatusRegistered {
		return
	}
	v.tell(orderCallback(), o.webhook, v.hooks.orders, func() []byte {
		return vertexapi.OrderResponse{Data: o.order}.AppendJSON(nil)
	})
}

// tellPayout sends the payout as it stands now. The lock is held.
func (v *Server) tellPayout(p *payoutState) {
	v.tell(vertexapi.API.Webhook("payoutCallback"), p.webhook, v.hooks.payouts, func() []byte {
		return vertexapi.PayoutResponse{Data: p.payout}.AppendJSON(nil)
	})
}

func (v *Server) tell(hook *spec.Webhook, own, shops string, write func() []byte) {
	to := own
	if to == "" {
		to = shops
	}
	v.sender.Send(hook.Name, to, func() fake.Delivery {
		body := write()
		header := http.Header{"Content-Type": {hook.MediaType}}
		header.Set(hook.Header, v.hooks.sign([]byte(v.WebhookSecret), body))
		return fake.Delivery{Header: header, Body: body}
	})
}
