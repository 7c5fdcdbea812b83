package invoke

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An Exchanger sends the request of a call and receives its answer whole. An error that comes with an answer
// interrupted the reading of its body. An error that is strictpay.ErrNotSent says that nothing was sent; any other
// one that it may have been.
type Exchanger interface {
	Exchange(ctx context.Context, op *spec.Operation, request *Request) (spec.Received, error)
}

// A Doer sends requests of HTTP; transport.Chain is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Authorize adds the credentials of a client to the headers of a request. Its error keeps the request from being sent.
type Authorize func(ctx context.Context, header http.Header) error

// HTTP exchanges requests as they are.
type HTTP struct {
	base      url.URL
	path      string // of base, escaped, without a slash at the end
	doer      Doer
	authorize Authorize
}

var (
	errNoBase      = errors.New("no absolute base URL to send to")
	errNoDoer      = errors.New("nothing to send requests with")
	errNoAuthorize = errors.New("no credentials to send requests with")
)

// NewHTTP makes an Exchanger of HTTP for a base URL. Every API needs credentials, so authorize is required.
func NewHTTP(base *url.URL, doer Doer, authorize Authorize) (*HTTP, error) {
	switch {
	case base == nil || base.Host == "":
		return nil, errNoBase
	case doer == nil:
		return nil, errNoDoer
	case authorize == nil:
		return nil, errNoAuthorize
	}
	return &HTTP{base: *base, path: strings.TrimRight(base.EscapedPath(), "/"), doer: doer, authorize: authorize}, nil
}

// Exchange sends one request.
func (h *HTTP) Exchange(ctx context.Context, op *spec.Operation, request *Request) (spec.Received, error) {
	req, err := h.request(ctx, op, request)
	if err != nil {
		return spec.Received{}, strictpay.NewNotSent(op.API.Name, op.ID, err)
	}
	rsp, err := h.doer.Do(req)
	if err != nil {
		return spec.Received{}, err
	}
	defer rsp.Body.Close()
	return Receive(rsp)
}

// request makes the request of HTTP. The base URL was parsed when the client was made.
func (h *HTTP) request(ctx context.Context, op *spec.Operation, request *Request) (*http.Request, error) {
	address := h.base
	if err := setPath(&address, h.path+request.Path); err != nil {
		return nil, err
	}
	address.RawQuery = request.Query
	req := http.Request{
		Method: op.Method, URL: &address, Host: address.Host, Header: request.Header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	if req.Header == nil {
		req.Header = make(http.Header, 4)
	}
	if request.Type != "" {
		req.Header["Content-Type"] = []string{request.Type}
		req.ContentLength = int64(len(request.Body))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(request.Body)), nil }
		req.Body, _ = req.GetBody()
	}
	req.Header["Accept"] = []string{op.Accept()}
	if !op.NoCredentials {
		if err := h.authorize(ctx, req.Header); err != nil {
			return nil, err
		}
	}
	return req.WithContext(ctx), nil
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
