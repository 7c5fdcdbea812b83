package fake

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// keptAnswer is how much of an answer an [Exchange] keeps, in bytes.
const keptAnswer = 64 << 10

// An Exchange is a request that came to a fake and the answer that it got, for whoever watches.
type Exchange struct {
	Operation string // where the fake knows better than method and path do; "" otherwise
	Method    string
	Path      string // as it came, with the query
	Header    http.Header
	Body      []byte
	Opened    []byte // what a sealed request had in it; nil for others

	Status       int // of the answer; 0 where the connection was cut before one
	AnswerHeader http.Header
	Answer       []byte // its first 64 KiB
	AnswerSize   int
	AnswerOpened []byte // what the answer seals; nil for others

	Fault      string // that the answer was replaced by; "" for none
	TookEffect bool   // the call had its effect before its answer was replaced
	Cut        bool   // the connection was cut before the end of the answer
	Own        bool   // the fake sent the request to itself

	Began time.Time
	Took  time.Duration
}

type exchangeKey struct{}

// Note adds what a fake knows of an exchange, where somebody watches.
func Note(r *http.Request, note func(*Exchange)) {
	if x, ok := r.Context().Value(exchangeKey{}).(*Exchange); ok {
		note(x)
	}
}

// Watch lets a function see every exchange of a handler, when it is over.
func Watch(next http.Handler, see func(*Exchange)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		x := &Exchange{
			Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body, Began: time.Now(),
		}
		r = r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
		r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
		watched := &watchedWriter{ResponseWriter: w, x: x}
		whole := false
		defer func() {
			x.Took, x.Cut = time.Since(x.Began), !whole
			see(x)
		}()
		next.ServeHTTP(watched, r)
		watched.begin(http.StatusOK)
		whole = true
	})
}

// failing ends a body that was read ahead as it ended then.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// A watchedWriter keeps what is answered.
type watchedWriter struct {
	http.ResponseWriter
	x *Exchange
}

// Unwrap is for http.ResponseController.
func (w *watchedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watchedWriter) begin(status int) {
	if w.x.Status == 0 {
		w.x.Status, w.x.AnswerHeader = status, w.Header().Clone()
	}
}

func (w *watchedWriter) WriteHeader(status int) {
	w.begin(status)
	w.ResponseWriter.WriteHeader(status)
}

func (w *watchedWriter) Write(b []byte) (int, error) {
	w.begin(http.StatusOK)
	w.x.AnswerSize += len(b)
	w.x.Answer = append(w.x.Answer, b[:min(len(b), keptAnswer-len(w.x.Answer))]...)
	return w.ResponseWriter.Write(b)
}
