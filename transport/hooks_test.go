package transport_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

type keyType string

// recorder writes down what it is told and marks the contexts.
func recorder(name string, to *[]string) strictpay.Hooks {
	note := func(what string, ctx context.Context, e strictpay.HookEvent) {
		where := "-"
		if v, ok := ctx.Value(keyType("op" + name)).(string); ok {
			where = v
		}
		if v, ok := ctx.Value(keyType("attempt" + name)).(string); ok {
			where += v
		}
		line := fmt.Sprintf("%s%s[%s] %s.%s %s %s #%d", what, name, where, e.API, e.Operation, e.Method, e.Path,
			e.Attempt)
		if e.Status != 0 {
			line += fmt.Sprintf(" HTTP %d", e.Status)
		}
		if e.Class != "" {
			line += " " + string(e.Class)
		}
		if e.NotSent {
			line += " not sent"
		}
		if e.Wait != 0 {
			line += " wait " + e.Wait.String()
		}
		if (e.Duration > 0) != (what == "AE" || what == "OE") {
			line += " duration " + e.Duration.String()
		}
		*to = append(*to, line)
	}
	return strictpay.Hooks{
		OperationStart: func(ctx context.Context, e strictpay.HookEvent) context.Context {
			note("OS", ctx, e)
			return context.WithValue(ctx, keyType("op"+name), "o")
		},
		AttemptStart: func(ctx context.Context, e strictpay.HookEvent) context.Context {
			note("AS", ctx, e)
			return context.WithValue(ctx, keyType("attempt"+name), "a")
		},
		AttemptEnd:   func(ctx context.Context, e strictpay.HookEvent) { note("AE", ctx, e) },
		Retry:        func(ctx context.Context, e strictpay.HookEvent) { note("RE", ctx, e) },
		OperationEnd: func(ctx context.Context, e strictpay.HookEvent) { note("OE", ctx, e) },
	}
}

