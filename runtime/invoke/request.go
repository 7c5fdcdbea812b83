package invoke

import (
	"net/http"
	"net/url"
	"strings"
)

// A Request is the checked request of one call, of which the HTTP request is made. Generated request builders write
// it.
type Request struct {
	Path   string // below the base URL, escaped: /order/1/A%2F1
	Query  string // encoded, without the question mark
	Header http.Header
	Type   string // media type of the body, "" for none
	Body   []byte

	out *outgoing // of the call; nil where there is none
}

// An outgoing holds the HTTP request of a call and its URL; it is part of the Call.
type outgoing struct {
	request http.Request
	address url.URL
}

// Path puts values into the {places} of a path, each escaped so that it stays one segment. The path must have a place
// for each value.
func Path(template string, values ...string) string {
	path := make([]byte, 0, 128) // on the stack: most paths are shorter
	for _, v := range values {
		open, end := strings.IndexByte(template, '{'), strings.IndexByte(template, '}')
		path = append(append(path, template[:open]...), url.PathEscape(v)...)
		template = template[end+1:]
	}
	return string(append(path, template...))
}

// AddQuery adds a parameter to the query.
func (r *Request) AddQuery(name, value string) {
	if r.Query != "" {
		r.Query += "&"
	}
	r.Query += url.QueryEscape(name) + "=" + url.QueryEscape(value)
}

// SetHeader sets a header.
func (r *Request) SetHeader(name, value string) {
	if r.Header == nil {
		r.Header = make(http.Header, 4)
	}
	r.Header.Set(name, value)
}
