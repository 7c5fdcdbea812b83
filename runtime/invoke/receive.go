package invoke

import (
	"io"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// maxReserved bounds the buffer that a Content-Length asks for; a body that is longer grows it as it comes.
const maxReserved = 1 << 16

// Receive reads the answer of a request whole. Where its body ends with an error, what came before it is returned as
// well. Closing the body, which ends the context of the request, is left to the caller.
func Receive(rsp *http.Response) (spec.Received, error) {
	body, err := readBody(rsp)
	return spec.Received{Status: rsp.StatusCode, Header: rsp.Header, Body: body}, err
}

// readBody is io.ReadAll with a buffer of the announced size.
func readBody(rsp *http.Response) ([]byte, error) {
	size := int64(512)
	if rsp.ContentLength >= 0 {
		size = min(rsp.ContentLength, maxReserved) + 1 // one more, so that the end is seen without growing
	}
	b := make([]byte, 0, size)
	for {
		n, err := rsp.Body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case err == io.EOF:
			return b, nil
		case err != nil:
			return b, err
		case len(b) == cap(b):
			b = append(b, 0)[:len(b)]
		}
	}
}

// exchange sends the request of the call and notes the raw answer in its Info.
func (c *Call) exchange(request *Request) (*spec.Received, error) {
	received, err := c.caller.Exchanger.Exchange(c.ctx, c.op, request)
	c.info.Status, c.info.Header, c.info.Body = received.Status, received.Header, received.Body
	if err != nil {
		return nil, c.interrupted(err)
	}
	return &received, nil
}

// Value sends the request of a call and reads the answer into a new T: a value or an error, never neither.
func Value[T any, P interface {
	*T
	spec.Model
}](c *Call, request Request) (*T, error) {
	received, err := c.exchange(&request)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := c.classify(received, P(value)); err != nil {
		return nil, err
	}
	return value, nil
}

// An Alternatives is the value of an operation that answers with one of several bodies.
type Alternatives interface {
	// Model is the member for the answer of a status, set to a new value; nil where no answer of that status has a body.
	Model(status int) spec.Model
}

// OneOf is Value for an operation that answers with one of several bodies.
func OneOf[T any, P interface {
	*T
	Alternatives
}](c *Call, request Request) (*T, error) {
	received, err := c.exchange(&request)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := c.classify(received, P(value).Model(received.Status)); err != nil {
		return nil, err
	}
	return value, nil
}

// Nothing is Value for an operation that answers without a body.
func Nothing(c *Call, request Request) (*strictpay.Empty, error) {
	received, err := c.exchange(&request)
	if err != nil {
		return nil, err
	}
	if err := c.classify(received, nil); err != nil {
		return nil, err
	}
	return new(strictpay.Empty), nil
}
