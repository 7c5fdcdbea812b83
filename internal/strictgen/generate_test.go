package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

var update = flag.Bool("update", false, "write the packages under testdata anew")

const templatesDir = "../../specs/templates"

// root of the module, which outputs are below.
const root = "../.."

var (
	generatedOnce  sync.Mutex
	generatedSpecs = map[string][]folder{}
)

// generated is what the generator makes of the specification in dir. It is made once, for all tests: they only read it.
func generated(t *testing.T, dir string) []folder {
	t.Helper()
	generatedOnce.Lock()
	defer generatedOnce.Unlock()
	if generatedSpecs[dir] == nil {
		generatedSpecs[dir] = generatedAnew(t, dir)
	}
	return generatedSpecs[dir]
}

func generatedAnew(t *testing.T, dir string) []folder {
	t.Helper()
	doc, report, err := openapi.Load(filepath.Join(dir, "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folders, err := generate(doc, report, dir, templatesDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems() {
		t.Fatal(p)
	}
	return folders
}

// allFiles of all folders, by their paths below the root.
func allFiles(folders []folder) map[string][]byte {
	files := map[string][]byte{}
	for _, f := range folders {
		for name, text := range f.files {
			files[filepath.Join(f.path, name)] = text
		}
	}
	return files
}

func TestGenerateIsStable(t *testing.T) {
	if underRace {
		t.Skip("slow under the race detector")
	}
	for _, dir := range moduleSpecs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			first, second := allFiles(generated(t, dir)), allFiles(generatedAnew(t, dir))
			for _, name := range sortedNames(first) {
				if string(first[name]) != string(second[name]) {
					t.Errorf("%s differs from one run to the next: %s", name, difference(first[name], second[name]))
				}
				head := regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`).FindIndex(first[name])
				if head == nil || !beforePackage(first[name], head[0]) {
					t.Errorf("%s does not begin with // Code generated ... DO NOT EDIT.", name)
				}
			}
			if !slices.Equal(sortedNames(first), sortedNames(second)) || len(first) < 8 {
				t.Errorf("the files are %q, then %q", sortedNames(first), sortedNames(second))
			}
		})
	}
}

func beforePackage(text []byte, at int) bool {
	return at < strings.Index("\n"+string(text), "\npackage ")
}

// The made-up specs have every kind of field. What is generated from them is committed, so a change of the generator
// shows in a diff, and compiles because fixture_test.go imports it. After a change that is meant: go test
// ./internal/strictgen -update, or go run ./internal/strictgen internal/strictgen/testdata/shop.
func TestGenerateFixtures(t *testing.T) {
	for _, name := range []string{"shop", "till", "limits", "shapes"} {
		t.Run(name, func(t *testing.T) {
			folders := generated(t, filepath.Join("testdata", name))
			if *update {
				if os.Getenv("CI") == "true" {
					t.Fatal("-update is for people: CI compares")
				}
				if err := write(root, folders); err != nil {
					t.Fatal(err)
				}
			}
			for file, text := range allFiles(folders) {
				old, err := os.ReadFile(filepath.Join(root, file))
				if err != nil {
					t.Fatal(err)
				}
				if string(old) != string(text) {
					t.Errorf("%s differs: %s\nif that is meant, run: go test ./internal/strictgen -update", file,
						difference(old, text))
				}
			}
			if err := compare(root, folders); err != nil {
				t.Error(err)
			}
		})
	}
}

// difference shows the first line in which two texts differ.
func difference(old, new []byte) string {
	a, b := strings.Split(string(old), "\n"), strings.Split(string(new), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "line " + strconv.Itoa(i+1) + "\n- " + a[i] + "\n+ " + b[i]
		}
	}
	return "it has " + strconv.Itoa(len(a)) + " lines, then " + strconv.Itoa(len(b))
}

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

// Objects without a name cannot have methods, floats lose amounts, and interface{} is no type: no generated struct
// has such a field.
func TestGeneratedTypesAreStrict(t *testing.T) {
	files, err := filepath.Glob("../../gen/*/*.gen.go")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d generated files: %v", len(files), err)
	}
	for _, file := range files {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, f := range s.Fields.List {
				ast.Inspect(f.Type, func(n ast.Node) bool {
					switch typ := n.(type) {
					case *ast.FuncType:
						return false
					case *ast.StructType:
						t.Errorf("%s: a struct without a name", set.Position(typ.Pos()))
					case *ast.InterfaceType:
						t.Errorf("%s: an interface without a name", set.Position(typ.Pos()))
					case *ast.Ident:
						if slices.Contains([]string{"float32", "float64", "any", "complex128"}, typ.Name) {
							t.Errorf("%s: a field of type %s", set.Position(typ.Pos()), typ.Name)
						}
					}
					return true
				})
			}
			return true
		})
	}
}

// The templates of oapi-codegen that specs/templates replaces, as they were when ours were written against them.
// After an upgrade of the tool: read what changed in each, see whether ours must follow, then put the new sums here.
var reviewed = map[string]string{
	"typedef.tmpl":                         "b94393ee7ad5795b401eeb394a66e1f3905d7a0ff5c736d089f11658ae1ae832",
	"constants.tmpl":                       "be1f1f953e2b161fb00316391c2b2dfd8819a8ff4feb0b74863d45cb20a62194",
	"union.tmpl":                           "3813619c022923ddd19564c51b6f53461d153d0c2ad6e41b13f64fe99ccc2d2b",
	"additional-properties.tmpl":           "0f103d51a4326c94d47915773b89717f5ddf75c099ce42c952698f8d0944e131",
	"union-and-additional-properties.tmpl": "fd92f0aee3953d958be47ea433fd523fe93675543c6b7a834a570b6e04ded6c3",
	"client-with-responses.tmpl":           "01e28fc263020fab72aa4316d93348a11ebddd98a699894b84dbb7141239bdf8",
	"client.tmpl":                          "393820c177b1bcd8a7ae8a39099b4cab95209964bd17d79cb12534f7a65d677c",
	"imports.tmpl":                         "e79731c9a8e0d7104fac1f84e536919fface08f77bfe21d390a1f3f5e87f95d5",
	"request-bodies.tmpl":                  "454074b0068ad26217d958c4e15f0a310e7eb5735d427809034ff59255451748",
}

const tool = "github.com/oapi-codegen/oapi-codegen/v2"

func TestReplacedTemplatesAreReviewed(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", tool).Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "pkg", "codegen", "templates")
	if names := slices.Sorted(maps.Keys(reviewed)); !slices.Equal(names, slices.Sorted(slices.Values(builtin))) {
		t.Errorf("reviewed are %q, replaced %q", names, builtin)
	}
	ours, err := filepath.Glob(filepath.Join(templatesDir, "*.tmpl"))
	if err != nil || len(ours) != len(builtin) {
		t.Errorf("specs/templates has %d templates, replaced are %d", len(ours), len(builtin))
	}
	for name, want := range reviewed {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s of %s has the sum %x, reviewed was %s", name, tool, sum, want)
		}
	}
}

// tools.go and go.mod name the same tools, and the same version of the one that writes code.
func TestTools(t *testing.T) {
	tools, err := os.ReadFile("../../tools.go")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	inTools := regexp.MustCompile(regexp.QuoteMeta(tool) +
		`/cmd/oapi-codegen" // (v[0-9.]+)`).FindStringSubmatch(string(tools))
	inMod := regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(tool) + ` (v[0-9.]+)$`).FindStringSubmatch(string(mod))
	if inTools == nil || inMod == nil || inTools[1] != inMod[1] {
		t.Errorf("tools.go says %q, go.mod %q", inTools, inMod)
	}
	list := regexp.MustCompile(`(?m)^\s*_ "(\S+)"`).FindAllStringSubmatch(string(tools), -1)
	_, pinned, _ := strings.Cut(string(mod), "\ntool (\n")
	pinned, _, _ = strings.Cut(pinned, ")")
	var names []string
	for _, path := range list {
		names = append(names, path[1])
	}
	if got := strings.Fields(pinned); len(names) == 0 || !slices.Equal(got, names) {
		t.Errorf("go.mod has the tools %q, tools.go %q", got, names)
	}
}
