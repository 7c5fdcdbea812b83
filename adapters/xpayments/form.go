package xpayments

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
)

var (
	errMethod   = errors.New("xpayments: not a POST")
	errTooLarge = errors.New("xpayments: the form is larger than allowed")
	errForm     = errors.New("xpayments: not a form as X-Payments sends it")
)

// readForm reads the form in the body of a POST, urlencoded or multipart: which of the two X-Payments sends is not
// documented. The query of the URL belongs to the store and is not looked at.
func readForm(r *http.Request, limit int64) (url.Values, error) {
	if r.Method != http.MethodPost {
		return nil, errMethod
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(body)) > limit:
		return nil, errTooLarge
	}
	typ, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
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
