package invoke

import (
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

// An Input gives the arguments of a call that is made by name.
type Input interface {
	// Argument sets dst, a pointer to a parameter of the call, from the argument of that name; an optional one that
	// is absent is left alone.
	Argument(name string, dst any) error
	// Body fills the request body.
	Body(dst jsonread.Readable) error
}

// ErrNoOperation is returned for an operation that the API does not have.
var ErrNoOperation = errors.New("no such operation")

// Any drops the type of a typed call's result and keeps that there is either a value or an error.
func Any[T any](v *T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

// NewKey makes an idempotency key: a random UUID.
func NewKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}
