package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// where says where the sandbox was when the archives in testdata were recorded.
var where = []string{
	"--api", "vertex=http://127.0.0.1:18080/vertex/api/v1", "--api", "rozetkapay=http://127.0.0.1:18080/rozetkapay",
	"--api", "koshelek=http://127.0.0.1:18080/koshelek/partner",
}

func harOf(t *testing.T, name string, more ...string) (code int, out, errs string) {
	t.Helper()
	args := append(append([]string{"har"}, where...), more...)
	return typed("", nil, append(args, filepath.Join("testdata/har", name))...)
}

// The archives that Chromium's DevTools, Playwright and mitmproxy wrote of calls to the sandbox. The person in the
// answers, and the token, are printed nowhere.
func TestHAR(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file string
		code int
		says []string
	}{
		{"chromium.har", 1, []string{
			"chromium.har: 10 exchanges\n",
			"  vertex.createOrder                      2      1      0           1       0\n",
			"  vertex.retrieveOrderDetails             5      2      0           2       1\n",
			"  (no operation)                          1\n",
			"violation  type  vertex.retrieveOrderDetails, answer /data: Order: expected an\n      object (entry 4)\n",
			"drift  type  vertex.createOrder, request /shopId: an integer in quotes (entry\n      2)\n",
			"no answer came: net::ERR_EMPTY_RESPONSE\n      (entry 6)\n",
			"note  vertex: /ordr/*/none: the specification has no such path (entry 8)\n",
		}},
		{"playwright.har", 1, []string{"(other addresses)                       1\n", "no answer came (entry 6)\n"}},
		{"playwright-omit.har", 0, []string{
			"  vertex.createOrder                      2      0      0           0       2\n",
			"request was not recorded",
		}},
		{"mitmproxy.har", 1, []string{
			"  rozetkapay.ppayProcessing               1      1      0           0       0\n", "Order: expected an\n",
		}},
	} {
		code, out, errs := harOf(t, c.file)
		if code != c.code || errs != "" {
			t.Errorf("%s: exit %d, %s", c.file, code, errs)
		}
		for _, says := range c.says {
			if !strings.Contains(out, says) {
				t.Errorf("%s does not say %q:\n%s", c.file, says, out)
			}
		}
		tooWide(t, c.file, out)
		_, rows, _ := harOf(t, c.file, "-o", "json")
		for _, secret := range []string{"Ada", "shop.example", "sandbox-token", "411111", "56,99"} {
			if strings.Contains(out+rows, secret) {
				t.Errorf("%s: %q is printed", c.file, secret)
			}
		}
	}
}

func TestHARAsJSON(t *testing.T) {
	t.Parallel()
	code, out, errs := harOf(t, "chromium.har", "-o", "json")
	rows := lines(t, out)
	if code != 1 || errs != "" || len(rows) != 11 {
		t.Fatalf("exit %d, %d lines, %s", code, len(rows), errs)
	}
	for _, row := range rows[:10] {
		keys(t, row, "source entry operation method status ok unmatched notes deviations")
		for _, d := range row["deviations"].([]any) {
			keys(t, d.(map[string]any), "part severity kind pointer detail")
		}
	}
	last := rows[10]
	keys(t, last, "source exchanges unmatched others not_ok operations")
	if fmt.Sprint(last["exchanges"], last["unmatched"], last["not_ok"]) != "10 1 3" {
		t.Errorf("%v", last)
	}
	for _, row := range last["operations"].([]any) {
		keys(t, row.(map[string]any), "operation calls clean drift violations unread")
	}
}

// From which severity on the exit code says no.
func TestHARFailOn(t *testing.T) {
	t.Parallel()
	drift := strings.ReplaceAll(archiveOf(t, `{"data":`, `{"news":1,"data":`), "\n", "")
	for failOn, want := range map[string]int{"violation": 0, "drift": 1, "never": 0} {
		code, out, errs := typed(drift, nil, append([]string{"har", "-", "--fail-on", failOn}, where...)...)
		if code != want || !strings.Contains(out, "unknown-member  vertex.retrieveOrderDetails, answer /news:") {
			t.Errorf("%s: exit %d, %s%s", failOn, code, out, errs)
		}
	}
	damaged := archiveOf(t, `{"data":`, `{"daten":`)
	for failOn, want := range map[string]int{"violation": 1, "drift": 1, "never": 0} {
		if code, out, _ := typed(damaged, nil,
			append([]string{"har", "-", "--fail-on", failOn}, where...)...); code != want {
			t.Errorf("%s: exit %d, %s", failOn, code, out)
		}
	}
}

