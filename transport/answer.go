package transport

import (
	"context"
	"io"
	"net/http"
)

// send makes one attempt: the request goes out, and the answer is read. The answer comes with the error that ended the
// reading of it.
func (x *exchange) send(ctx context.Context, req *http.Request) (*http.Response, error) {
	if x.chain.heedsContext {
		rsp, err := x.chain.send(req)
		if err != nil {
			return nil, err
		}
		x.uncompress(rsp)
		x.answer.text, err = read(req, rsp, x.chain.config.ResponseLimit)
		return rsp, err
	}
	return x.sendAside(ctx, req)
}

// sendAside is send for a user's RoundTripper, which may wait longer than the context lets it. An answer that comes
// later is closed.
func (x *exchange) sendAside(ctx context.Context, req *http.Request) (*http.Response, error) {
	type result struct {
		rsp  *http.Response
		text []byte
		err  error
	}
	done := make(chan result, 1)
	chain := x.chain
	go func() {
		var r result
		if r.rsp, r.err = chain.send(req); r.err == nil {
			stop := context.AfterFunc(ctx, func() { _ = r.rsp.Body.Close() })
			r.text, r.err = read(req, r.rsp, chain.config.ResponseLimit)
			stop()
		}
		done <- r
	}()
	select {
	case r := <-done:
		x.answer.text = r.text
		return r.rsp, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// maxReserved bounds the buffer that a Content-Length asks for; a body that is longer grows it as it comes.
const maxReserved = 1 << 16

// read takes an answer to its end, up to the limit, and closes it. net/http counts decompressed bytes, and so does
// read. A 101 has no end: after it the connection is another protocol's.
func read(req *http.Request, rsp *http.Response, limit int64) ([]byte, error) {
	defer func() { _ = rsp.Body.Close() }()
	if rsp.StatusCode < http.StatusOK {
		return nil, nil
	}
	if rsp.ContentLength > limit && req.Method != http.MethodHead {
		return nil, limitError(limit) // it announces too much: not a byte is read
	}
	size := int64(512)
	if rsp.ContentLength >= 0 {
		size = min(rsp.ContentLength, maxReserved) + 1 // one more, so that the end is seen without growing
	}
	text := make([]byte, 0, size)
	for {
		n, err := rsp.Body.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case int64(len(text)) > limit:
			return text[:limit], limitError(limit)
		case err == io.EOF:
			return text, nil
		case err != nil:
			return text, err
		case len(text) == cap(text):
			text = append(text, 0)[:len(text)]
		}
	}
}

// An answer is the body of the answer that Do returns. Closing it ends the exchange.
type answer struct {
	x      *exchange
	text   []byte
	done   int   // bytes that were read of text
	err    error // after the text, where it is not whole
	status int
	closed bool
}

// Bytes gives what has not been read yet, without a copy, and the error that the answer ended with.
func (a *answer) Bytes() ([]byte, error) {
	if a.closed {
		return nil, http.ErrBodyReadAfterClose
	}
	text := a.text[a.done:]
	a.done = len(a.text)
	return text, a.err
}

// Read gives the text, and then io.EOF or why there is no more.
func (a *answer) Read(p []byte) (int, error) {
	switch {
	case a.closed:
		return 0, http.ErrBodyReadAfterClose
	case a.done < len(a.text):
		n := copy(p, a.text[a.done:])
		a.done += n
		return n, nil
	case a.err != nil:
		return 0, a.err
	}
	return 0, io.EOF
}

// Close ends the exchange, and lets go of the text: net's dialer, whose timer was stopped, keeps the context of a call
// that dialed for some more seconds, and that may lead here. It must not run beside a Read.
func (a *answer) Close() error {
	if !a.closed {
		a.closed = true
		a.text, a.done = nil, 0
		a.x.end(a.status, a.err)
	}
	return nil
}

// answered holds a caller's RoundTripper to the contract: an answer with a body, or an error.
func answered(rsp *http.Response, err error) (*http.Response, error) {
	switch {
	case err != nil:
		if rsp != nil && rsp.Body != nil {
			_ = rsp.Body.Close()
		}
		return nil, err
	case rsp == nil:
		return nil, errNoAnswer
	case rsp.Body == nil:
		rsp.Body = http.NoBody
	}
	return rsp, nil
}

// FailAnswer ends an answer that came whole but could not be worked on, because its context is over: the error is one
// of the transport's, and hooks are called for it when the body is closed.
func FailAnswer(rsp *http.Response, err error) error {
	a, ok := rsp.Body.(*answer)
	if !ok {
		return err
	}
	a.err = a.x.wrapped(a.x.explained(a.x.ctx, err))
	return a.err
}
