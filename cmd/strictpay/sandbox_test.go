package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// serving runs strictpay sandbox until the test ends, and gives what it printed up to its last line.
func serving(t *testing.T, last string, args ...string) string {
	t.Helper()
	ctx, interrupt := context.WithCancel(context.Background())
	from, to := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int, 1)
	e := &environment{
		ctx: ctx, stdin: strings.NewReader(""), stdout: to, stderr: &errs, getenv: func(string) string { return "" },
	}
	go func() {
		ended <- run(e, append([]string{"sandbox"}, args...))
		_ = to.Close()
	}()
	t.Cleanup(func() {
		interrupt()
		if code := <-ended; code != 0 || !strings.Contains(errs.String(), "sandbox stopped") {
			t.Errorf("exit %d, %s", code, errs.String())
		}
	})
	var printed strings.Builder
	scanner := bufio.NewScanner(from)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		printed.WriteString(scanner.Text() + "\n")
		if strings.HasPrefix(scanner.Text(), last) {
			go func() { _, _ = io.Copy(io.Discard, from) }()
			return printed.String()
		}
	}
	t.Fatalf("the sandbox ended: %s %s", printed.String(), errs.String())
	return ""
}

// lastRow is how the last row begins that the sandbox prints as JSON.
func lastRow() string {
	all := apis.All()
	return `{"api":"` + all[len(all)-1].Name + `"`
}

// exported reads the lines to paste.
func exported(text, before string) map[string]string {
	env := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok &&
			strings.HasPrefix(name, before+"STRICTPAY_") {
			env[strings.TrimPrefix(name, before)] = value
		}
	}
	return env
}

// The lines that the sandbox prints are all that the calls it prints need.
func TestSandboxPrintsLinesToPaste(t *testing.T) {
	t.Parallel()
	settings := filepath.Join(t.TempDir(), ".env")
	text := serving(t, "# what it sealed", "--env-file", settings)
	if !strings.Contains(text, "in a browser:\n# http://127.0.0.1:") {
		t.Error("the page is not named")
	}
	env := exported(text, "export ")
	written, err := os.ReadFile(settings)
	if err != nil || len(env) < 14 {
		t.Fatalf("%v, %s", err, text)
	}
	for name, value := range exported(string(written), "") {
		if env[name] != value {
			t.Errorf("the file has %s=%s, the lines have %s", name, value, env[name])
		}
	}
	called := 0
	for line := range strings.Lines(text) {
		if args, ok := strings.CutPrefix(line, "strictpay call "); ok {
			called++
			code, out, errs := typed("", env, append([]string{"call"}, strings.Fields(args)...)...)
			if code != 0 || !strings.Contains(out, ": done, HTTP 200") {
				t.Errorf("%sexit %d, %s %s", line, code, out, errs)
			}
		}
	}
	if called != len(apis.All()) {
		t.Errorf("%d calls to try", called)
	}
}

func TestSandboxAsJSON(t *testing.T) {
	t.Parallel()
	text := serving(t, lastRow(), "-o", "json")
	rows := lines(t, text)
	keys(t, rows[0], "console")
	if rsp, err := http.Get(rows[0]["console"].(string)); err != nil || rsp.StatusCode != http.StatusOK {
		t.Errorf("the page: %v, %v", rsp, err)
	}
	rows = rows[1:]
	if len(rows) != len(apis.All()) {
		t.Fatal(text)
	}
	for _, row := range rows {
		if of, ok := casesOf[row["api"].(string)]; ok { // of an API without cases any members are right
			keys(t, row, of.printed)
		}
		for _, x := range row["examples"].([]any) {
			keys(t, x.(map[string]any), "operation set")
		}
	}
}

// Callbacks go to --callback-url, and are authentic with the secret that the sandbox prints.
func TestSandboxSendsCallbacks(t *testing.T) {
	t.Parallel()
	url, took := endpoint(t, http.StatusOK)
	text := serving(t, "# what it sealed", "--callback-url", "vertex.orderCallback="+url)
	env := exported(text, "export ")
	code, out, errs := typed(`{"shopId":115,"order":{"orderNumber":"hook-1","cost":{"amount":"5","currency":"EUR"}}}`,
		env,
		"call", "vertex.createOrder", "--body", "-")
	if code != 0 {
		t.Fatalf("exit %d, %s %s", code, out, errs)
	}
	cancel := strings.Fields("call vertex.cancelOrder --set shopId=115 --set orderNumber=hook-1")
	if code, out, errs = typed("", env, cancel...); code != 0 {
		t.Fatalf("exit %d, %s %s", code, out, errs)
	}
	for {
		delivery := took()
		code, out, errs := typed(delivery.body, env, delivery.verify("vertex.orderCallback")...)
		if code != 0 || !strings.Contains(out, `"authentic":true`) || !strings.Contains(delivery.body, "hook-1") {
			t.Errorf("exit %d, %s %s", code, out, errs)
		}
		if strings.Contains(delivery.body, "cancelled") {
			return
		}
	}
}

// Settings in a file are quoted as shells and Docker Compose take them.
func TestSettingsAreQuoted(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"/tmp/a": "/tmp/a", "/my files/a": "'/my files/a'", "/ada's files/a": `"/ada's files/a"`,
		"/$ada/a": "'/$ada/a'", "/ada's $x": `'/ada'\''s $x'`,
	} {
		if got := quotedInFile(value); got != want {
			t.Errorf("%s is %s, want %s", value, got, want)
		}
	}
}

// With --state a later start has the same credentials, and the files at the same places.
func TestSandboxKeepsItsCredentials(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	first := exported(serving(t, "# what it sealed", "--state", dir), "export ")
	text := serving(t, "# what it sealed", "--state", dir)
	second := exported(text, "export ")
	for name, value := range first {
		if !strings.HasSuffix(name, "_URL") && second[name] != value {
			t.Errorf("%s is %s, and was %s", name, second[name], value)
		}
	}
	for line := range strings.Lines(text) {
		if args, ok := strings.CutPrefix(line, "strictpay call "); ok {
			if code, out, errs := typed("", second, append([]string{"call"}, strings.Fields(args)...)...); code != 0 {
				t.Errorf("%sexit %d, %s %s", line, code, out, errs)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, credentialsFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := typed("", nil, "sandbox", "--state", dir); code != 2 || !strings.Contains(errs, "is damaged") {
		t.Errorf("exit %d, %s", code, errs)
	}
}
