// Package readme holds the programs and functions that README.md and the pages of docs/ show.
package readme

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Each program runs against the sandbox, and README.md shows its part that asks the API, to the letter.
func TestPrograms(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			shows(t, "README.md", filepath.Join(a.Name, "main.go"), "func show(", "\n}\n")
			prints(t, a.Name, a.Program(s))
		})
	}
}

// The complete program stands in README.md as it is.
func TestShop(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	shows(t, "README.md", filepath.Join("vertex", "shop", "main.go"), "package main",
		"ask again later: \" + err.Error()\n}\n")
	prints(t, "vertex/shop", apis.Program{
		Environment: map[string]string{
			"STRICTPAY_VERTEX_URL": s.Vertex.URL, "STRICTPAY_VERTEX_TOKEN": s.Vertex.Token, "ORDER_NUMBER": "order-1",
		},
		Prints: "the payer has a link: true\npaid 56.99 EUR\nthe gateway has taken the refund of 6.99 EUR\n",
	})
	prints(t, "vertex/shop", apis.Program{
		Environment: map[string]string{
			"STRICTPAY_VERTEX_URL": s.Vertex.URL, "STRICTPAY_VERTEX_TOKEN": s.Vertex.Token,
			"ORDER_NUMBER": fake.FaultCut,
		},
		Prints: "ask again later, it is as unknown as before",
	})
}

// shows fails where a page does not show a part of a file as it is.
func shows(t *testing.T, page, file, from, to string) {
	t.Helper()
	text := read(t, page)
	program, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(program), from)
	part, _, found := strings.Cut(part, to)
	if !found {
		t.Fatalf("%s has no %q that ends with %q, which %s could show", file, from, to, page)
	}
	if part = from + part + to; !strings.Contains(text, "```go\n"+part+"```\n") {
		t.Errorf("%s does not show:\n%s", page, part)
	}
}

// read is the text of a page, by its path in the module.
func read(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", page))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// prints runs a program of this folder.
func prints(t *testing.T, name string, c apis.Program) {
	t.Helper()
	cmd := exec.Command("go", "run", "./"+name)
	cmd.Env = os.Environ()
	for name, value := range c.Environment {
		if strings.HasSuffix(name, "_FILE") {
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, []byte(value), 0o600); err != nil {
				t.Fatal(err)
			}
			value = file
		}
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	exit := (*exec.ExitError)(nil)
	if err != nil && !errors.As(err, &exit) || !strings.Contains(string(out), c.Prints) {
		t.Errorf("%v, printed:\n%s\nwant: %s", err, out, c.Prints)
	}
}

// The test that README.md shows is the one that runs here.
func TestSandboxSnippet(t *testing.T) {
	t.Parallel()
	shows(t, "README.md", "checkout_test.go", "func TestCheckout(", "\n}\n")
}
