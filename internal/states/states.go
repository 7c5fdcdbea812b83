// Package states checks what the states of an API say of themselves, for the tests of its adapter.
package states

import (
	"slices"
	"testing"
)

// A State is a status that says what it means.
type State interface {
	comparable
	Valid() bool
	Final() bool
	Succeeded() bool
	Pending() bool
}

// Check wants final and succeeded of every listed value; pending is what is listed and not final, and another value
// answers no to all.
func Check[T State](t *testing.T, values []T, other T, final, succeeded []T) {
	t.Helper()
	for _, v := range values {
		want := [3]bool{slices.Contains(final, v), slices.Contains(succeeded, v), !slices.Contains(final, v)}
		if got := [3]bool{v.Final(), v.Succeeded(), v.Pending()}; got != want {
			t.Errorf("%T %v: final, succeeded, pending %v, want %v", v, v, got, want)
		}
	}
	for _, v := range slices.Concat(final, succeeded) {
		if !v.Valid() {
			t.Errorf("%T %v is not listed", v, v)
		}
	}
	if other.Valid() || other.Final() || other.Succeeded() || other.Pending() {
		t.Errorf("%T %v: a value that is not listed answers no to all", other, other)
	}
}
