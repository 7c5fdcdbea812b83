package koshelek

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/spec"
)

// ErrOtherPayment is an answer about another transaction than the one asked for. It decides nothing.
var ErrOtherPayment = errors.New("koshelek: the answer is about another transaction")

// A FollowRequest is what it takes to follow a payment to its end, and to cancel it.
type FollowRequest struct {
	TransactionID string // from the answer of checkout
	StoreID       string // as in checkout
	TerminalID    string // as in checkout; may be empty
}

// A FollowOption changes one Follow.
type FollowOption func(*follower)

// WithPolling asks at another pace, for tests: first after one time, then every other, for a total. The default is the
// documented one: first after 250 ms, then every 250 ms, for 30 s in all; Koshelek's servers allow it no faster, and a
// customer at the desk waits no longer. A value of zero or less stays the default.
func WithPolling(first, every, total time.Duration) FollowOption {
	return func(f *follower) {
		for _, v := range []struct {
			set *time.Duration
			to  time.Duration
		}{{&f.polling.First, first}, {&f.polling.Every, every}, {&f.polling.Total, total}} {
			if v.to > 0 {
				*v.set = v.to
			}
		}
	}
}

// Follow asks for the status of a payment that checkout has just started, until it ends. It returns within the
// documented 30 s and the time of the cancellation that follows them, and leaves nothing running: it works on the
// caller's goroutine, and the end of ctx ends it at once.
//
// A status that could not be read is asked for again; each question has a requestId of its own, because a repeated
// one is answered as before. When the time is up the payment is cancelled, and the answer to that says how it ended,
// see [End].
//
// An error means that the end is not known. It satisfies errors.Is for strictpay.ErrOutcomeUnknown, carries the
// transactionId to ask with and unwraps to its cause; only ErrNotFound stands alone: there is no such payment. After
// the end of ctx the payment is not cancelled, it may yet be paid.
func (c *Client) Follow(ctx context.Context, payment FollowRequest, opts ...FollowOption) (*FollowResult, error) {
	return Follow(ctx, c, payment, opts...)
}

// Follow is [Client.Follow] over anything that makes the calls, such as a double in a test.
func Follow(ctx context.Context, service koshelekapi.Service, payment FollowRequest,
	opts ...FollowOption) (*FollowResult, error) {
	f := &follower{service: service, payment: payment, polling: *koshelekapi.API.Operation("transactionStatus").Polling,
		outcome: new(FollowResult)}
	for _, opt := range opts {
		if opt != nil {
			opt(f)
		}
	}
	if err := f.follow(ctx); err != nil {
		return nil, f.unknown(err)
	}
	return f.outcome, nil
}

// A follower is one Follow on its way.
type follower struct {
	service koshelekapi.Service
	payment FollowRequest
	polling spec.Polling
	outcome *FollowResult
}

func (f *follower) follow(ctx context.Context) error {
	ended, err := f.poll(ctx)
	if ended || err != nil {
		return err
	}
	return f.cancel(ctx)
}

// poll asks until the payment ended or the time is up; false for the latter. The time bounds the questions too, not
// only the waits between them.
func (f *follower) poll(ctx context.Context) (ended bool, err error) {
	timed, stop := context.WithTimeout(ctx, f.polling.Total)
	defer stop()
	for wait := f.polling.First; ask.Sleep(timed, wait); wait = f.polling.Every {
		ended, err := f.ask(timed)
		if ended || ask.Lasting(err) {
			return ended, err
		}
		f.outcome.failed(err)
	}
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	return false, nil
}

// ask is one question. It leaves the requestId to the call, which makes a new one.
func (f *follower) ask(ctx context.Context) (ended bool, err error) {
	state, err := f.service.TransactionStatus(ctx,
		koshelekapi.TransactionStatusRequest{TransactionID: &f.payment.TransactionID})
	if err != nil {
		return false, err
	}
	if state.Status == koshelekapi.TransactionStatusEmpty {
		return false, state.Refusal()
	}
	if !f.concerns(state.TransactionID) {
		return false, ErrOtherPayment
	}
	f.outcome.State = state
	return f.outcome.end(state.Status), nil
}

// concerns reports whether an answer is about the payment that is followed. GUIDs are compared as such, in any case.
func (f *follower) concerns(transactionID string) bool {
	return strings.EqualFold(transactionID, f.payment.TransactionID)
}

// cancel ends a payment that did not end in time. Between the last question and the cancellation it may have been paid,
// so the answer decides.
func (f *follower) cancel(ctx context.Context) error {
	request := koshelekapi.CancelRequest{TransactionID: f.payment.TransactionID, StoreID: f.payment.StoreID}
	if f.payment.TerminalID != "" {
		request.TerminalID = &f.payment.TerminalID
	}
	result, err := f.service.CancelTransaction(ctx, request)
	var refused *Error
	if errors.As(err, &refused) && !ask.Lasting(err) {
		return f.cancelRefused(ctx, refused)
	}
	if err == nil && !f.concerns(result.TransactionID) {
		err = ErrOtherPayment
	}
	if err != nil {
		return err
	}
	f.outcome.Cancel = result
	switch {
	case f.outcome.end(result.Status):
		if f.outcome.End == EndRejected {
			_, err := f.ask(ctx) // for the reason, which this answer has no member for; the end stands without it
			f.outcome.failed(err)
			f.outcome.End = EndRejected
		}
	case result.RefStatus == koshelekapi.RefStatusAccepted:
		f.outcome.End = EndCanceled
	case result.RefStatus == koshelekapi.RefStatusRejected:
		f.outcome.End = EndCancelRefused
	default:
		f.outcome.End = EndUndecided
	}
	return nil
}

// cancelRefused asks once more: a cancellation that was not even taken on tells nothing of the payment, and the usual
// reason is that it has just ended.
func (f *follower) cancelRefused(ctx context.Context, refused *Error) error {
	f.outcome.CancelRefusal = refused
	ended, err := f.ask(ctx)
	if err != nil {
		return err
	}
	if !ended {
		f.outcome.End = EndCancelRefused
	}
	return nil
}

// unknown is an error of a payment that may yet be paid. What was not sent here was a question or a cancellation, not
// the payment, so ErrNotSent is not passed on.
func (f *follower) unknown(err error) error {
	var unknown *strictpay.OutcomeUnknown
	if errors.Is(err, ErrNotFound) || errors.As(err, &unknown) {
		return err
	}
	unknown = &strictpay.OutcomeUnknown{API: koshelekapi.Name, Operation: "checkout",
		StatusQuery: strictpay.StatusQuery{
			Operation: "transactionStatus",
			Arguments: []strictpay.Argument{{Name: "transactionId", Value: f.payment.TransactionID}},
		}}
	var unsent *strictpay.NotSent
	var unavailable *strictpay.Unavailable
	switch {
	case errors.As(err, &unsent):
		unknown.Err = unsent.Err
	case errors.As(err, &unavailable):
		unknown.Status, unknown.Err, unknown.Attempts = unavailable.Status, unavailable.Err, unavailable.Attempts
	case errors.As(err, &unknown.Refusal), errors.As(err, &unknown.Contradiction):
	default:
		unknown.Err = err
	}
	return unknown
}
