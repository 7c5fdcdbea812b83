package main

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
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
