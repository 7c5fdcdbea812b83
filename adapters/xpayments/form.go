package xpayments

import (
	"bytes"
	"errors"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/strictpay/strictpay/runtime/receive"
)

var (
	errMethod = errors.New("xpayments: not a POST")
	errForm   = errors.New("xpayments: not a form as X-Payments sends it")
)

// unread is a body that could not be read whole. Unlike all else that is refused, its status may say why: no key had
// a part in it.
type unread struct{ error }

// Unwrap gives the cause.
func (u unread) Unwrap() error { return u.error }

// readForm reads the form of a call to callbackUrl.
func (h *webhook) readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	if r.Method != http.MethodPost {
		return nil, errMethod
	}
	limit := h.formLimit()
	body, err := receive.Body(w, r, limit, h.bodyTime)
	if err != nil {
		return nil, unread{err}
	}
	return parseForm(r.Header, body, limit)
}

// parseForm reads a form, urlencoded or multipart: which of the two X-Payments sends is not documented. The query of
// the URL belongs to the store and is not looked at.
func parseForm(header http.Header, body []byte, limit int64) (url.Values, error) {
	typ, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return nil, errForm
	}
	switch typ {
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, errForm
		}
		return form, nil
	case "multipart/form-data":
		return readMultipart(body, params["boundary"], limit)
	}
	return nil, errForm
}

func readMultipart(body []byte, boundary string, limit int64) (url.Values, error) {
	if boundary == "" {
		return nil, errForm
	}
	form, err := multipart.NewReader(bytes.NewReader(body),
		boundary).ReadForm(limit) // the whole body fits, so nothing goes to a file
	if err != nil {
		return nil, errForm
	}
	if len(form.File) > 0 {
		_ = form.RemoveAll()
		return nil, errForm
	}
	return form.Value, nil
}

// single is a field that stands in the form once and is not longer than max; max 0 is no limit of its own.
func single(form url.Values, name string, max int) (string, error) {
	values := form[name]
	if len(values) != 1 || values[0] == "" || max > 0 && len(values[0]) > max {
		return "", errForm
	}
	return values[0], nil
}
