package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What a person can read of generated code: files and functions have a readable length in every package but that of
// the router, which is oapi-codegen's.
const (
	mostFileLines     = 1500
	mostFunctionLines = 120
	mostColumns       = 120
)

// unbreakable lines are a text without more and a constant, whose value gofmt keeps beside its name.
var unbreakable = regexp.MustCompile(`^\t+(\w+ +\w+ += )?"[^"]*"(,| \+)?$`)

func TestGeneratedCodeIsOfReadableLength(t *testing.T) {
	for _, dir := range append([]string{"testdata/shop", "testdata/till", "testdata/limits", "testdata/shapes"},
		moduleSpecs...) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			for name, text := range allFiles(generated(t, dir)[:1]) {
				if lines := bytes.Count(text, []byte("\n")); lines > mostFileLines {
					t.Errorf("%s has %d lines, more than %d", name, lines, mostFileLines)
				}
				tooLong(t, name, text)
				tooWide(t, name, text)
			}
		})
	}
}

// tooLong reports the functions of a file that are longer than they may be.
func tooLong(t *testing.T, name string, text []byte) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > mostFunctionLines {
			t.Errorf("%s: %s has %d lines, more than %d", set.Position(f.Pos()), f.Name.Name, lines,
				mostFunctionLines)
		}
	}
}

// tooWide reports the lines of code that are longer than they may be. A tab counts as four columns.
func tooWide(t *testing.T, name string, text []byte) {
	t.Helper()
	for i, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "//") || unbreakable.MatchString(line) {
			continue
		}
		if n := columns(line); n > mostColumns {
			t.Errorf("%s:%d has %d columns, more than %d", name, i+1, n, mostColumns)
		}
	}
}

// A component stands with the resource whose operations alone use it, for one direction where it is in the other not.
func TestPlaceOfAComponent(t *testing.T) {
	for _, c := range []struct {
		name string
		used []place
		want place
	}{
		{"one request", []place{{group: "orders", role: "requests"}}, place{group: "orders", role: "requests"}},
		{"both directions", []place{{group: "orders", role: "requests"}, {group: "orders", role: "answers"}},
			place{group: "orders"}},
		{"two resources", []place{{group: "orders", role: "answers"}, {group: "payouts", role: "answers"}},
			place{group: shared, role: "answers"}},
		{"an answer and a callback", []place{{group: callbacks}, {group: "orders", role: "answers"}},
			place{group: "orders", role: "answers"}},
		{"a callback alone", []place{{group: callbacks}}, place{group: callbacks}},
	} {
		if got := common(c.used); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestGroupOfAPath(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"/api/orders/v1/{id}/cancel", "orders"},
		{"/api/v2/payment-methods", "payment_methods"},
		{"/ios/devices", "ios_api"}, // types_ios.gen.go would be built for phones only
		{"/{id}", ""},
	} {
		if got := (groups{}).of(c.path); got != c.want {
			t.Errorf("%s: %q, want %q", c.path, got, c.want)
		}
	}
	if got := (groups{common: 1}).of("/api/v1/merchant/checkout"); got != "checkout" {
		t.Errorf("a segment of all paths is the group of %q", got)
	}
}

// Pieces are divided only as far as they have to be, and none is lost.
func TestPlacedFiles(t *testing.T) {
	of := func(group, role string, lines int) *piece {
		p := &piece{place: place{group: group, role: role, component: group + role}}
		p.WriteString(string(bytes.Repeat([]byte("x\n"), lines)))
		return p
	}
	small := []*piece{of("a", "requests", 100), of("b", "answers", 100)}
	if files := placed("types", small); len(files) != 1 || files["types"] == "" {
		t.Errorf("short pieces are in the files %q", sortedNames(files))
	}
	large := []*piece{of("a", "requests", 900), of("a", "answers", 900), of("b", "answers", 900),
		of("b", "answers", 900), of("", "", 10)}
	files, lines := placed("types", large), 0
	for name, text := range files {
		if n := bytes.Count([]byte(text), []byte("\n")); n > fileLines {
			t.Errorf("%s has %d lines", name, n)
		} else {
			lines += n
		}
	}
	want := []string{"types", "types_a_answers", "types_a_requests", "types_b_answers_1", "types_b_answers_2"}
	if got := sortedNames(files); len(got) != len(want) || lines != 3610 {
		t.Fatalf("%d lines are in %q, want 3610 in %q", lines, got, want)
	}
	for _, name := range want {
		if files[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
}
