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

// An Error is a request that has no answer, or none to the end. Its text is made of the host, and of what is known to
// hold no part of the request or the answer: addresses, names, the operating system's and TLS's words. The cause is
// reached with errors.Is and errors.As only.
type Error struct {
	Host     string
	Class    strictpay.Class
	Attempts int // made, this one included; 0 where the request was refused here

	text  string
	cause error
}

// Error says what failed and where, without headers, bodies and credentials.
func (e *Error) Error() string {
	text := e.text
	if e.Host != "" {
		text = e.Host + ": " + text
	}
	if e.Attempts > 1 {
		text += " (" + strconv.Itoa(e.Attempts) + " attempts)"
	}
	return text
}

// Unwrap gives the cause: a *net.OpError, an x509 error, context.DeadlineExceeded; never an error of another call,
// which a context may have been cancelled with. The text of the cause may show the URL.
func (e *Error) Unwrap() error { return e.cause }

// Timeout reports whether time ran out: the call's, the attempt's or that of a connection.
func (e *Error) Timeout() bool { return e.Class == strictpay.ClassTimeout }

// Format prints the text under every verb: the cause behind it may hold the URL.
func (e *Error) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.Error()) }

// LogValue is the text.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// failed makes the error of an exchange: not sent where that is proven of all its attempts.
func (x *exchange) failed(err error) error {
	found := x.wrapped(err)
	if spec.MayHaveArrived(x.record.Attempts) {
		return found
	}
	unsent := &strictpay.NotSent{Err: strictpay.ForeignCause(found), Attempts: x.record.Attempts}
	if x.op != nil {
		unsent.API, unsent.Operation = apiOf(x.op), x.op.ID
	}
	return unsent
}

// wrapped makes an Error. An error of a user's transport, or the cause of a context, that claims to be about this call
// or is about another one is not found in it.
func (x *exchange) wrapped(err error) *Error {
	cause := strictpay.ForeignCause(err)
	found := &Error{Class: classOf(err), Attempts: x.tried, text: describe(err), cause: cause}
	if x.req.URL != nil {
		found.Host = x.req.URL.Host
	}
	return found
}

// explained takes the URL off an error of an attempt, and adds why the attempt's context ended, if it did.
func (x *exchange) explained(ctx context.Context, err error) error {
	for {
		shown, ok := err.(*url.Error)
		if !ok {
			break
		}
		err = shown.Err
	}
	if err == nil {
		err = errNoAnswer
	}
	if ended := x.endedBy(ctx); ended != nil {
		// Not only what broke by it. A limitError may be the cause that the context was cancelled with, of another
		// call.
		err = withCause(ended, err)
	}
	return err
}

// withCause adds to an error what it does not say yet.
func withCause(err, cause error) error {
	switch {
	case cause == nil || errors.Is(err, cause):
		return err
	case errors.Is(cause, err):
		return cause
	}
	return errors.Join(err, cause)
}

func apiOf(op *spec.Operation) string {
	if op.API == nil {
		return ""
	}
	return op.API.Name
}

var errNoAnswer = errors.New("neither an answer nor an error came")

// A refusal is the error of a request that is refused before it is sent.
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

// A timeoutError is a context.DeadlineExceeded that says whose timeout it was. A chain makes one for each of its
// timeouts.
type timeoutError struct{ text string }

func (e *timeoutError) Error() string { return e.text }
func (e *timeoutError) Timeout() bool { return true }
func (e *timeoutError) Unwrap() error { return context.DeadlineExceeded }

// A limitError is an answer over the limit, which is its value in bytes. It says so of this call only where nothing
// wraps it.
type limitError int64

func (e limitError) Error() string {
	return "answer over the response limit of " + strconv.FormatInt(int64(e), 10) + " bytes"
}

func (e limitError) Is(target error) bool { return target == strictpay.ErrTooLarge }

// OverLimit makes it a spec.OverLimit.
func (limitError) OverLimit() {}