func TestHooksOrder(t *testing.T) {
	t.Parallel()
	var got []string
	var sentWith []any
	f := &fake{fn: func(n int, req *http.Request) (*http.Response, error) {
		sentWith = append(sentWith, req.Context().Value(keyType("op1")), req.Context().Value(keyType("attempt2")))
		switch n {
		case 1:
			return nil, errDial
		case 2:
			return answer(503), nil
		}
		return answer(200), nil
	}}
	silent := strictpay.Hooks{OperationStart: func(context.Context, strictpay.HookEvent) context.Context { return nil }}
	chain := newChain(t, f.option(), strictpay.WithHooks(recorder("1", &got)), strictpay.WithHooks(silent),
		strictpay.WithHooks(recorder("2", &got)))
	rsp, err := chain.Do(request(t, reading, "GET", "http://localhost/order/77", "{}"))
	got = append(got, "answer")
	read(t, rsp, err)
	common := " demo.look GET /order/{id} #"
	want := []string{
		"OS1[-]" + common + "0", "OS2[-]" + common + "0",
		"AS1[o]" + common + "1", "AS2[o]" + common + "1",
		"AE2[oa]" + common + "1 dial not sent", "AE1[oa]" + common + "1 dial not sent",
		"RE2[o]" + common + "1 dial not sent wait 1ms", "RE1[o]" + common + "1 dial not sent wait 1ms",
		"AS1[o]" + common + "2", "AS2[o]" + common + "2",
		"AE2[oa]" + common + "2 HTTP 503", "AE1[oa]" + common + "2 HTTP 503",
		"RE2[o]" + common + "2 HTTP 503 wait 1ms", "RE1[o]" + common + "2 HTTP 503 wait 1ms",
		"AS1[o]" + common + "3", "AS2[o]" + common + "3",
		"AE2[oa]" + common + "3 HTTP 200", "AE1[oa]" + common + "3 HTTP 200",
		"answer",
		"OE2[o]" + common + "3 HTTP 200", "OE1[o]" + common + "3 HTTP 200",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.Equal(sentWith, []any{"o", "a", "o", "a", "o", "a"}) {
		t.Error(sentWith)
	}
}

func TestHooksOfEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fn   func(int, *http.Request) (*http.Response, error)
		url  string
		want string
	}{
		"no answer": {func(int, *http.Request) (*http.Response, error) {
			return nil, io.EOF
		}, "http://localhost/", "OE1[o] demo.pay POST /pay #1 cut"},
		"too large": {func(int, *http.Request) (*http.Response, error) {
			rsp := answer(200)
			rsp.Body, rsp.ContentLength = io.NopCloser(strings.NewReader(strings.Repeat("x", 2000))), -1
			return rsp, nil
		}, "http://localhost/", "OE1[o] demo.pay POST /pay #1 HTTP 200 too-large"},
		"cut": {func(int, *http.Request) (*http.Response, error) {
			rsp := answer(200)
			rsp.Body = io.NopCloser(broken{})
			return rsp, nil
		}, "http://localhost/", "OE1[o] demo.pay POST /pay #1 HTTP 200 cut"},
		"no content": {func(int, *http.Request) (*http.Response, error) {
			rsp := answer(204)
			rsp.Body = http.NoBody
			return rsp, nil
		}, "http://localhost/", "OE1[o] demo.pay POST /pay #1 HTTP 204"},
		"refused": {nil, "http://pay.example/", "OE1[o] demo.pay POST /pay #0 request not sent"},
	} {
		var got []string
		f := &fake{fn: c.fn}
		rsp, err := newChain(t, f.option(), strictpay.WithResponseLimit(1000),
			strictpay.WithHooks(recorder("1", &got))).Do(request(t, paying, "POST", c.url, "{}"))
		if err == nil {
			_, _ = io.ReadAll(rsp.Body)
			_ = rsp.Body.Close()
			_ = rsp.Body.Close()
		}
		ends := 0
		for _, line := range got {
			if strings.HasPrefix(line, "OE") {
				ends++
			}
		}
		if last := got[len(got)-1]; last != c.want || ends != 1 {
			t.Errorf("%s: %s", name, strings.Join(got, "\n"))
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

const planted = "PLANTED"

// TestNothingSecretIsReported plants a secret wherever a request and an answer have room for one, and looks for it in
// all that is printed.
func TestNothingSecretIsReported(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("X-Secret", planted)
		switch r.URL.Query().Get("do") {
		case "cut":
			cut(w)
		case "half":
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, planted)
		case "large":
			_, _ = io.WriteString(w, strings.Repeat(planted, 1000))
		case "slow":
			<-r.Context().Done()
		case "500":
			w.WriteHeader(500)
		case "503":
			w.WriteHeader(503)
		}
	})
	inner := func(err error) strictpay.Option {
		return strictpay.WithHTTPClient(&http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response,
			error) {
			return nil, &url.Error{Op: "Post", URL: req.URL.String(), Err: err}
		})})
	}
	for name, c := range map[string]struct {
		url string
		opt strictpay.Option
	}{
		"ok":           {server.URL, nil},
		"cut":          {server.URL + "?do=cut", nil},
		"half":         {server.URL + "?do=half", nil},
		"large":        {server.URL + "?do=large", nil},
		"slow":         {server.URL + "?do=slow", nil},
		"500":          {server.URL + "?do=500", nil},
		"503":          {server.URL + "?do=503", nil},
		"refused":      {deadURL(t) + "?", nil},
		"not HTTP":     {raw(t, planted+"\r\n\r\n") + "?", nil},
		"header":       {raw(t, "HTTP/1.1 200 OK\r\n"+planted+"\r\n\r\n") + "?", nil},
		"status":       {raw(t, "HTTP/1.1 "+planted+" OK\r\n\r\n") + "?", nil},
		"length":       {raw(t, "HTTP/1.1 200 OK\r\nContent-Length: "+planted+"\r\n\r\n") + "?", nil},
		"encoding":     {raw(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: "+planted+"\r\n\r\n") + "?", nil},
		"stray bytes":  {raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"+planted) + "?", nil},
		"another host": {server.URL, strictpay.WithBaseURL("https://pay.example")},
		"plain http":   {"http://pay.example?", nil},
		"url error":    {"https://pay.example?", inner(io.EOF)},
		"url errors": {"https://pay.example?",
			inner(&url.Error{Op: "Get", URL: planted, Err: errors.New(planted)})},
		"wrapped": {"https://pay.example?",
			inner(fmt.Errorf("%s: %w", planted, &url.Error{URL: planted, Err: io.EOF}))},
		"joined": {"https://pay.example?", inner(errors.Join(errors.New(planted), io.ErrUnexpectedEOF))},
		"connection": {"https://pay.example?",
			inner(&net.OpError{Op: "dial", Net: "tcp", Err: errors.New(planted)})},
		"timeout of else": {"https://pay.example?", inner(timeoutOf(planted))},
		"not sent":        {"https://pay.example?", inner(&strictpay.NotSent{Err: errors.New(planted)})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			tell := func(_ context.Context, e strictpay.HookEvent) { fmt.Fprintf(&out, "%v %+v %#v\n", e, e, e) }
			start := func(ctx context.Context, e strictpay.HookEvent) context.Context { tell(ctx, e); return ctx }
			logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
			chain := newChain(t, c.opt, strictpay.WithTimeout(300*time.Millisecond), strictpay.WithResponseLimit(1000),
				strictpay.WithHooks(strictpay.SlogHooks(logger)),
				strictpay.WithHooks(strictpay.Hooks{OperationStart: start, AttemptStart: start, AttemptEnd: tell,
					Retry: tell, OperationEnd: tell}))
			for _, op := range []*spec.Operation{nil, paying, payingOnce} {
				req := request(t, op, "POST", c.url, `{"pan":"`+planted+`"}`)
				req.URL.Path = "/" + planted
				req.URL.RawQuery += "&q=" + planted
				req.Header.Set("Authorization", "Bearer "+planted)
				req.Header.Set("Cookie", planted)
				rsp, err := chain.Do(req)
				if err == nil {
					_, err = io.ReadAll(rsp.Body)
					_ = rsp.Body.Close()
				}
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
					fmt.Fprintf(&out, verb+"\n", err)
				}
				logger.Error("call", "error", err, slog.Any("also", err))
				slog.New(slog.NewTextHandler(&out, nil)).Error("call", "error", err)
				var found *transport.Error
				if errors.As(err, &found) {
					text, _ := json.Marshal(found)
					out.Write(text)
				}
			}
			if bytes.Contains(bytes.ToUpper(out.Bytes()), []byte(planted)) ||
				bytes.Contains(out.Bytes(), []byte(hex.EncodeToString([]byte(planted)))) {
				t.Error(out.String())
			}
			if out.Len() < 1000 {
				t.Error("hardly anything was written")
			}
		})
	}
}

