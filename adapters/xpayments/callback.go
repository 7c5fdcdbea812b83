package xpayments

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// Lengths of what the forms hold.
const (
	maxTxnID = 32
	maxRefID = 128
)

var (
	callbackHook  = xpaymentsapi.API.Webhook("callback")
	errSource     = errors.New("xpayments: the call comes from an address that is not on the list")
	errAction     = errors.New("xpayments: the action is neither check_cart nor callback")
	errOtherTxnID = errors.New("xpayments: the form and the sealed data name different payments")
)

func refused(reason error) error { return fmt.Errorf("%w: %w", ErrRefused, reason) }

// serve takes one call and gives the body of the answer.
func (h *webhook) serve(r *http.Request) ([]byte, error) {
	if !h.admits(r.RemoteAddr) {
		return nil, refused(errSource)
	}
	form, err := readForm(r, h.limit)
	if err != nil {
		return nil, refused(err)
	}
	action, err := single(form, "action", 0)
	if err != nil {
		return nil, refused(err)
	}
	txnID, err := single(form, "txnId", maxTxnID)
	if err != nil {
		return nil, refused(err)
	}
	switch action {
	case "check_cart":
		return h.checkCart(r.Context(), form, txnID)
	case "callback":
		return nil, h.callback(r, form, txnID)
	}
	return nil, refused(errAction)
}

func (h *webhook) admits(remote string) bool {
	if h.from == nil {
		return true
	}
	addr, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	ip := addr.Addr().Unmap().WithZone("")
	for _, p := range h.from {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// callback opens and reads the data, asks for the payment's state and hands both to the store.
func (h *webhook) callback(r *http.Request, form url.Values, txnID string) error {
	message, err := single(form, "updateData", 0)
	if err != nil {
		return refused(err)
	}
	text, err := h.open(r.Context(), message)
	if err != nil {
		return err
	}
	event, err := readCallback(r.Header, txnID, text)
	if err != nil {
		return refused(err)
	}
	if err := h.read(r.Context(), event); err != nil {
		return err
	}
	return h.handle(r.Context(), event)
}

// open opens what a stranger sealed, a few at a time.
func (h *webhook) open(ctx context.Context, message string) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-h.slots }()
	text, err := seal.Open(ctx, h.client.doer.priv, []byte(message), int(h.limit))
	if err != nil {
		return nil, refused(err)
	}
	return h.client.doer.decoded(text), nil
}

// readCallback reads the opened data strictly, in either shape.
func readCallback(header http.Header, txnID string, text []byte) (*Event, error) {
	read, err := receive.Read[xpaymentsapi.CallbackData](callbackHook, header, text)
	if err != nil {
		return nil, err
	}
	told := read.Value
	event := &Event{TxnID: txnID, Payment: CallbackPayment(told), Told: told, Key: eventKey(txnID, text), Deviations: read.Deviations}
	for _, id := range []*string{told.TxnID, event.Payment.TxnID} {
		if id != nil && *id != "" && *id != txnID {
			return nil, errOtherTxnID
		}
	}
	if told.ParentID != nil {
		event.ParentID = *told.ParentID
	}
	return event, nil
}

// eventKey names a delivery by what it says: the sealing differs from one to the next.
func eventKey(txnID string, text []byte) string {
	sum := sha256.New()
	_, _ = sum.Write([]byte(txnID + "\x00"))
	_, _ = sum.Write(text)
	return "callback:" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// read puts the payment as X-Payments has it in place of the one that was told. A callback for a payment that X-Payments does not own up to is refused.
func (h *webhook) read(ctx context.Context, event *Event) error {
	if h.trusting {
		return nil
	}
	info, err := h.client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: event.TxnID})
	if err != nil {
		if refusal := (*Error)(nil); errors.As(err, &refusal) && refusal.Status < 500 {
			return refused(err)
		}
		return err
	}
	event.Payment = Payment(info)
	return nil
}

// NewCallback makes the form of a callback as X-Payments would send it to this store, for tests of the store: txnId and the data, sealed with the public half
// of the store's own key.
func (c *Client) NewCallback(txnID string, data *xpaymentsapi.CallbackData) (url.Values, error) {
	message, err := seal.Seal(&c.doer.priv.PublicKey, xmlread.MarshalRoot("data", data))
	if err != nil {
		return nil, err
	}
	return url.Values{"action": {"callback"}, "txnId": {txnID}, "updateData": {string(message)}}, nil
}
