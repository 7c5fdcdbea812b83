package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/rawserver"
)

// Answers that are lost: nothing was learned, and where money moves the outcome is unknown.
func TestCallWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for _, s := range subjects {
		for name, answer := range map[string]rawserver.Answer{
			"lost": rawserver.Lost, "half": rawserver.Half(200, s.body(t, "value")),
			"half a head": rawserver.HalfHead(200),
		} {
			t.Run(s.operation+" "+name, func(t *testing.T) {
				t.Parallel()
				server := rawserver.New(t, answer)
				code, out, errs := typed("", environmentAt(server.URL), s.line(t)...)
				want := "unavailable"
				if s.reference != "" {
					want = "unknown"
				}
				rows := lines(t, out)
				if len(rows) != 1 || rows[0]["outcome"] != want || code != exitCodes[want] {
					t.Fatalf("exit %d, want %s: %s %s", code, want, out, errs)
				}
				last := rows[0]["attempts"].([]any)[0].(map[string]any)
				if last["may_have_arrived"] != true || last["failure"] == "" {
					t.Errorf("attempt %v", last)
				}
				if (rows[0]["reference"] != nil) != (want == "unknown") {
					t.Errorf("reference %v", rows[0]["reference"])
				}
			})
		}
	}
}

// An answer about another order is contradicted; where money moves, unknown.
func TestCallAboutAnotherOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ subject, asked, other, want, pointer string }{
		{"vertex.retrieveOrderDetails", "56573FDFVFDBWF", "ANOTHER", "contradicted", "/data/orderNumber"},
		{"vertex.cancelOrder", "shop-1009", "shop-1010", "unknown", "/data/orderNumber"},
		{"rozetkapay.payPartsRequestInfo", "order-1001", "order-1002", "contradicted", "/external_id"},
	} {
		for _, s := range subjects {
			if s.operation != c.subject {
				continue
			}
			text := strings.ReplaceAll(s.body(t, "value"), `"`+c.asked+`"`, `"`+c.other+`"`)
			server := rawserver.New(t, rawserver.JSON(200, text))
			code, out, errs := typed("", environmentAt(server.URL), s.line(t)...)
			if code != exitCodes[c.want] || !strings.Contains(out, `"kind":"identity","pointer":"`+c.pointer+`"`) {
				t.Errorf("%s: exit %d, %s %s", c.subject, code, out, errs)
			}
		}
	}
}

// An interrupt ends a call as the end of its context does, and the outcome is still told.
func TestCallIsInterrupted(t *testing.T) {
	t.Parallel()
	for _, s := range subjects {
		t.Run(s.operation, func(t *testing.T) {
			t.Parallel()
			ctx, interrupt := context.WithCancel(context.Background())
			defer interrupt()
			server := rawserver.New(t, func(r *rawserver.Request) bool {
				interrupt()
				return rawserver.Silent(r)
			})
			code, out, errs := typedIn(ctx, "", environmentAt(server.URL), s.line(t)...)
			want := "unavailable"
			if s.reference != "" {
				want = "unknown"
			}
			rows := lines(t, out)
			if len(rows) != 1 || rows[0]["outcome"] != want || code != exitCodes[want] ||
				!strings.Contains(errs, "canceled") {
				t.Errorf("exit %d, want %s: %s %s", code, want, out, errs)
			}
		})
	}
	ctx, interrupt := context.WithCancel(context.Background())
	interrupt()
	server := rawserver.New(t, rawserver.Lost)
	code, out, _ := typedIn(ctx, "", environmentAt(server.URL), subjects[1].line(t)...)
	if code != exitUsage || !strings.Contains(out, `"outcome":"not sent"`) || server.Arrived() != 0 {
		t.Errorf("interrupted before: exit %d, %s", code, out)
	}
}

// A full is a device that takes nothing.
type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

// Output that is lost is an error. A call that was done has an unknown outcome for whoever does not read it.
func TestOutputThatIsLost(t *testing.T) {
	t.Parallel()
	done := rawserver.New(t, rawserver.JSON(200, subjects[1].body(t, "value")))
	lost := rawserver.New(t, rawserver.Lost)
	for _, c := range []struct {
		args []string
		url  string
		code int
	}{
		{[]string{"operations"}, "", 2}, {[]string{"codes", "-o", "json"}, "", 2}, {[]string{"version"}, "", 2},
		{[]string{"--help"}, "", 2}, {[]string{"check", "--as", "vertex.orderCallback", "-"}, "", 1},
		{[]string{"completion", "bash"}, "", 2},
		{subjects[1].line(t), done.URL, 3}, {subjects[1].line(t), lost.URL, 3}, {subjects[0].line(t), lost.URL, 5},
	} {
		var errs bytes.Buffer
		env := environmentAt(c.url)
		e := &environment{
			ctx: context.Background(), stdin: strings.NewReader(""), stdout: full{}, stderr: &errs,
			getenv: func(name string) string { return env[name] },
		}
		if code := run(e, c.args); code != c.code || !strings.Contains(errs.String(), errFull.Error()) {
			t.Errorf("%v: exit %d, want %d: %s", c.args, code, c.code, errs.String())
		}
	}
}

// What is said to type next is quoted for a shell, whatever the caller's identifiers hold.
func TestAdviceIsQuoted(t *testing.T) {
	t.Parallel()
	server := rawserver.New(t, rawserver.Lost)
	const set = `orderNumber=a b;$(touch x)'s`
	code, out, errs := typed("", environmentAt(server.URL), "call", "vertex.captureOrder", "--set", "shopId=1", "--set",
		set)
	if want := `--set 'orderNumber=a b;$(touch x)'\''s'`; code != exitCodes["unknown"] ||
		!strings.Contains(errs, want) {
		t.Errorf("exit %d, no %s in: %s %s", code, want, out, errs)
	}
}
