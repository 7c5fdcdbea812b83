package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/sandbox"
)

// A runningProxy is strictpay proxy with --output json, under test.
type runningProxy struct {
	url       string
	interrupt func()
	ended     chan int
	from      *bufio.Scanner
	errs      bytes.Buffer
}

// startProxy starts a proxy.
func startProxy(t *testing.T, env map[string]string, args ...string) *runningProxy {
	t.Helper()
	ctx, interrupt := context.WithCancel(context.Background())
	from, to := io.Pipe()
	p := &runningProxy{interrupt: interrupt, ended: make(chan int, 1), from: bufio.NewScanner(from)}
	p.from.Buffer(nil, 1<<20)
	e := &environment{
		ctx: ctx, stdin: strings.NewReader(""), stdout: to, stderr: &p.errs,
		getenv: func(name string) string { return env[name] },
	}
	go func() {
		p.ended <- run(e, append([]string{"proxy", "-o", "json"}, args...))
		_ = to.Close()
	}()
	row := p.next(t)
	keys(t, row, "api url to")
	p.url = row["url"].(string)
	return p
}

// next is the next line of JSON.
func (p *runningProxy) next(t *testing.T) map[string]any {
	t.Helper()
	if !p.from.Scan() {
		t.Fatalf("the proxy ended: %s", p.errs.String())
	}
	return lines(t, p.from.Text())[0]
}

// end interrupts it, and gives the last line and the exit code.
func (p *runningProxy) end(t *testing.T) (row map[string]any, code int) {
	t.Helper()
	p.interrupt()
	row = p.next(t)
	for p.from.Scan() {
		row = lines(t, p.from.Text())[0]
	}
	return row, <-p.ended
}

// Calls of all APIs pass through the proxy as without it, and are clean; the archive that is recorded gives the same
// result, and has no secret and no person in it.
func TestProxy(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			f := a.Fake(s)
			archive := filepath.Join(t.TempDir(), "recorded.har")
			args := []string{"--api", a.Name, "--to", f.URL, "--har", archive}
			if a.Sealing != nil {
				args = append(args, "--key", file(t, "gateway-key", f.Files["gateway_key_file"]))
			}
			p := startProxy(t, env, args...)
			n := 0
			for _, x := range f.Examples() {
				call := []string{"call", a.Name + "." + x.Operation, "--server", p.url, "-o", "json"}
				for _, name := range slices.Sorted(maps.Keys(x.Set)) {
					call = append(call, "--set", name+"="+x.Set[name])
				}
				code, out, errs := typed("", env, call...)
				row := p.next(t)
				n++
				keys(t, row, "source entry operation method status ok unmatched notes deviations")
				if code > 1 || row["operation"] != a.Name+"."+x.Operation || row["ok"] != true ||
					fmt.Sprint(row["notes"]) != "[]" {
					t.Errorf("exit %d, %v\n%s%s", code, row, out, errs)
				}
			}
			last, code := p.end(t)
			if code != 0 || int(last["exchanges"].(float64)) != n || n == 0 {
				t.Errorf("exit %d, %d calls, %v %s", code, n, last, p.errs.String())
			}
			recorded, err := os.ReadFile(archive)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range append(f.Secrets, "Ada", "ada@", "411111") {
				if strings.Contains(string(recorded), secret) {
					t.Errorf("the archive has %q", secret)
				}
			}
			code, out, errs := typed("", env, "har", "--api", a.Name+"="+f.URL, "-o", "json", archive)
			again := lines(t, out)
			if code != 0 || fmt.Sprint(again[len(again)-1]["operations"]) != fmt.Sprint(last["operations"]) {
				t.Errorf("the archive: exit %d, %s%s", code, out, errs)
			}
		})
	}
}

// Bytes pass as they are: the target to the letter, headers of the client, a compressed body, no date and no media type
// where there was none.
func TestProxyChangesNothing(t *testing.T) {
	t.Parallel()
	seen := make(chan *rawserver.Request, 1)
	const answer = "HTTP/1.1 200 OK\r\nX-Mixed: a\r\nX-Mixed: b\r\nContent-Encoding: gzip\r\nContent-Length: " +
		"4\r\n\r\n\x1f\x8b\x00x"
	server := rawserver.New(t, func(r *rawserver.Request) bool {
		seen <- r
		return rawserver.Bytes(answer)(r)
	})
	p := startProxy(t, nil, "--api", "vertex", "--to", server.URL+"/base/")
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	const target = "/order/115/a%2Fb%20{c}?q=%zz;x&&y="
	fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: proxy\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: "+
		"3\r\n\r\na\x00b", target)
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(got.Body)
	if string(body) != "\x1f\x8b\x00x" || len(got.Header["X-Mixed"]) != 2 || got.Header["Date"] != nil ||
		got.Header["Content-Type"] != nil {
		t.Errorf("%v %q", got.Header, body)
	}
	r := <-seen
	if r.RequestURI != "/base"+target || r.Header.Get("X-Forwarded-For") != "192.0.2.1" ||
		r.Header["User-Agent"] != nil ||
		r.Header["Accept-Encoding"] != nil || string(r.Text) != "a\x00b" {
		t.Errorf("%s %v %q", r.RequestURI, r.Header, r.Text)
	}
	p.next(t)
	if last, _ := p.end(t); last["exchanges"] != 1.0 {
		t.Errorf("%v", last)
	}
}

