package strictpay_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/strictpay/strictpay"
)

// everyOutcome is one error of each kind, holding what its fields may hold; cause goes where a cause may go.
func everyOutcome(cause error) map[strictpay.Outcome]error {
	refusal := &strictpay.Refusal{API: "vertex", Status: 404, Code: "404"}
	contradiction := &strictpay.Contradiction{API: "vertex", Status: 200,
		Deviations: []strictpay.Deviation{{Kind: strictpay.KindMissing, Pointer: "/data"}}}
	return map[strictpay.Outcome]error{
		strictpay.Refused:      refusal,
		strictpay.Contradicted: contradiction,
		strictpay.Unsent:       &strictpay.NotSent{Err: cause},
		strictpay.NotAvailable: &strictpay.Unavailable{Refusal: refusal, Err: cause},
		strictpay.Unknown:      &strictpay.OutcomeUnknown{Refusal: refusal, Contradiction: contradiction, Err: cause},
	}
}

// isOne reports as which outcomes errors.Is and errors.As find an error.
func isOne(err error) (list []strictpay.Outcome) {
	for outcome, found := range map[strictpay.Outcome][2]bool{
		strictpay.Refused: {errors.Is(err, strictpay.ErrRefused), errors.As(err, new(*strictpay.Refusal))},
		strictpay.Contradicted: {errors.Is(err, strictpay.ErrContradicted),
			errors.As(err, new(*strictpay.Contradiction))},
		strictpay.Unsent:       {errors.Is(err, strictpay.ErrNotSent), errors.As(err, new(*strictpay.NotSent))},
		strictpay.NotAvailable: {errors.Is(err, strictpay.ErrUnavailable), errors.As(err, new(*strictpay.Unavailable))},
		strictpay.Unknown: {errors.Is(err, strictpay.ErrOutcomeUnknown),
			errors.As(err, new(*strictpay.OutcomeUnknown))},
	} {
		if found[0] || found[1] {
			list = append(list, outcome)
		}
	}
	return list
}

// A claimer says in Is and As that it is whatever it is asked for.
type claimer struct{ inner error }

func (claimer) Error() string          { return "claims" }
func (c claimer) Is(target error) bool { return true }
func (c claimer) As(target any) bool   { return errors.As(c.inner, target) }

// A list is an error of a type that cannot be compared.
type list []error

func (list) Error() string     { return "list" }
func (l list) Unwrap() []error { return l }

// Whatever an error was caused by, it is exactly one outcome, alone and wrapped.
func TestOutcomesAreDisjoint(t *testing.T) {
	t.Parallel()
	causes := []error{nil, context.Canceled}
	for _, other := range everyOutcome(nil) {
		causes = append(causes, other, fmt.Errorf("group: %w", other), errors.Join(context.Canceled, other),
			claimer{other},
			list{context.Canceled, other}, errors.Join(claimer{other}, context.Canceled))
	}
	causes = append(causes, strictpay.ErrNotSent, strictpay.ErrNotFound, fmt.Errorf("w: %w", strictpay.ErrRefused))
	for _, cause := range causes {
		for want, err := range everyOutcome(cause) {
			for _, asked := range []error{err, fmt.Errorf("paying: %w", err), errors.Join(errors.New("x"), err)} {
				if got := strictpay.OutcomeOf(asked); got != want {
					t.Errorf("%T caused by %v is %s", err, cause, got)
				}
				if got := isOne(asked); len(got) != 1 || got[0] != want {
					t.Errorf("%T caused by %v is found as %v", err, cause, got)
				}
				if want != strictpay.Refused && errors.Is(asked, strictpay.ErrNotFound) {
					t.Errorf("%T caused by %v is a missing order", err, cause)
				}
			}
		}
	}
}

// An interface as the target of errors.As fits errors of ours as well; the one found must not be of another call.
func TestInterfacesFindNothingOfAnotherCall(t *testing.T) {
	t.Parallel()
	other := &strictpay.Refusal{Code: "other"}
	for _, cause := range []error{other, fmt.Errorf("w: %w", other), errors.Join(context.Canceled, other),
		claimer{other}, list{other}} {
		err := &strictpay.NotSent{Err: cause}
		var marshals interface{ MarshalJSON() ([]byte, error) }
		if errors.As(errors.Unwrap(err), &marshals) {
			t.Errorf("%v: found %T", cause, marshals)
		}
		var wraps interface{ Unwrap() []error }
		if errors.As(errors.Unwrap(err), &wraps) {
			t.Errorf("%v: found %T, which holds another call's error", cause, wraps)
		}
		if errors.Is(err, other) {
			t.Errorf("%v: found the other call's error itself", cause)
		}
	}
}

