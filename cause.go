package strictpay

import (
	"reflect"
)

// ForeignCause makes the cause of an error of an outcome: errors.Is and errors.As find everything in err that comes
// from outside, such as context.Canceled or a *net.OpError, and none of the errors of an outcome, nor ErrTooLarge. A
// context can be cancelled with the error of another call as its cause, and that says nothing about this one. Clients
// use it; programs need not.
func ForeignCause(err error) error {
	if err == nil {
		return nil
	}
	if c, ok := err.(*foreignCause); ok {
		return c
	}
	return &foreignCause{err}
}

// A foreignCause does its own search. It has no Unwrap, so that errors.Is and errors.As ask it and do not look behind
// it.
type foreignCause struct{ err error }

func (c *foreignCause) Error() string { return c.err.Error() }

// Is finds a foreign target. An Is method of a foreign error may claim one of our sentinels, so those are never asked
// for.
func (c *foreignCause) Is(target error) bool {
	if target == nil || target == ErrTooLarge || outcomeOf(target) != "" {
		return false
	}
	comparable := reflect.TypeOf(target).Comparable()
	return eachForeign(c.err, func(e error) bool {
		if comparable && e == target {
			return true
		}
		is, ok := e.(interface{ Is(error) bool })
		return ok && !holdsOutcome(e) && is.Is(target)
	})
}

// As finds a foreign value. What counts is the value found: an interface fits errors of ours as well, and an As method
// of a foreign error may give one.
func (c *foreignCause) As(target any) bool {
	to := reflect.ValueOf(target).Elem()
	return eachForeign(c.err, func(e error) bool {
		if holdsOutcome(e) {
			return false
		}
		if reflect.TypeOf(e).AssignableTo(to.Type()) {
			to.Set(reflect.ValueOf(e))
			return true
		}
		as, ok := e.(interface{ As(any) bool })
		if !ok {
			return false
		}
		found := reflect.New(to.Type())
		if !as.As(found.Interface()) {
			return false
		}
		if value, ok := found.Elem().Interface().(error); ok && holdsOutcome(value) {
			return false
		}
		to.Set(found.Elem())
		return true
	})
}

// eachError visits an error and what it wraps, in the order of errors.Is, until visit says true.
func eachError(err error, visit func(error) bool) bool {
	if err == nil {
		return false
	}
	if visit(err) {
		return true
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return eachError(e.Unwrap(), visit)
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			if eachError(inner, visit) {
				return true
			}
		}
	}
	return false
}

// eachForeign visits as eachError does, without the errors of an outcome and what they wrap.
func eachForeign(err error, visit func(error) bool) bool {
	if err == nil || outcomeOf(err) != "" {
		return false
	}
	if visit(err) {
		return true
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return eachForeign(e.Unwrap(), visit)
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			if eachForeign(inner, visit) {
				return true
			}
		}
	}
	return false
}

// holdsOutcome reports whether an error is one of an outcome, or wraps such an error.
func holdsOutcome(err error) bool {
	return eachError(err, func(e error) bool { return outcomeOf(e) != "" })
}
