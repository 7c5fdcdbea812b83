package transport

import (
	"io"
	"net/http"
	"time"
)

const (
	drainBytes = 4 << 10               // of an unread rest, so that the connection can be used again
	drainTime  = 50 * time.Millisecond // for them to come: a new connection costs about as much
)

// A body is the answer's body under the response limit. It counts what net/http hands out, so that a compressed
// answer is measured by what it becomes. Closing it, or finding that there is none, ends the exchange.
type body struct {
	from   io.ReadCloser
	left   int64 // bytes below the limit
	err    error // what reading ended with
	x      *exchange
	status int
	short  bool // an unread rest may be worth reading
	closed bool
}

// limitBody puts the limit on an answer. One that announces more fails before its first byte is read.
func (x *exchange) limitBody(rsp *http.Response) {
	x.body = body{from: rsp.Body, left: x.chain.config.ResponseLimit, x: x, status: rsp.StatusCode, short: short(rsp)}
	if rsp.Body == http.NoBody {
		x.end(rsp.StatusCode, nil)
		return
	}
	if rsp.ContentLength > x.body.left && x.req.Method != http.MethodHead {
		x.body.err = limitError(x.chain.config.ResponseLimit)
	}
	rsp.Body = &x.body
}

// Read reads one byte past the limit at most, to know whether there is one.
func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if int64(len(p))-1 > b.left {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if int64(n) > b.left {
		n, b.err = int(b.left), limitError(b.x.chain.config.ResponseLimit)
		b.left = 0
		return n, b.err
	}
	b.left -= int64(n)
	switch err {
	case nil, io.EOF:
		b.err = err
	default:
		b.err = b.x.wrapped(err)
	}
	return n, b.err
}

// Close ends the exchange. It must not run beside a Read.
func (b *body) Close() error {
	if b.closed {
		return nil
	}
	b.closed = true
	var err error
	if b.err == nil && b.short {
		err = drain(b.from)
	} else {
		err = b.from.Close()
	}
	b.x.release()
	failed := b.err
	if failed == nil {
		b.err = http.ErrBodyReadAfterClose
	}
	if failed == io.EOF {
		failed = nil
	}
	b.x.end(b.status, failed)
	return err
}

// drop gives up an answer that a further attempt replaces.
func drop(rsp *http.Response) {
	if short(rsp) {
		_ = drain(rsp.Body)
		return
	}
	_ = rsp.Body.Close()
}

// short: not known to be long, and a body that can be closed while it is read. Those that net/http decompresses
// cannot, before the first byte is there.
func short(rsp *http.Response) bool {
	return rsp.ContentLength <= drainBytes && !rsp.Uncompressed
}

// drain closes a body after reading what little is left of it. Where the rest is long, slow or without end, closing
// gives up the connection.
func drain(from io.ReadCloser) error {
	late := time.AfterFunc(drainTime, func() { _ = from.Close() })
	defer late.Stop()
	_, _ = io.CopyN(io.Discard, from, drainBytes)
	return from.Close()
}

// FailAnswer ends an answer that came whole but could not be worked on, because its context is over: the error is one
// of the transport's, and hooks are told of it when the body is closed.
func FailAnswer(rsp *http.Response, err error) error {
	b, ok := rsp.Body.(*body)
	if !ok {
		return err
	}
	b.err = b.x.wrapped(err)
	return b.err
}
