// Package readme holds the programs that README.md shows.
package readme

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// Each program stands in README.md to the letter, and runs against the sandbox.
func TestPrograms(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := sandbox.New(t)
	for _, a := range apis.All() {
		c := a.Program(s)
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			program, err := os.ReadFile(filepath.Join(a.Name, "main.go"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "```go\n"+string(program)+"```\n") {
				t.Errorf("README.md does not show internal/readme/%s/main.go as it is", a.Name)
			}
			cmd := exec.Command("go", "run", "./"+a.Name)
			cmd.Env = os.Environ()
			for name, value := range c.Environment {
				cmd.Env = append(cmd.Env, name+"="+value)
			}
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.Prints) {
				t.Errorf("%v, printed:\n%s\nwant: %s", err, out, c.Prints)
			}
		})
	}
}

// The test that README.md shows is the one that runs here.
func TestSandboxSnippet(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("checkout_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(program), "\n)\n\n")
	if shown == "" || !strings.Contains(string(text), "```go\n"+shown+"```\n") {
		t.Errorf("README.md does not show:\n%s", shown)
	}
}

// shows wants a part of a file in README.md, to the letter.
func shows(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(program), from)
	part, _, found := strings.Cut(part, to)
	if part = from + part + to; !found || !strings.Contains(string(text), "```go\n"+part+"```\n") {
		t.Errorf("README.md does not show:\n%s", part)
	}
}
