package invoke

import (
	"io"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Receive reads the answer of a request whole. Where its body ends with an error, what came before it is returned as
// well. Closing the body, which ends the context of the request, is left to the caller. It is not inlined, so that the
// caller has less of the stack above net/http.
//
//go:noinline
func Receive(rsp *http.Response) (spec.Received, error) {
	received := spec.Received{Status: rsp.StatusCode, Header: rsp.Header}
	var err error
	if whole, ok := rsp.Body.(interface{ Bytes() ([]byte, error) }); ok { // the transport has read it already
		received.Body, err = whole.Bytes()
	} else {
		received.Body, err = io.ReadAll(rsp.Body)
	}
	return received, err
}

// Value sends the request of a call and reads the answer into a new T: a value or an error, never neither.
func Value[T any, P interface {
	*T
	spec.Model
}](c *Call) (*T, error) {
	failure := c.exchange()
	value := new(T)
	if err := c.conclude(failure, P(value)); err != nil {
		return nil, err
	}
	return value, nil
}

// An Alternatives is the value of an operation that answers with one of several bodies.
type Alternatives interface {
	// Model is the member for the answer of a status, set to a new value; nil where no answer of that status has a
	// body.
	Model(status int) spec.Model
}

// OneOf is Value for an operation that answers with one of several bodies.
func OneOf[T any, P interface {
	*T
	Alternatives
}](c *Call) (*T, error) {
	failure := c.exchange()
	value := new(T)
	if err := c.conclude(failure, P(value).Model(c.received.Status)); err != nil {
		return nil, err
	}
	return value, nil
}

// Nothing is Value for an operation that answers without a body.
func Nothing(c *Call) (*strictpay.Empty, error) {
	if err := c.conclude(c.exchange(), nil); err != nil {
		return nil, err
	}
	return new(strictpay.Empty), nil
}
