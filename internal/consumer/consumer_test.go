// Package consumer builds a program outside this module and looks at what it has to bring along.
package consumer

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// allowed are the modules that reach a user's service: those of DESIGN, and what these import.
var allowed = []string{
	"github.com/shopspring/decimal",
	"github.com/strictpay/strictpay",
}

func TestConsumersGetRuntimeDependenciesOnly(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a module of its own")
	}
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "go.sum", string(sum))
	var imports, sentinels strings.Builder
	for _, api := range apis.All() {
		fmt.Fprintf(&imports, "\t\"github.com/strictpay/strictpay/adapters/%s\"\n", api.Name)
		fmt.Fprintf(&sentinels, "\tfmt.Println(%s.ErrNotFound)\n", api.Name)
	}
	write(t, dir, "main.go", "package main\n\nimport (\n\t\"fmt\"\n\n"+imports.String()+
		")\n\nfunc main() {\n"+sentinels.String()+"}\n")
	write(t, dir, "go.mod", "module example.com/consumer\n\ngo 1.26.0\n\nrequire github.com/strictpay/strictpay "+
		"v0.0.0\n\nreplace github.com/strictpay/strictpay => "+root+"\n")
	run(t, dir, "mod", "tidy")
	for _, line := range strings.Split(read(t, dir, "go.mod"), "\n") {
		module, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "require "), " ")
		if strings.HasSuffix(line, "// indirect") && !slices.Contains(allowed, module) {
			t.Errorf("go mod tidy writes %s into a consumer's go.mod", module)
		}
	}
	run(t, dir, "build", "-o", filepath.Join(dir, "consumer"), ".")
	used := map[string]bool{}
	for _, module := range strings.Fields(run(t, dir, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")) {
		used[module] = true
	}
	delete(used, "example.com/consumer")
	for module := range used {
		if !slices.Contains(allowed, module) {
			t.Errorf("a consumer gets %s", module)
		}
	}
	for _, module := range allowed {
		if !used[module] {
			t.Errorf("%s is allowed and not used; take it off the list", module)
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