// archiveOf is an archive with one answer of the sandbox's kind, in which something was replaced.
func archiveOf(t *testing.T, before, after string) string {
	t.Helper()
	body := example(t, "vertex/examples/retrieveOrderDetails.200.json")
	number := func() string {
		var order struct {
			Data struct {
				ShopID      int    `json:"shopId"`
				OrderNumber string `json:"orderNumber"`
			} `json:"data"`
		}
		if err := json.Unmarshal([]byte(body), &order); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%d/%s", order.Data.ShopID, order.Data.OrderNumber)
	}()
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(body)); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(compact.String(), before, after, 1)
	if text == compact.String() && before != "" {
		t.Fatalf("%q is not in the example", before)
	}
	quoted, _ := json.Marshal(text)
	return `{"log":{"entries":[{"request":{"method":"GET","url":"http://127.0.0.1:18080/vertex/api/v1/order/` + number +
		`"},"response":{"status":200,"content":{"mimeType":"application/json","text":` + string(quoted) + `}}}]}}`
}

// A file that is none, that breaks off, or that has nothing of the APIs is not ok.
func TestHARThatCannotBeChecked(t *testing.T) {
	t.Parallel()
	whole := archiveOf(t, "", "")
	for _, c := range []struct{ stdin, says, prints string }{
		{"{}", "no HTTP archive", ""},
		{strings.TrimSuffix(whole, "]}}") + `,{"request"`, "entry 2 cannot be read: it ends",
			"vertex.retrieveOrderDetails"},
		{strings.ReplaceAll(whole, "127.0.0.1:18080", "shop.example"), "no exchange belongs to an operation",
			"(other addresses)"},
	} {
		code, out, errs := typed(c.stdin, nil, append([]string{"har", "-"}, where...)...)
		if code != 2 || !strings.Contains(errs, c.says) || !strings.Contains(out, c.prints) {
			t.Errorf("exit %d, %s%s", code, out, errs)
		}
	}
}

// The line of a file with a long name fits: of one that is broken the end would stay.
func TestHARProgressFits(t *testing.T) {
	t.Parallel()
	var errs bytes.Buffer
	e := &environment{ctx: context.Background(), stderr: &errs, progress: true}
	p := &progress{e: e, from: strings.NewReader("0123456789"), file: strings.Repeat("folder/", 30) + "shop.har"}
	_, _ = p.Read(make([]byte, 5))
	p.said = p.said.Add(-progressEvery)
	_, _ = p.Read(make([]byte, 1))
	text, _ := strings.CutPrefix(errs.String(), "\r\x1b[K")
	if len(text) != columns-1 || !strings.HasPrefix(text, "...") ||
		!strings.Contains(text, "/shop.har: 0 MB, 0 exchanges") {
		t.Errorf("%d columns: %q", len(text), text)
	}
}

// On a terminal a long file says how far it is; the end takes the line away.
func TestHARProgress(t *testing.T) {
	t.Parallel()
	for _, terminal := range []bool{true, false} {
		var errs bytes.Buffer
		e := &environment{ctx: context.Background(), stderr: &errs, progress: terminal}
		p := &progress{e: e, from: strings.NewReader("0123456789"), size: 10, file: "shop.har", entries: 7}
		_, _ = p.Read(make([]byte, 5))
		p.said = p.said.Add(-progressEvery)
		_, _ = p.Read(make([]byte, 1))
		p.end()
		want := ""
		if terminal {
			want = "\r\x1b[Kshop.har: 60 %, 7 exchanges\r\x1b[K"
		}
		if errs.String() != want {
			t.Errorf("terminal %v: %q", terminal, errs.String())
		}
	}
}
