package receive

import (
	"context"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// handler takes one kind of callback.
type handler[T any] struct {
	hook     *spec.Webhook
	verify   Verify
	handle   func(ctx context.Context, event *strictpay.Event[T]) error
	violated func(ctx context.Context, event *strictpay.Event[T], violation error) error
	options  Options
}

// Handler is an http.Handler for one kind of callback. handle gets the events, violated those that contradict the
// specification, as far as they could be read.
//
// It answers 200 when handle or violated returns nil, 500 when it fails, 401 to what cannot be trusted, 413 to a body
// that is too large, 408 to one that takes too long, 400 to one that breaks off, and 405 to anything but POST. No
// answer has a body.
func Handler[T any](
	hook *spec.Webhook, secret string,
	handle func(ctx context.Context, event *strictpay.Event[T]) error,
	violated func(ctx context.Context, event *strictpay.Event[T], violation error) error,
	opts []Option,
) (http.Handler, error) {
	o := optionsOf(opts)
	switch {
	case handle == nil || violated == nil:
		return nil, errors.New(hook.API.Name + ": a handler needs a function for events and one for violations")
	case secret == "" && o.Verify == nil:
		return nil, errors.New(hook.API.Name + ": a handler needs the secret that callbacks are verified with")
	}
	return &handler[T]{hook, verifier(hook, secret, o), handle, violated, o}, nil
}

// ServeHTTP takes one callback.
func (h *handler[T]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, err := h.serve(w, r)
	if err != nil && h.options.Failed != nil {
		h.options.Failed(r.Context(), err)
	}
	w.WriteHeader(status)
}

func (h *handler[T]) serve(w http.ResponseWriter, r *http.Request) (status int, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed, nil
	}
	body, err := Body(w, r, h.options.BodyLimit, h.options.BodyTime)
	if err != nil {
		return StatusOfBody(err), err
	}
	event, err := Receive[T](h.hook, h.verify, r.Header, body)
	switch {
	case event == nil:
		if h.hook.Basic { // senders that wait to be asked for the password are asked
			w.Header().Set("WWW-Authenticate", `Basic realm="callbacks", charset="UTF-8"`)
		}
		return http.StatusUnauthorized, err
	case err != nil:
		err = h.violated(r.Context(), event, err)
	default:
		err = h.handle(r.Context(), event)
	}
	if err != nil {
		return http.StatusInternalServerError, err
	}
	return http.StatusOK, nil
}
