package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// One more API, from its skeletons to the command line: in a copy of the module, generated, built, and found by the
// commands.
func TestOneMoreAPI(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command line once more")
	}
	t.Parallel()
	dir := copyOfTheModule(t)
	files, err := write(dir, "acme")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			columns := utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
			if strings.HasSuffix(file, ".go") && columns > 120 {
				t.Errorf("%s:%d has %d columns, which the test of lines refuses", file, i+1, columns)
			}
		}
	}
	program, err := os.ReadFile(filepath.Join(dir, "internal/readme/acme/main.go"))
	if err != nil || !strings.Contains(string(program), "\nfunc show(") {
		t.Errorf("the program for README.md has no function show, which the tests of README.md look for: %v", err)
	}
	command := filepath.Join(t.TempDir(), "strictpay")
	run(t, dir, "go", "run", "./internal/strictgen", "specs/acme")
	run(t, dir, "go", "build", "-o", command, "./cmd/strictpay")
	run(t, dir, "go", "vet", "./adapters/acme", "./sandbox/acme", "./internal/apis", "./internal/readme/acme")

	if out := run(t, dir, command, "operations", "acme"); !strings.Contains(out, "getPayment") {
		t.Errorf("strictpay operations:\n%s", out)
	}
	if out := run(t, dir, command, "demo"); !strings.Contains(out,
		"Acme: a payment\n  getPayment                   paid, 56.99 EUR\n") {
		t.Errorf("strictpay demo:\n%s", out)
	}
	run(t, dir, "go", "test", "./specs", "-run", "TestExamplesDecodeStrictly/acme")
	run(t, dir, "go", "test", "./specs", "-run", "TestExamplesAreComplete|TestExamplesHaveSources")
	// The sandbox, the soak and every list, by the tests that all APIs go through. README.md and docs/ are the
	// author's.
	out, err := goTest(dir, "./internal/apis", "./internal/soak/...", "./sandbox")
	for line := range strings.Lines(out) {
		if strings.Contains(line, "_test.go:") && !strings.Contains(line, ".md has no acme") {
			t.Errorf("one more API fails a test: %s", line)
		}
	}
	for _, page := range []string{"README.md", "docs/operations.md"} {
		if err == nil || !strings.Contains(out, page+" has no acme") {
			t.Errorf("nothing says that %s lacks the API: %v\n%s", page, err, out)
		}
	}
}

func TestNamesAndFilesThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Acme", "acme-pay", "1pay", "range", "../acme"} {
		if _, err := write(t.TempDir(), name); err == nil {
			t.Errorf("%q passes for a name", name)
		}
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "specs/acme"), 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "specs/acme/openapi.yaml")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := write(dir, "acme"); err == nil {
		t.Error("a specification that is there is written over")
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
}

// copyOfTheModule has what the command line and the tests of the lists need: links would let the generator write into
// this checkout.
func copyOfTheModule(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{
		"adapters", "cmd", "docs", "gen", "internal", "runtime", "sandbox", "specs", "transport",
	} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(file)), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := command(dir, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func goTest(dir string, packages ...string) (string, error) {
	out, err := command(dir, "go", append([]string{"test", "-short"}, packages...)...).CombinedOutput()
	return string(out), err
}

// command shares the build cache with this checkout: -trimpath makes what is compiled the same wherever the module
// lies.
func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath", "GOWORK=off")
	return cmd
}
