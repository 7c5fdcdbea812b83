package invoke

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay/runtime/spec"
)

// An Exchanger sends the request of a call and receives its answer whole. An error that comes with an answer
// interrupted the reading of its body. An error that is strictpay.ErrNotSent says that nothing was sent; any other
// one that it may have been.
type Exchanger interface {
	Exchange(ctx context.Context, op *spec.Operation, request *Request) (spec.Received, error)
}

// A Send sends a request of HTTP under a context. The request has no context and is the Send's own to change, but for
// headers that requests share.
type Send func(ctx context.Context, req *http.Request) (*http.Response, error)

// HTTP exchanges requests as they are.
type HTTP struct {
	base        url.URL
	path        string // of base, escaped, without a slash at the end
	send        Send
	credentials Credentials
	identify    Identify                                               // nil for none
	shared      func(op *spec.Operation, mediaType string) http.Header // nil where requests share none
}

var (
	errNoBase        = errors.New("no absolute base URL to send to")
	errNoSend        = errors.New("nothing to send requests with")
	errNoCredentials = errors.New("no credentials to send requests with")
)

// NewHTTP makes an Exchanger of HTTP for a base URL. Every API needs credentials, so one of the last two is required.
func NewHTTP(base *url.URL, send Send, credentials Credentials, identify Identify) (*HTTP, error) {
	switch {
	case base == nil || base.Host == "":
		return nil, errNoBase
	case send == nil:
		return nil, errNoSend
	case credentials == nil && identify == nil:
		return nil, errNoCredentials
	}
	return &HTTP{base: *base, path: strings.TrimRight(base.EscapedPath(), "/"), send: send, credentials: credentials,
		identify: identify}, nil
}

// Exchange sends one request.
func (h *HTTP) Exchange(
	ctx context.Context, op *spec.Operation, request *Request,
) (received spec.Received, err error) {
	rsp, err := h.answer(ctx, op, request)
	if err == nil {
		received, err = Receive(rsp)
		_ = rsp.Body.Close()
	}
	return received, err
}

// answer sends a request. It is apart from Exchange because the stack is deepest below it: what stands on the stack
// until an answer comes is to be little, or the stack of a new goroutine has to grow.
func (h *HTTP) answer(ctx context.Context, op *spec.Operation, request *Request) (*http.Response, error) {
	req, err := h.request(ctx, op, request)
	if err != nil {
		return nil, notSent(op, err)
	}
	return h.send(ctx, req)
}

// request makes the HTTP request, but for its context. The base URL was parsed when the client was made.
func (h *HTTP) request(ctx context.Context, op *spec.Operation, request *Request) (*http.Request, error) {
	out := request.out
	if out == nil {
		out = new(outgoing)
	}
	out.address = h.base
	if err := setPath(&out.address, h.path+request.Path); err != nil {
		return nil, err
	}
	out.address.RawQuery = request.Query
	req := &out.request
	req.Method, req.URL, req.Host = op.Method, &out.address, out.address.Host
	req.Proto, req.ProtoMajor, req.ProtoMinor = "HTTP/1.1", 1, 1
	if request.Type != "" {
		req.ContentLength = int64(len(request.Body))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(request.Body)), nil }
		req.Body, _ = req.GetBody()
	}
	var err error
	req.Header, err = h.headers(ctx, op, request)
	return req, err
}

// setPath sets an escaped path.
func setPath(address *url.URL, escaped string) error {
	address.Path, address.RawPath = escaped, ""
	if strings.IndexByte(escaped, '%') < 0 {
		return nil
	}
	path, err := url.PathUnescape(escaped)
	if err != nil {
		return err
	}
	address.Path, address.RawPath = path, escaped
	return nil
}