type reason struct{ shop string }

func (r *reason) Error() string { return r.shop }

// What comes from outside is found, whatever stands beside it.
func TestForeignCausesAreFound(t *testing.T) {
	t.Parallel()
	own, dial := &reason{"closed"}, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for _, cause := range []error{
		errors.Join(context.Canceled, own, dial),
		errors.Join(&strictpay.NotSent{Err: syscall.EPIPE}, context.Canceled, own, dial),
		list{strictpay.ErrNotSent, fmt.Errorf("w: %w", own), context.Canceled, dial},
	} {
		for want, err := range everyOutcome(cause) {
			if want == strictpay.Refused || want == strictpay.Contradicted {
				continue
			}
			var found *reason
			var op *net.OpError
			var timeout interface{ Timeout() bool }
			if !errors.Is(err, context.Canceled) || !errors.Is(err, own) || !errors.Is(err, syscall.ECONNREFUSED) ||
				!errors.As(err, &found) || found != own || !errors.As(err, &op) || op != dial ||
				!errors.As(err, &timeout) {
				t.Errorf("%T does not give its cause %v", err, cause)
			}
			if errors.Is(err, syscall.EPIPE) {
				t.Errorf("%T gives what another call's error was caused by", err)
			}
		}
	}
}

func TestOutcomeOf(t *testing.T) {
	t.Parallel()
	every := everyOutcome(nil)
	for err, want := range map[error]strictpay.Outcome{
		nil:                               strictpay.Done,
		context.Canceled:                  strictpay.Unknown,
		claimer{every[strictpay.Refused]}: strictpay.Unknown,
		strictpay.ErrNotFound:             strictpay.Refused,
		strictpay.ErrNotSent:              strictpay.Unsent,
		fmt.Errorf("a fake: %w", strictpay.ErrUnavailable):                            strictpay.NotAvailable,
		errors.Join(every[strictpay.Refused], every[strictpay.Unsent]):                strictpay.Unknown,
		errors.Join(every[strictpay.Refused], errors.New("x"), strictpay.ErrNotFound): strictpay.Refused,
	} {
		if got := strictpay.OutcomeOf(err); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
	if strictpay.Outcome("").Valid() || strictpay.Outcome("paid").Valid() ||
		strictpay.Outcome("").String() != "invalid" {
		t.Error("the zero value is no outcome")
	}
	names := map[strictpay.Outcome]string{strictpay.Done: "done", strictpay.Refused: "refused",
		strictpay.Unsent:  "not sent",
		strictpay.Unknown: "unknown", strictpay.Contradicted: "contradicted", strictpay.NotAvailable: "unavailable"}
	for outcome, name := range names {
		if !outcome.Valid() || outcome.String() != name {
			t.Errorf("%v is called %s", outcome, outcome.String())
		}
	}
}

type order struct{ Number string }

// ValueIn gives what was read, of the three errors that an answer causes.
func TestValueIn(t *testing.T) {
	t.Parallel()
	value := &order{"1"}
	contradiction := strictpay.NewContradiction(strictpay.Contradiction{Status: 200}, nil, nil, value)
	refusal := &strictpay.Refusal{Status: 200, Body: value}
	for _, err := range []error{
		contradiction, refusal, fmt.Errorf("w: %w", contradiction),
		&strictpay.OutcomeUnknown{Contradiction: contradiction}, &strictpay.OutcomeUnknown{Refusal: refusal},
	} {
		if got, ok := strictpay.ValueIn[order](err); !ok || got != value {
			t.Errorf("%v gives %v", err, got)
		}
		if got, ok := strictpay.ValueIn[reason](err); ok || got != nil {
			t.Errorf("%v gives %v, which is of another type", err, got)
		}
	}
	for _, err := range []error{
		nil, context.Canceled, &strictpay.NotSent{Err: contradiction},
		&strictpay.OutcomeUnknown{Err: contradiction},
		strictpay.NewContradiction(strictpay.Contradiction{}, nil, nil, (*order)(nil)),
	} {
		if got, ok := strictpay.ValueIn[order](err); ok || got != nil {
			t.Errorf("%v gives %v", err, got)
		}
	}
}
