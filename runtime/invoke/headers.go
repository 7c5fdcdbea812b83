package invoke

import (
	"context"
	"net/http"
	"sync"

	"github.com/strictpay/strictpay/runtime/spec"
)

// Credentials give the header that says whose call it is, by its canonical name: always the same, since requests may
// share it. They are a function only so that no verb prints the value.
type Credentials func() (name, value string)

// Identify adds to the headers of one call what its options say of whom it is made for. Its error keeps the request
// from being sent.
type Identify func(ctx context.Context, header http.Header) error

// headers gives a request its headers. Unless these are shared, see ShareHeaders, the lists of values are its own: a
// RoundTripper that masks what it logs must not reach the next request.
func (h *HTTP) headers(ctx context.Context, op *spec.Operation, request *Request) (http.Header, error) {
	if h.shared != nil && request.Header == nil {
		return h.shared(op, request.Type), nil
	}
	header := request.Header
	if header == nil {
		header = make(http.Header, 4)
	}
	h.addTo(header, op, request.Type)
	if h.identify == nil || op.NoCredentials {
		return header, nil
	}
	return header, h.identify(ctx, header)
}

// addTo adds what every request of an operation has.
func (h *HTTP) addTo(header http.Header, op *spec.Operation, mediaType string) {
	if mediaType != "" {
		header["Content-Type"] = []string{mediaType}
	}
	header["Accept"] = []string{op.Accept()}
	if h.credentials != nil && !op.NoCredentials {
		name, value := h.credentials()
		header[name] = []string{value}
	}
}

// ShareHeaders makes the requests of an operation share their headers, where neither parameters nor an Identify make
// them differ. It is for a Send that changes no headers, and shows them to nobody who might. complete adds to them,
// once, what the Send sets itself.
func (h *HTTP) ShareHeaders(complete func(method string, header http.Header)) {
	if h.identify != nil {
		return
	}
	var made sync.Map // from the operation to *sharedHeader
	h.shared = func(op *spec.Operation, mediaType string) http.Header {
		found, ok := made.Load(op)
		if !ok || found.(*sharedHeader).mediaType != mediaType {
			header := make(http.Header, 8)
			h.addTo(header, op, mediaType)
			complete(op.Method, header)
			found = &sharedHeader{mediaType, header}
			made.Store(op, found)
		}
		return found.(*sharedHeader).header
	}
}

type sharedHeader struct {
	mediaType string
	header    http.Header
}
