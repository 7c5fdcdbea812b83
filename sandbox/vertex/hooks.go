package vertexfake

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"net/http"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// webhooks is where callbacks go and how they are signed.
type webhooks struct {
	orders, payouts string
	sign            func(secret, body []byte) string
}

// sign is the assumed algorithm: the documentation shows 128 hex digits and not how they are made.
func sign(secret, body []byte) string {
	h := hmac.New(sha512.New, secret)
	_, _ = h.Write(body) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

// SetWebhooks sets the shop's addresses, as the merchant's cabinet does; "" is none. An order's or payout's own
// webhookUrl replaces them.
func (v *Server) SetWebhooks(orders, payouts string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hooks.orders, v.hooks.payouts = orders, payouts
}

// SignWith replaces the algorithm of api-notification-sign, HMAC-SHA512 in hex by default.
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
	v.tell(o.webhook, v.hooks.orders, vertexapi.OrderResponse{Data: o.order}.AppendJSON(nil))
}

// tellPayout sends the payout as it stands now. The lock is held.
func (v *Server) tellPayout(p *payoutState) {
	v.tell(p.webhook, v.hooks.payouts, vertexapi.PayoutResponse{Data: p.payout}.AppendJSON(nil))
}

func (v *Server) tell(own, shops string, body []byte) {
	to := own
	if to == "" {
		to = shops
	}
	v.sender.Post(to, http.Header{
		"Content-Type":  {mediaType},
		signatureHeader: {v.hooks.sign([]byte(v.WebhookSecret), body)},
	}, body)
}

const signatureHeader = "Api-Notification-Sign"
