package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A generation that fails leaves the packages as they were.
func TestWriteLeavesOldFiles(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a")
	both := func(a, b map[string][]byte) []folder {
		return []folder{{path: "a", files: a}, {path: "b", files: b, mixed: true}}
	}
	old := map[string][]byte{"a.gen.go": []byte("old a"), "b.gen.go": []byte("old b")}
	if err := write(parent, both(old, nil)); err != nil {
		t.Fatal(err)
	}
	// A folder stands where the last file would go.
	blocked := filepath.Join(parent, "b", "c.gen.go.new")
	if err := os.Mkdir(blocked, 0o755); err != nil {
		t.Fatal(err)
	}
	changed := map[string][]byte{"a.gen.go": []byte("new a"), "b.gen.go": []byte("new b")}
	if err := write(parent, both(changed, map[string][]byte{"c.gen.go": []byte("new c")})); err == nil {
		t.Fatal("no error, though a file could not be written")
	}
	for name, want := range old {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != string(want) {
			t.Errorf("%s is %q (%v), want %q", name, got, err, want)
		}
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(parent, "*", "*.new")); len(left) > 0 {
		t.Errorf("the failure leaves %q", left)
	}
	if err := write(parent, both(map[string][]byte{"a.gen.go": []byte("new a")}, nil)); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a.gen.go")); string(got) != "new a" {
		t.Errorf("a.gen.go is %q, want the new text", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "b.gen.go")); err == nil {
		t.Error("b.gen.go is there, though the package has it no longer")
	}
}

// Only a package that nobody else writes into must have nothing but generated files.
func TestCompareFindsForeignFiles(t *testing.T) {
	parent := t.TempDir()
	for _, mixed := range []bool{false, true} {
		one := folder{path: "p", files: map[string][]byte{"a.gen.go": []byte("a")}, mixed: mixed}
		if err := write(parent, []folder{one}); err != nil {
			t.Fatal(err)
		}
		byHand := filepath.Join(parent, "p", "hand.go")
		if err := os.WriteFile(byHand, []byte("package p"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := compare(parent, []folder{one}); (err == nil) != mixed {
			t.Errorf("mixed %v: %v", mixed, err)
		}
		old := filepath.Join(parent, "p", "old.gen.go")
		if err := os.Rename(byHand, old); err != nil {
			t.Fatal(err)
		}
		if err := compare(parent, []folder{one}); err == nil {
			t.Errorf("mixed %v: no error for a generated file that belongs to no spec", mixed)
		}
	}
}