type timeoutOf string

func (e timeoutOf) Error() string { return string(e) }
func (timeoutOf) Timeout() bool   { return true }
func (timeoutOf) Temporary() bool { return true }

func TestSlogHooks(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&out,
		&slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			switch a.Key {
			case "time", "duration":
				return slog.Attr{}
			}
			return a
		}}))
	f := &fake{fn: func(n int, _ *http.Request) (*http.Response, error) {
		switch n {
		case 1:
			return nil, errDial
		case 2:
			return answer(429), nil
		}
		return answer(500), nil
	}}
	read2(t, newChain(t, f.option(), strictpay.WithHooks(strictpay.SlogHooks(logger))),
		request(t, reading, "GET", "http://localhost/order/1", "{}"))
	f.fn = func(int, *http.Request) (*http.Response, error) { return answer(200), nil }
	read2(t, newChain(t, f.option(), strictpay.WithHooks(strictpay.SlogHooks(logger))),
		request(t, nil, "GET", "http://localhost/order/1", ""))
	call := "api=demo operation=look method=GET host=localhost path=/order/{id} "
	want := `level=DEBUG msg=attempt ` + call + `class=dial attempt=1 not_sent=true
level=WARN msg="further attempt" ` + call + `class=dial attempt=1 not_sent=true wait=1ms
level=DEBUG msg=attempt ` + call + `attempt=2 status=429
level=WARN msg="further attempt" ` + call + `attempt=2 status=429 wait=1ms
level=DEBUG msg=attempt ` + call + `attempt=3 status=500
level=WARN msg="call failed" ` + call + `attempt=3 status=500
level=DEBUG msg=attempt method=GET host=localhost attempt=1 status=200
level=INFO msg=call method=GET host=localhost attempt=1 status=200
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}
