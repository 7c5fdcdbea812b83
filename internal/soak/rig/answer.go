package rig

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Marker stands in everything that the proxy makes up. It must not show up in an error or a log.
const Marker = "MARKER-OF-THE-PROXY"

var quiet = log.New(io.Discard, "", 0)

// patience bounds how long a slow answer lasts when the client does not give up.
const patience = 20 * time.Second

const page = "<!DOCTYPE html><html><body><h1>Bad gateway</h1><p>" + Marker + "</p></body></html>"

// limited is a clean refusal, in the form of an API that documents 429.
const limited = `{"code":"too_many_requests","message":"Too many requests","type":"api_error"}`

// storms are the answers of gateways under load. Providers differ in what they say; this fits none of the
// specifications.
var storms = []int{
	http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusGatewayTimeout, http.StatusInternalServerError,
}

// bomb is 16 MiB of zeros in 16 KiB.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = io.CopyN(w, zeros{}, 16<<20)
	_ = w.Close()
	return b.Bytes()
})

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// answer gives the client what its request meets.
func (l *FaultProxy) answer(w http.ResponseWriter, r *http.Request, m FaultPlan, a *answer) {
	switch m.Fault {
	case None:
		a.write(w)
	case CutBefore:
		cut(w)
	case CutHead:
		raw(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Cut: "+Marker)
	case CutBody:
		raw(w, a.head(len(a.body)), string(a.body[:len(a.body)/2]))
	case CutAfter:
		raw(w, a.head(len(a.body)), string(a.body))
	case Doubled:
		raw(w, a.head(len(a.body)), string(a.body), a.head(len(a.body)), string(a.body))
	case DoubledOpen:
		l.kept(w, a.head(len(a.body)), string(a.body), a.head(len(a.body)), string(a.body))
	case Already:
		if m.refusal == "" {
			cut(w)
			return
		}
		text(w, "application/json", http.StatusUnprocessableEntity, m.refusal)
	case OtherOrder:
		a.body = otherOrder(a.body, r.UserAgent())
		a.write(w)
	case ProxyPage:
		text(w, "text/html", http.StatusNotFound, page)
	case Switching:
		l.kept(w, "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\nX-Cut: "+Marker+"\r\n\r\n")
	case TooLong:
		raw(w, a.head(len(a.body)+10), string(a.body))
	case TooShort:
		raw(w, a.head(len(a.body)/2), string(a.body))
	case NotHTTP:
		raw(w, "SSH-2.0-"+Marker+"\r\n")
	case SlowHead:
		l.wait(r)
		cut(w)
	case SlowBody:
		a.copyHeader(w)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush()
		l.wait(r)
		panic(http.ErrAbortHandler)
	case Damaged:
		a.body = damaged(a.body)
		a.write(w)
	case GzipBomb:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
	case Endless:
		w.Header().Set("Content-Type", "application/json")
		chunk := []byte(`{"` + strings.Repeat(Marker, 1000))
		for until := time.Now().Add(patience); time.Now().Before(until) && l.ctx.Err() == nil; {
			if _, err := w.Write(chunk); err != nil {
				break
			}
		}
		panic(http.ErrAbortHandler)
	case HTML:
		text(w, "text/html", http.StatusOK, page)
	case ServerError:
		text(w, "text/html", storms[m.Storm%len(storms)], page)
	case RateLimited:
		text(w, "application/json", http.StatusTooManyRequests, limited)
	case Redirect:
		w.Header().Set("Location", l.Trap.URL()+r.URL.Path+"?"+Marker)
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

// damaged overwrites a byte in the middle. No text of any API has a byte like that, and no sealed message opens
// with it.
func damaged(body []byte) []byte {
	body = bytes.Clone(body)
	if len(body) == 0 {
		return []byte{0xff}
	}
	body[len(body)/2] = 0xff
	return body
}

// requestID is what the answers of an API with keys repeat of the request.
var requestID = regexp.MustCompile(`"requestId":"[^"]*"`)

// otherOrder makes an answer one about another order or request, where it says which it is about: the user agent names
// the order. Sealed answers stay as they are.
func otherOrder(body []byte, agent string) []byte {
	id, _, _ := strings.Cut(agent, "/")
	body = bytes.ReplaceAll(body, []byte(`"`+id+`"`), []byte(`"`+id+`0"`))
	return requestID.ReplaceAll(body, []byte(`"requestId":"00000000-0000-4000-8000-000000000000"`))
}

// kept writes bytes to the connection and keeps it, without a further answer, until the client gives it up or patience
// ends.
func (l *FaultProxy) kept(w http.ResponseWriter, parts ...string) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(l.ctx, func() { _ = conn.Close() })
	defer stop()
	_, _ = io.WriteString(conn, strings.Join(parts, ""))
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	_, _ = io.Copy(io.Discard, conn)
}

func (l *FaultProxy) wait(r *http.Request) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	case <-l.ctx.Done():
	}
}

func text(w http.ResponseWriter, mediaType string, status int, body string) {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func (a *answer) copyHeader(w http.ResponseWriter) {
	for name, values := range a.header {
		if name != "Content-Length" && name != "Date" {
			w.Header()[name] = values
		}
	}
}

func (a *answer) write(w http.ResponseWriter) {
	a.copyHeader(w)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// head is the answer's head with a length of choice.
func (a *answer) head(length int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\nContent-Length: %d\r\n", a.status, http.StatusText(a.status), length)
	header := a.header.Clone()
	header.Del("Content-Length")
	header.Del("Connection")
	_ = header.Write(&b) // a Builder takes everything
	return b.String() + "\r\n"
}

// raw writes bytes to the connection and cuts it.
func raw(w http.ResponseWriter, parts ...string) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	for _, part := range parts {
		_, _ = io.WriteString(conn, part)
	}
	_ = conn.Close()
}

func cut(w http.ResponseWriter) { raw(w) }

// A Trap is the other host of redirects. Whoever comes was led astray, with or without credentials.
type Trap struct {
	caught atomic.Int64
	url    string
	server *http.Server
	served sync.WaitGroup
}

func newTrap() (*Trap, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	t := &Trap{url: "http://" + listener.Addr().String()}
	t.server = &http.Server{ReadHeaderTimeout: time.Second, ErrorLog: quiet,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			t.caught.Add(1)
			w.WriteHeader(http.StatusOK)
		})}
	t.served.Go(func() { _ = t.server.Serve(listener) })
	return t, nil
}

// URL of the trap.
func (t *Trap) URL() string { return t.url }

// Caught is how many requests came.
func (t *Trap) Caught() int64 { return t.caught.Load() }

func (t *Trap) close() {
	_ = t.server.Close()
	t.served.Wait()
}