// An interim answer passes as well, and nothing is added to the one that follows.
func TestProxyPassesInterimAnswers(t *testing.T) {
	t.Parallel()
	const interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
	const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
	server := rawserver.New(t, rawserver.Bytes(interim+answer+"{}"))
	p := startProxy(t, nil, "--api", "vertex", "--to", server.URL)
	conn, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	fmt.Fprint(conn, "GET /order/115/a HTTP/1.1\r\nHost: proxy\r\n\r\n")
	want := interim + answer + "{}"
	got := make([]byte, len(want))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != want {
		t.Errorf("%v %q", err, got)
	}
	p.next(t)
	p.end(t)
}

// What a provider sends in the place of HTTP is quoted nowhere.
func TestProxyQuotesNothing(t *testing.T) {
	t.Parallel()
	const card = "4111111111111111"
	answers := []string{
		"HTTP/1.1 " + card + " OK\r\n\r\n", card + "\r\n\r\n", "HTTP/1.1 200 OK\r\n" + card + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: " + card + "x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: " + card + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n" + card + ": 1\r\n\r\n{\"" + card + "\":",
	}
	var turns []rawserver.Answer
	for _, text := range answers {
		turns = append(turns, rawserver.Bytes(text))
	}
	server := rawserver.New(t, rawserver.InTurn(turns...))
	archive := filepath.Join(t.TempDir(), "recorded.har")
	p := startProxy(t, nil, "--api", "vertex", "--to", server.URL, "--har", archive)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range answers {
		if rsp, err := client.Get(p.url + "/order/115/a?" + card + "=" + card); err == nil {
			_, _ = io.ReadAll(rsp.Body)
			_ = rsp.Body.Close()
		}
		row := fmt.Sprint(p.next(t))
		if strings.Contains(row, card) || !strings.Contains(row, "no answer came") &&
			!strings.Contains(row, "broke off") {
			t.Error(row)
		}
	}
	p.end(t)
	recorded, err := os.ReadFile(archive)
	if err != nil || len(recorded) == 0 || bytes.Contains(recorded, []byte(card)) {
		t.Errorf("%v %s", err, recorded)
	}
}

// Where nothing of what passed could be checked, success would be a lie.
func TestProxyThatChecksNothing(t *testing.T) {
	t.Parallel()
	server := rawserver.New(t, rawserver.JSON(200, "{}"))
	p := startProxy(t, nil, "--api", "vertex", "--to", server.URL)
	if rsp, err := http.Get(p.url + "/api/v1/order/115/a"); err == nil {
		_ = rsp.Body.Close()
	}
	p.next(t)
	if _, code := p.end(t); code != exitUsage || !strings.Contains(p.errs.String(), "no exchange belongs") {
		t.Errorf("exit %d, %s", code, p.errs.String())
	}
	if _, code := startProxy(t, nil, "--api", "vertex", "--to", server.URL).end(t); code != exitOK {
		t.Errorf("without any exchange: exit %d", code)
	}
}

// Where the provider breaks off, so does the proxy, after a single try; the exchange is no violation.
func TestProxyRepeatsNothing(t *testing.T) {
	t.Parallel()
	server := rawserver.New(t, rawserver.InTurn(
		rawserver.Whole(404, "application/json", ""), // a connection that could be used again
		rawserver.Lost, rawserver.Reset,
	))
	p := startProxy(t, nil, "--api", "vertex", "--to", server.URL)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // which repeats nothing of its own
	for i := range 3 {
		rsp, err := client.Get(p.url + "/order/115/a")
		if err == nil {
			_ = rsp.Body.Close()
		}
		row := p.next(t)
		if (err == nil) != (i == 0) || i > 0 &&
			(row["ok"] != true || !strings.Contains(fmt.Sprint(row["notes"]), "no answer came")) {
			t.Errorf("%d: %v, %v", i, err, row)
		}
	}
	if came := server.Arrived(); came != 3 {
		t.Errorf("%d requests came", came)
	}
	if _, code := p.end(t); code != 1 { // the empty 404
		t.Errorf("exit %d", code)
	}
}

// Text for people: a line per exchange, what is wrong under it, a table at the end.
func TestProxyForPeople(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	from, to := io.Pipe()
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	var errs bytes.Buffer
	e := &environment{
		ctx: ctx, stdin: strings.NewReader(""), stdout: to, stderr: &errs, getenv: func(string) string { return "" },
	}
	ended := make(chan int, 1)
	go func() {
		ended <- run(e, []string{"proxy", "--api", "vertex", "--to", s.Vertex.URL})
		_ = to.Close()
	}()
	var printed strings.Builder
	scanner := bufio.NewScanner(from)
	for scanner.Scan() {
		printed.WriteString(scanner.Text() + "\n")
		if url, ok := strings.CutPrefix(scanner.Text(), "export STRICTPAY_VERTEX_URL="); ok {
			go func() {
				for _, number := range []string{"status-completed", "fault-damaged"} {
					request, _ := http.NewRequest(http.MethodGet, url+"/order/115/"+number, nil)
					request.Header.Set("Api-Access-Token", s.Vertex.Token)
					if rsp, err := http.DefaultClient.Do(request); err == nil {
						_, _ = io.Copy(io.Discard, rsp.Body)
						_ = rsp.Body.Close()
					}
				}
				interrupt()
			}()
		}
	}
	text := printed.String()
	for _, says := range []string{
		"    1  200  vertex.retrieveOrderDetails         clean ",
		"    2  200  vertex.retrieveOrderDetails         violation ",
		"  violation  type  answer /data: Order: expected an object\n", ": 2 exchanges\n",
		"  vertex.retrieveOrderDetails             2      1      0           1       0\n",
	} {
		if !strings.Contains(text, says) {
			t.Errorf("not %q in\n%s", says, text)
		}
	}
	tooWide(t, "proxy", text)
	if code := <-ended; code != 1 || errs.String() != "" {
		t.Errorf("exit %d, %s", code, errs.String())
	}
}
