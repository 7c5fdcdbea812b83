package transport

import (
	"errors"
	"io"
	"net/http"
	"sync/atomic"
)

// mayHaveArrived is false only if this attempt provably never left. What proves it is what the chain itself saw.
//
// Of its own transport: no connection. Getting one counts as sending, since the writing of the first header comes next.
// Of a user's: the body was never read, and cannot be read any more. A user's transport can report anything to a trace,
// or send outside of it, and a request without a body leaves no trace here.
func (x *exchange) mayHaveArrived(rsp *http.Response) bool {
	switch {
	case rsp != nil:
		return true
	case x.chain.ownTransport:
		return x.connected.Load()
	case x.sentBody == nil:
		return true
	}
	return !x.sentBody.seal()
}

// A trackedBody knows whether a user's transport has read of it.
type trackedBody struct {
	io.ReadCloser
	state *atomic.Int32
}

// The states of a trackedBody.
const (
	bodyUnread int32 = iota
	bodyRead
	bodySealed
)

var errSealed = errors.New("transport: the attempt is over, its body is no longer sent")

// trackBody makes the request's body, and those that the transport may ask for again, tell that they were read.
func trackBody(req *http.Request) *trackedBody {
	body := &trackedBody{req.Body, new(atomic.Int32)}
	req.Body = body
	if again := req.GetBody; again != nil {
		req.GetBody = func() (io.ReadCloser, error) {
			from, err := again()
			if err != nil {
				return nil, err
			}
			return &trackedBody{from, body.state}, nil
		}
	}
	return body
}

func (b *trackedBody) Read(p []byte) (int, error) {
	if !b.state.CompareAndSwap(bodyUnread, bodyRead) && b.state.Load() == bodySealed {
		return 0, errSealed
	}
	return b.ReadCloser.Read(p)
}

// seal reports whether nothing was read, and keeps it so.
func (b *trackedBody) seal() bool {
	return b.state.CompareAndSwap(bodyUnread, bodySealed) || b.state.Load() == bodySealed
}

// emptyBody is a body without a byte that net/http cannot know to be one before it has read it.
type emptyBody struct{}

func (emptyBody) Read([]byte) (int, error) { return 0, io.EOF }
func (emptyBody) Close() error             { return nil }
