package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// typed runs a command line and returns its exit code and what it printed.
func typed(stdin string, env map[string]string, args ...string) (code int, stdout, stderr string) {
	return typedIn(context.Background(), stdin, env, args...)
}

// typedIn is typed under a context, whose end is what an interrupt is to the program.
func typedIn(
	ctx context.Context, stdin string, env map[string]string, args ...string,
) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	e := &environment{
		ctx: ctx, stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs,
		getenv: func(name string) string { return env[name] },
	}
	code = run(e, args)
	return code, out.String(), errs.String()
}

// lines reads one JSON object per line.
func lines(t *testing.T, text string) []map[string]any {
	t.Helper()
	var list []map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	for decoder.More() {
		var one map[string]any
		if err := decoder.Decode(&one); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		list = append(list, one)
	}
	return list
}

// keys compares the keys of a JSON object with those that are documented.
func keys(t *testing.T, row map[string]any, documented string) {
	t.Helper()
	want := strings.Fields(documented)
	if len(row) != len(want) {
		t.Errorf("%v has not the keys %v", row, want)
	}
	for _, key := range want {
		if _, ok := row[key]; !ok {
			t.Errorf("no key %q in %v", key, row)
		}
	}
}

// file writes a file for a command.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// example reads an example of the specifications.
func example(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../specs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// environmentOf has the credentials of all fakes.
func environmentOf(t *testing.T, s *sandbox.Sandbox) map[string]string {
	t.Helper()
	return apis.Environment(s, func(name, text string) string { return file(t, name, text) })
}
