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
// API's name.
func TestSharedPackagesKnowNoProvider(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"*.go", "runtime/*/*.go", "transport/*.go", "sandbox/fake/*.go", "internal/leaf/*.go", "internal/soak/rig/*.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") && filepath.Base(file) != "generate.go" {
				knows(t, file)
			}
		}
	}
}

func knows(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile(file, -1, len(text)), text, nil, 0)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		for _, a := range apis.All() {
			if strings.Contains(strings.ToLower(lit), a.Name) {
				t.Errorf("%s: %s", fset.Position(pos), lit)
			}
		}
	}
}
