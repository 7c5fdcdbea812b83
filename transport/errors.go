package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An Error is a request that has no answer, or none to the end. Its text is made of the host, and of what is known to hold no part of the request
// or the answer: addresses, names, the operating system's and TLS's words. The cause is reached with errors.Is and errors.As only.
type Error struct {
	Host     string
	Class    strictpay.Class
	Attempts int // made, this one included; 0 where the request was refused here

	cause error
}

func (e *Error) Error() string {
	text := e.Host + ": " + describe(e.cause)
	if e.Host == "" {
		text = describe(e.cause)
	}
	if e.Attempts > 1 {
		text += " (" + strconv.Itoa(e.Attempts) + " attempts)"
	}
	return text
}

// Unwrap gives the cause: a *net.OpError, an x509 error, context.DeadlineExceeded. The text of the cause may show the URL.
func (e *Error) Unwrap() error { return e.cause }

// Timeout reports whether time ran out: the call's, the attempt's or that of a connection.
func (e *Error) Timeout() bool { return e.Class == strictpay.ClassTimeout }

// Format prints the text under every verb: the cause behind it may hold the URL.
func (e *Error) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.Error()) }

// LogValue is the text.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// failed makes the error of an exchange: not sent where that is certain of all its attempts.
func (x *exchange) failed(err error) error {
	found := x.wrapped(err)
	if x.sent {
		return found
	}
	unsent := &strictpay.NotSent{Err: found}
	if x.op != nil {
		unsent.API, unsent.Operation = apiOf(x.op), x.op.ID
	}
	return unsent
}

// wrapped takes the URL off an error, and the claim that nothing was sent, which only failed makes.
func (x *exchange) wrapped(err error) *Error {
	for {
		shown, ok := err.(*url.Error)
		if !ok {
			break
		}
		err = shown.Err
	}
	var unsent *strictpay.NotSent
	if errors.As(err, &unsent) {
		err = unsent.Err
	}
	if err == nil || errors.Is(err, strictpay.ErrNotSent) {
		err = errNoAnswer
	}
	if ended := x.ctx.Err(); ended != nil {
		err = with(ended, with(context.Cause(x.ctx), err)) // not only what broke by it
	}
	found := &Error{Class: classOf(err), Attempts: x.tried, cause: err}
	if x.req.URL != nil {
		found.Host = x.req.URL.Host
	}
	return found
}

func with(cause, err error) error {
	if errors.Is(err, cause) {
		return err
	}
	return errors.Join(cause, err)
}

func apiOf(op *spec.Operation) string {
	if op.API == nil {
		return ""
	}
	return op.API.Name
}

var errNoAnswer = errors.New("neither an answer nor an error came")

// A refusal is a request that does not get out of here.
type refusal struct {
	what string // "" where err says it, and is ours
	err  error
}

func (e *refusal) Error() string {
	if e.what == "" {
		return e.err.Error()
	}
	return e.what
}

func (e *refusal) Unwrap() error { return e.err }

// A timeoutError is a context.DeadlineExceeded that says whose timeout it was. A chain makes one for each of its timeouts.
type timeoutError struct{ text string }

func (e *timeoutError) Error() string { return e.text }
func (e *timeoutError) Timeout() bool { return true }
func (e *timeoutError) Unwrap() error { return context.DeadlineExceeded }

// A limitError is an answer over the limit, which is its value in bytes.
type limitError int64

func (e limitError) Error() string {
	return "answer over the response limit of " + strconv.FormatInt(int64(e), 10) + " bytes"
}

func (e limitError) Is(target error) bool { return target == strictpay.ErrTooLarge }
