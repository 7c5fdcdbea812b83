package xpayments

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// Lengths of what the forms hold.
const (
	maxTxnID = 32
	maxRefID = 128
)

// readingTime is how long reading a payment again may take, with all its repeats.
const readingTime = 60 * time.Second

var (
	callbackHook  = xpaymentsapi.API.Webhook("callback")
	errSource     = errors.New("xpayments: the call does not come from an address of X-Payments")
	errAction     = errors.New("xpayments: the action is neither check_cart nor callback")
	errOtherTxnID = errors.New("xpayments: the form and the sealed data name different payments")
)

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
	event, violation := readCallback(h.client.sealed.decoding, r.Header, txnID, text)
	if err := sameTxnID(event); err != nil {
		return refused(err)
	}
	if violation == nil && h.trusting {
		violation = withoutPayment(r.Header, event, text)
	}
	if violation != nil {
		event.Payment = nil
		return h.violated(r.Context(), event, violation)
	}
	if err := h.read(r.Context(), event); err != nil {
		return err
	}
	return h.handle(r.Context(), event)
}

// open opens what a stranger sealed, a few at a time, with the first key that fits. Which one does is no secret: it
// was sealed with the public half.
func (h *webhook) open(ctx context.Context, message string) ([]byte, error) {
	if err := h.opening.enter(ctx); err != nil {
		return nil, err
	}
	defer h.opening.leave()
	var text []byte
	err := seal.ErrBroken
	for _, key := range h.keys() {
		if text, err = seal.Open(ctx, key, []byte(message), h.limit); !errors.Is(err, seal.ErrBroken) {
			break
		}
	}
	switch {
	case errors.Is(err, seal.ErrBroken):
		return nil, refused(err)
	case err != nil:
		return nil, err
	}
	return text, nil
}

// readCallback reads the opened data strictly, in either shape. The event is there also beside a violation.
func readCallback(how spec.Decoding, header http.Header, txnID string, text []byte) (*Event, error) {
	data := new(xpaymentsapi.CallbackData)
	devs := data.ReadDocument(text, how)
	event := &Event{
		TxnID: txnID, Payment: CallbackPaymentOf(data), Data: data, Key: eventKey(txnID, text), Deviations: devs.List,
	}
	if data.ParentID != nil {
		event.ParentID = *data.ParentID
	}
	if devs.Violated() {
		return event, callbackError(header, text, data, devs)
	}
	return event, nil
}

func callbackError(
	header http.Header, text []byte, data *xpaymentsapi.CallbackData, devs strictpay.Deviations,
) error {
	found := strictpay.Contradiction{
		API: xpaymentsapi.Name, Operation: callbackHook.Name, Deviations: devs.List, Dropped: devs.Dropped,
	}
	return strictpay.NewContradiction(found, header, text, data)
}

// withoutPayment is the violation of a callback without a payment, but an error for one. It is news to a store that
// reads the payment again, and nothing to act on for one that does not.
func withoutPayment(header http.Header, event *Event, text []byte) error {
	if event.Payment != nil && event.Payment.Status != nil {
		return nil
	}
	var devs strictpay.Deviations
	devs.Add(strictpay.Violation, strictpay.KindMissing, "/data/status", "required")
	event.Deviations = append(event.Deviations, devs.List...)
	return callbackError(header, text, event.Data, devs)
}

// sameTxnID refuses data of another payment than the form names.
func sameTxnID(event *Event) error {
	ids := []*string{event.Data.TxnID}
	if event.Payment != nil {
		ids = append(ids, event.Payment.TxnID)
	}
	for _, id := range ids {
		if id != nil && *id != "" && *id != event.TxnID {
			return errOtherTxnID
		}
	}
	return nil
}

// eventKey names a delivery by what it says: the sealing differs from one to the next.
func eventKey(txnID string, text []byte) string {
	sum := sha256.New()
	_, _ = sum.Write([]byte(txnID + "\x00"))
	_, _ = sum.Write(text)
	return "callback:" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// read puts the payment as X-Payments has it in place of the one in the callback. A callback for a payment that
// X-Payments does not know is refused.
func (h *webhook) read(ctx context.Context, event *Event) error {
	if h.trusting {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, readingTime)
	defer cancel()
	info, err := h.client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: event.TxnID})
	if err != nil {
		if refusal := (*Error)(nil); errors.As(err, &refusal) && refusal.Code != "" {
			return refused(err)
		}
		return err
	}
	event.Payment = PaymentOf(info)
	return nil
}

// NewCallback makes the form of a callback as X-Payments would send it to this store, for tests of the store: txnId
// and the data, sealed with the public half of the store's own key.
func (c *Client) NewCallback(txnID string, data *xpaymentsapi.CallbackData) (url.Values, error) {
	if c.sealed == nil {
		return nil, invoke.ErrNoClient
	}
	message, err := seal.Seal(&c.sealed.priv().PublicKey, xmlread.MarshalRoot("data", data))
	if err != nil {
		return nil, err
	}
	return url.Values{"action": {"callback"}, "txnId": {txnID}, "updateData": {string(message)}}, nil
}
