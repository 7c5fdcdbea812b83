package har

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"
)

// A Writer writes an archive, one entry at a time. It writes entries as they are: whoever calls it has taken out what
// must not be there.
type Writer struct {
	to  io.Writer
	any bool
	err error
}

// NewWriter begins an archive. The creator is the program that writes it.
func NewWriter(to io.Writer, creator, version string) *Writer {
	w := &Writer{to: to}
	w.write([]byte(`{"log":{"version":"1.2","creator":`))
	w.json(map[string]string{"name": creator, "version": version})
	w.write([]byte(`,"pages":[],"entries":[`))
	return w
}

// Timing says when an exchange began, and how long it took.
type Timing struct {
	Began time.Time
	Took  time.Duration
}

// Add writes an entry. A body that was cut is written as far as it is there.
func (w *Writer) Add(e *Entry, at Timing) error {
	separator := "\n"
	if w.any {
		separator = ",\n"
	}
	w.any = true
	w.write([]byte(separator))
	took := float64(at.Took.Microseconds()) / 1000
	w.json(entryJSON{
		Started: at.Began.UTC().Format("2006-01-02T15:04:05.000Z"), Time: took,
		Request: requestOf(e), Response: answerOf(e), Cache: struct{}{},
		Timings: timingsJSON{Wait: took}, Error: e.Failure, Findings: e.Findings,
	})
	return w.err
}

// Close ends the archive. It does not close what the archive is written to.
func (w *Writer) Close() error {
	w.write([]byte("\n]}}\n"))
	return w.err
}

func (w *Writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.to.Write(b)
	}
}

func (w *Writer) json(v any) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.write(bytes.TrimRight(b.Bytes(), "\n"))
}

type entryJSON struct {
	Started  string      `json:"startedDateTime"`
	Time     float64     `json:"time"` // in milliseconds
	Request  requestJSON `json:"request"`
	Response answerJSON  `json:"response"`
	Cache    struct{}    `json:"cache"`
	Timings  timingsJSON `json:"timings"`
	Error    string      `json:"_error,omitempty"`
	Findings *Findings   `json:"_strictpay,omitempty"`
}

type timingsJSON struct {
	Send    float64 `json:"send"`
	Wait    float64 `json:"wait"`
	Receive float64 `json:"receive"`
}

type pairJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type requestJSON struct {
	Method      string      `json:"method"`
	URL         string      `json:"url"`
	HTTPVersion string      `json:"httpVersion"`
	Cookies     []pairJSON  `json:"cookies"`
	Headers     []pairJSON  `json:"headers"`
	QueryString []pairJSON  `json:"queryString"`
	PostData    *postedJSON `json:"postData,omitempty"`
	HeadersSize int         `json:"headersSize"`
	BodySize    int         `json:"bodySize"`
}

type postedJSON struct {
	MimeType string `json:"mimeType"`
	Text     string `json:"text"`
}

type answerJSON struct {
	Status      int         `json:"status"`
	StatusText  string      `json:"statusText"`
	HTTPVersion string      `json:"httpVersion"`
	Cookies     []pairJSON  `json:"cookies"`
	Headers     []pairJSON  `json:"headers"`
	Content     contentJSON `json:"content"`
	RedirectURL string      `json:"redirectURL"`
	HeadersSize int         `json:"headersSize"`
	BodySize    int         `json:"bodySize"`
}

type contentJSON struct {
	Size     int    `json:"size"`
	MimeType string `json:"mimeType"`
	Text     string `json:"text"`
}

func requestOf(e *Entry) requestJSON {
	r := requestJSON{
		Method: e.Method, URL: e.URL, HTTPVersion: "HTTP/1.1", Cookies: []pairJSON{},
		Headers:     headersOf(e.Request.Header),
		QueryString: []pairJSON{}, HeadersSize: -1, BodySize: len(e.Request.Body),
	}
	if u, err := url.Parse(e.URL); err == nil {
		query := u.Query()
		for _, name := range slices.Sorted(maps.Keys(query)) {
			for _, value := range query[name] {
				r.QueryString = append(r.QueryString, pairJSON{name, value})
			}
		}
	}
	if len(e.Request.Body) > 0 {
		r.PostData = &postedJSON{e.Request.Header.Get("Content-Type"), textOf(e.Request.Body)}
	}
	return r
}

func answerOf(e *Entry) answerJSON {
	mediaType := e.Answer.Header.Get("Content-Type")
	if mediaType == "" {
		mediaType = "x-unknown"
	}
	return answerJSON{
		Status: e.Status, StatusText: http.StatusText(e.Status), HTTPVersion: "HTTP/1.1", Cookies: []pairJSON{},
		Headers: headersOf(e.Answer.Header), Content: contentJSON{len(e.Answer.Body), mediaType, textOf(e.Answer.Body)},
		HeadersSize: -1, BodySize: -1,
	}
}

func headersOf(header http.Header) []pairJSON {
	list := []pairJSON{}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			list = append(list, pairJSON{name, value})
		}
	}
	return list
}

// textOf is a body as text. Entries that are written have texts only: others are taken out.
func textOf(body []byte) string {
	if !utf8.Valid(body) {
		return ""
	}
	return string(body)
}
