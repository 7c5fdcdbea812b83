package har_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/strictpay/strictpay/internal/har"
)

// archive is an archive with these entries.
func archive(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"test"},"entries":[` + strings.Join(entries, ",") + `]}}`
}

func read(t *testing.T, text string) []har.Entry {
	t.Helper()
	var list []har.Entry
	if err := har.Read(strings.NewReader(text), func(e *har.Entry) error {
		list = append(list, *e)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// What programs write, in any order of members.
func TestRead(t *testing.T) {
	t.Parallel()
	list := read(t, "\ufeff"+archive(
		`{"_initiator":{"type":"script","stack":[{"a":[1,2,null,true]}]},"response":{"content":{"text":"{\"a\":\"\u00e9\ud83d\ude00\\n\"}","size":12,
			"mimeType":"application/json"},"headers":[{"value":"gzip","name":"Content-Encoding"},{"name":":status","value":"200"}],"status":200,"_error":null},
			"request":{"headers":[{"name":":authority","value":"x"},{"name":"accept","value":"*/*"}],"method":"GET","url":"https://a/b"}}`,
		`{"request":{"method":"POST","url":"https://a/b","bodySize":3,"postData":{"mimeType":"text/plain","text":"abc"}},
			"response":{"status":-1,"content":{"size":-1,"mimeType":"x-unknown"},"_error":"net::ERR_EMPTY_RESPONSE"}}`,
		`{"request":{"method":"POST","url":"https://a/b","postData":{"mimeType":"multipart/form-data","params":[{"name":"a","value":"1 2"}]}},
			"response":{"status":200,"content":{"size":3,"encoding":"base64","text":"`+base64.StdEncoding.EncodeToString([]byte("a\x00b"))+`"}}}`,
		`{"request":{"method":"POST","url":"https://a/b","bodySize":9,"postData":{"mimeType":"text/plain","text":""}},
			"response":{"status":204,"content":{"size":0}}}`,
		`{}`,
	))
	if len(list) != 5 {
		t.Fatalf("%d entries", len(list))
	}
	first, second, third, fourth := list[0], list[1], list[2], list[3]
	if string(first.Answer.Body) != "{\"a\":\"é😀\\n\"}" ||
		first.Answer.Header.Get("Content-Type") != "application/json" ||
		first.Failure != "" || len(first.Request.Header) != 1 || first.Method != "GET" || first.URL != "https://a/b" ||
		!first.Request.Recorded {
		t.Errorf("%+v", first)
	}
	if string(second.Request.Body) != "abc" || second.Status != 0 || second.Failure == "" || second.Answer.Recorded {
		t.Errorf("%+v", second)
	}
	if string(third.Request.Body) != "a=1+2" || string(third.Answer.Body) != "a\x00b" ||
		third.Request.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Errorf("%+v", third)
	}
	if fourth.Request.Recorded || !fourth.Answer.Recorded || fourth.Number != 4 {
		t.Errorf("%+v", fourth)
	}
}

// What is no archive, or not a whole one, is an error that says where.
func TestBroken(t *testing.T) {
	t.Parallel()
	whole := `{"request":{"method":"GET","url":"https://a/b"},"response":{"status":200}}`
	for _, c := range []struct {
		text, says string
		entries    int
	}{
		{"", "no HTTP archive", 0},
		{"<html>", "no HTTP archive", 0},
		{`[1]`, "no HTTP archive", 0},
		{`{"log":{}}`, "no HTTP archive", 0},
		{`{"log":{"entries":[` + whole, "entry 1 cannot be read: it ends", 1},
		{`{"log":{"entries":[` + whole + `,{"request":{"url":"x`, "entry 2 cannot be read: it ends", 1},
		{`{"log":{"entries":[` + whole + `,{"request":tru`, "entry 2", 1},
		{`{"log":{"entries":[` + whole + ` ` + whole, `expected ','`, 1},
		{`{"log":{"entries":[{"a":"\q"}`, `\q`, 0},
		{`{"log":{"entries":[{"a":"\u12"}`, "hex digits", 0},
		{`{"log":{"entries":[{"a":` + strings.Repeat("[", 600), "512 levels", 0},
	} {
		n := 0
		err := har.Read(strings.NewReader(c.text), func(*har.Entry) error { n++; return nil })
		if err == nil || !strings.Contains(err.Error(), c.says) || n != c.entries {
			t.Errorf("%.60s: %d entries, %v", c.text, n, err)
		}
	}
	stop := errors.New("enough")
	if err := har.Read(strings.NewReader(archive(whole, whole)), func(*har.Entry) error {
		return stop
	}); !errors.Is(err, stop) {
		t.Errorf("ended with %v", err)
	}
}

// A long body is cut, and the rest of the entry is read.
func TestLongBodies(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 3<<20)
	list := read(t, archive(
		`{"response":{"content":{"text":"`+long+`"},"status":201},`+
			`"request":{"postData":{"text":"`+long+`"},"method":"POST"}}`,
		`{"response":{"content":{"text":"`+long+`","encoding":"base64"},"status":202}}`,
	))
	for i, e := range list {
		if !e.Answer.Cut || len(e.Answer.Body) > har.MaxBody || e.Status != 201+i {
			t.Errorf("cut %v, %d bytes, HTTP %d", e.Answer.Cut, len(e.Answer.Body), e.Status)
		}
	}
}

// Of an archive of any size one entry is held at a time, and of a body no more than its limit: a single one here is
// larger than all that may be held.
func TestMemory(t *testing.T) {
	size := int64(64 << 20)
	if testing.Short() {
		size = 32 << 20
	}
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what the collector has not taken away yet would count as held
	entry := func(body string) []byte {              // as bytes: a text would be copied when it is written
		return []byte(`{"_stack":[` + strings.Repeat(`{"url":"https://a/b"},`, 200) + `1],"request":{"method":"POST",` +
			`"postData":{"text":"` + strings.Repeat(`\"y\"`, 10_000) + `"}},` +
			`"response":{"status":200,"content":{"text":"` + body + `"}}}`)
	}
	usual, huge := entry(strings.Repeat("x", 100_000)), entry(strings.Repeat("x", 24<<20))
	from, to := io.Pipe()
	go func() {
		_, _ = io.WriteString(to, `{"log":{"entries":[`)
		_, _ = to.Write(huge)
		for written := int64(len(huge)); written < size; written += int64(len(usual)) {
			_, _ = io.WriteString(to, ",")
			if _, err := to.Write(usual); err != nil {
				return
			}
		}
		_, _ = io.WriteString(to, `]}}`)
		_ = to.Close()
	}()
	held := &sampled{from: from}
	held.before.HeapAlloc = held.heap()
	entries := 0
	if err := har.Read(held, func(*har.Entry) error { entries++; return nil }); err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(huge) // it counts before as well
	t.Logf("%d MB, %d entries: the heap grew by %d kB", held.read>>20, entries, held.grown>>10)
	if held.read < size || held.grown > 16<<20 {
		t.Errorf("the heap grew by %d bytes over %d bytes of archive", held.grown, held.read)
	}
}

// sampled looks at the heap while an archive is read.
type sampled struct {
	from        io.Reader
	before, now runtime.MemStats
	read, grown int64
}

func (s *sampled) heap() uint64 {
	runtime.GC()
	runtime.ReadMemStats(&s.now)
	return s.now.HeapAlloc
}

func (s *sampled) Read(b []byte) (int, error) {
	n, err := s.from.Read(b)
	if s.read += int64(n); s.read>>20 != (s.read-int64(n))>>20 { // once in a megabyte
		runtime.ReadMemStats(&s.now)
		s.grown = max(s.grown, int64(s.now.HeapAlloc)-int64(s.before.HeapAlloc))
	}
	return n, err
}

// What is written can be read.
func TestWrite(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := har.NewWriter(&b, "strictpay", "v1")
	for i := range 3 {
		e := &har.Entry{
			Method: "POST", URL: "https://a/b?c=d&c=e", Status: 200 + i,
			Request: har.Message{Header: http.Header{"Accept": {"a", "b"}}, Body: []byte(`{"<a>":1}`), Recorded: true},
			Answer: har.Message{Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte("[]"),
				Recorded: true},
			Findings: &har.Findings{
				API: "vertex", Operation: "createOrder", Notes: []string{"note"},
				Deviations: []har.Deviation{{Part: "answer", Severity: "drift", Kind: "type", Pointer: "/a",
					Detail: "d"}},
			},
		}
		if err := w.Add(e, har.Timing{Began: time.Unix(1, 0), Took: time.Second}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	list := read(t, b.String())
	if len(list) != 3 {
		t.Fatal(b.String())
	}
	for i, e := range list {
		if e.Method != "POST" || e.URL != "https://a/b?c=d&c=e" || e.Status != 200+i ||
			string(e.Request.Body) != `{"<a>":1}` ||
			len(e.Request.Header["Accept"]) != 2 || string(e.Answer.Body) != "[]" {
			t.Errorf("%+v", e)
		}
		if f := e.Findings; f == nil || fmt.Sprint(*f) != "{vertex createOrder [note] [{answer drift type /a d}] 0}" {
			t.Errorf("%+v", f)
		}
	}
}

// Headers are as bounded as bodies: with as many and as long ones as fit into a file, an entry stays small.
func TestLongHeaders(t *testing.T) {
	t.Parallel()
	header := `{"name":"A","value":"` + strings.Repeat("x", 80_000) + `"}`
	list := read(t, archive(`{"request":{"headers":[`+strings.Repeat(header+",", 300)+header+`]}}`))
	values := list[0].Request.Header["A"]
	if len(values) != 256 || len(values[0]) != 64<<10 {
		t.Errorf("%d headers of %d bytes", len(values), len(values[0]))
	}
}

// Base64 is decoded as programs spell it. What cannot be decoded was not recorded: it is no fault of who sent it.
func TestBase64(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"YT8+": "a?>", "YT8-": "a?>", "YWI=": "ab", "YWI": "ab", `YT\r\n8+\n`: "a?>", "": "", "!": "-", "Y": "-",
	} {
		e := read(t, archive(`{"request":{"postData":{"text":"`+text+`","encoding":"base64"}},`+
			`"response":{"content":{"text":"`+text+`","encoding":"base64"}}}`))[0]
		for part, m := range map[string]har.Message{"request": e.Request, "answer": e.Answer} {
			got := string(m.Body)
			if !m.Recorded {
				got = "-"
			}
			if got != want {
				t.Errorf("%s %q: %q", part, text, got)
			}
		}
	}
}

// A reader that fails is no archive that is wrong.
func TestReaderFails(t *testing.T) {
	t.Parallel()
	lost := errors.New("the disk is gone")
	for _, text := range []string{"", `{`, `{"log`, `{"log":{"entries":[{"a":"`, `{"log":{"entries":[{"a":"\u00`} {
		from := io.MultiReader(strings.NewReader(text), iotest.ErrReader(lost))
		err := har.Read(from, func(*har.Entry) error { return nil })
		if !errors.Is(err, lost) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What stands after an archive is reported, and not left unread in silence.
func TestMoreThanAnArchive(t *testing.T) {
	t.Parallel()
	whole := archive(`{"request":{"method":"GET","url":"https://a/b"},"response":{"status":200}}`)
	for more, says := range map[string]string{
		"": "<nil>", " \r\n\t": "<nil>", "\n" + whole: "more after the archive", "x": "more after the archive",
	} {
		n := 0
		err := har.Read(strings.NewReader(whole+more), func(*har.Entry) error { n++; return nil })
		if !strings.Contains(fmt.Sprint(err), says) || n != 1 {
			t.Errorf("%q: %d entries, %v", more, n, err)
		}
	}
}
