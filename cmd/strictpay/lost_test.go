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
	for _, s := range subjects() {
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
	tried := 0
	for _, s := range subjects() {
		if s.id == "" {
			continue
		}
		tried++
		text := strings.ReplaceAll(s.body(t, "value"), `"`+s.id+`"`, `"another"`)
		server := rawserver.New(t, rawserver.JSON(200, text))
		code, out, errs := typed("", environmentAt(server.URL), s.line(t)...)
		want := exitContradicted
		if s.reference != "" {
			want = exitUnknown
		}
		if code != want || !strings.Contains(out, `"kind":"identity","pointer":"`+s.idAt+`"`) {
			t.Errorf("%s: exit %d, %s %s", s.operation, code, out, errs)
		}
	}
	if tried < 3 {
		t.Errorf("%d answers name what they are about", tried)
	}
}

// An interrupt ends a call as the end of its context does, and the outcome is still told.
func TestCallIsInterrupted(t *testing.T) {
	t.Parallel()
	for _, s := range subjects() {
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
	code, out, _ := typedIn(ctx, "", environmentAt(server.URL), subjectOf(t, cancelOrder).line(t)...)
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
	asks, changes := subjectOf(t, orderDetails), subjectOf(t, cancelOrder)
	done := rawserver.New(t, rawserver.JSON(200, changes.body(t, "value")))
	lost := rawserver.New(t, rawserver.Lost)
	for _, c := range []struct {
		args []string
		url  string
		code int
	}{
		{[]string{"operations"}, "", 2}, {[]string{"codes", "-o", "json"}, "", 2}, {[]string{"version"}, "", 2},
		{[]string{"--help"}, "", 2}, {[]string{"check", "--as", "vertex.orderCallback", "-"}, "", 1},
		{[]string{"completion", "bash"}, "", 2},
		{changes.line(t), done.URL, 3}, {changes.line(t), lost.URL, 3}, {asks.line(t), lost.URL, 5},
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
