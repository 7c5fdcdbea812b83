package apis_test

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// The root, the runtime, the transport and what the fakes share know no provider: no name and no text of theirs has an
// API's name, nor a comment in the runtime and the transport. Comments elsewhere may give examples.
func TestSharedPackagesKnowNoProvider(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"*.go", "runtime/*/*.go", "transport/*.go", "sandbox/fake/*.go",
		"internal/leaf/*.go", "internal/soak/rig/*.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") && filepath.Base(file) != "generate.go" {
				knows(t, file, strings.HasPrefix(pattern, "runtime/") || strings.HasPrefix(pattern, "transport/"))
			}
		}
	}
}

func knows(t *testing.T, file string, comments bool) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var mode scanner.Mode
	if comments {
		mode = scanner.ScanComments
	}
	var s scanner.Scanner
	s.Init(fset.AddFile(file, -1, len(text)), text, nil, mode)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		for _, a := range apis.All() {
			if strings.Contains(strings.ToLower(strings.ReplaceAll(lit, "-", "")), a.Name) {
				t.Errorf("%s: %s", fset.Position(pos), lit)
			}
		}
	}
}
