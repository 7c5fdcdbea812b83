package receive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// DefaultWebhookLimit is how large a callback may be when nothing else is said.
const DefaultWebhookLimit = 64 << 10

// Verify decides on the raw bytes whether a callback can be trusted, before anything is decoded. Its error is hidden behind ErrSignature.
type Verify func(header http.Header, body []byte) error

// Receive verifies and reads one callback: ErrSignature, or a *Error when the body contradicts the specification.
func Receive[T any](hook *spec.Webhook, verify Verify, header http.Header, body []byte) (*strictpay.Event[T], error) {
	if len(body) == 0 || verify(header, body) != nil {
		return nil, strictpay.ErrSignature
	}
	return Read[T](hook, spec.Decoding{}, header, body)
}

// Read reads a callback whose verification is somebody else's.
func Read[T any](hook *spec.Webhook, how spec.Decoding, header http.Header, body []byte) (*strictpay.Event[T], error) {
	value := hook.New()
	devs := value.ReadDocument(body, how)
	if devs.Violated() {
		return nil, strictpay.NewContradiction(strictpay.Contradiction{API: hook.API.Name, Operation: hook.Name, Deviations: devs.List, Dropped: devs.Dropped}, header, body, nil)
	}
	typed, _ := any(value).(*T)
	return &strictpay.Event[T]{API: hook.API.Name, Webhook: hook.Name, Value: typed, Body: body, Header: header, Key: keyOf(hook, value), Deviations: devs.List}, nil
}

// key names a delivery by the members that the specification lists for it.
func keyOf(h *spec.Webhook, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	sum := sha256.New()
	for _, pointer := range h.Deduplicate {
		_, _ = sum.Write(lookupJSON(text, pointer))
		_, _ = sum.Write([]byte{0})
	}
	return h.Name + ":" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// lookupJSON follows a pointer of plain names through objects; nothing where it leads nowhere.
func lookupJSON(text []byte, pointer string) []byte {
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		var object map[string]json.RawMessage
		if json.Unmarshal(text, &object) != nil {
			return nil
		}
		text = object[name]
	}
	return text
}

// A Receiver is an http.Handler for one kind of callback.
// It answers 200 when Handle returns nil, 401 to what it cannot trust, 400 to what contradicts the specification, 413 to what is too large and 500 when Handle fails, so that
// the provider delivers again. No answer has a body.
type Receiver[T any] struct {
	Webhook *spec.Webhook
	Verify  Verify
	Handle  func(ctx context.Context, event *strictpay.Event[T]) error
	Failed  func(ctx context.Context, err error) // told of everything that was not handled; may be nil
	Limit   int64                                // of the body; 0 is DefaultWebhookLimit
}

// ServeHTTP takes one callback.
func (h *Receiver[T]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	limit := h.Limit
	if limit <= 0 {
		limit = DefaultWebhookLimit
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		h.fail(r.Context(), err)
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	event, err := Receive[T](h.Webhook, h.Verify, r.Header, body)
	if err != nil {
		h.fail(r.Context(), err)
		status := http.StatusBadRequest
		if errors.Is(err, strictpay.ErrSignature) {
			status = http.StatusUnauthorized
			if h.Webhook.Basic { // senders that wait to be asked for the password are told that it is due
				w.Header().Set("WWW-Authenticate", `Basic realm="callbacks", charset="UTF-8"`)
			}
		}
		w.WriteHeader(status)
		return
	}
	if err := h.Handle(r.Context(), event); err != nil {
		h.fail(r.Context(), err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (h *Receiver[T]) fail(ctx context.Context, err error) {
	if h.Failed != nil {
		h.Failed(ctx, err)
	}
}
