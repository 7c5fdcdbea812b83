package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// The four specs of the module, and the two made-up ones that the broken specs below are made from.
func TestLintPasses(t *testing.T) {
	for _, dir := range append(moduleSpecs, "testdata/shop", "testdata/till", "testdata/limits", "testdata/shapes") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			doc, report, err := openapi.Load(filepath.Join(dir, "openapi.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			lint.Check(doc, report)
			for _, p := range report.Problems() {
				t.Error(p)
			}
		})
	}
}

// moduleSpecs are the folders of the specs of all APIs.
var moduleSpecs = func() []string {
	files, _ := filepath.Glob("../../specs/*/openapi.yaml") // the pattern is well formed
	var dirs []string
	for _, file := range files {
		dirs = append(dirs, filepath.Dir(file))
	}
	return dirs
}()

// A brokenRule breaks one rule of a good spec: old becomes broken, and the lint says want.
type brokenRule struct{ rule, spec, old, broken, want string }

// Each rule of the lint is broken once.
func TestLintFires(t *testing.T) {
	if underRace {
		t.Skip("slow under the race detector")
	}
	for _, c := range slices.Concat(brokenDocuments, brokenOperations, brokenSchemas) {
		t.Run(c.rule, func(t *testing.T) {
			faults := problems(t, c.spec, c.old, c.broken)
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.want) }) {
				t.Errorf("no fault says\n\t%s\nthe lint said\n\t%s", c.want, strings.Join(faults, "\n\t"))
			}
			for _, f := range faults {
				if !regexp.MustCompile(`^specs/[a-z]+/openapi.yaml:[1-9][0-9]*: `).MatchString(f) {
					t.Errorf("no line in %q", f)
				}
			}
		})
	}
}

// problems are those of a made-up spec in which old is written as broken.
func problems(t *testing.T, spec, old, broken string) []string {
	t.Helper()
	good, err := os.ReadFile(filepath.Join("testdata", spec, "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(good), old); n != 1 {
		t.Fatalf("%q stands %d times in %s, not once", old, n, spec)
	}
	return problemsOf(t, spec, strings.Replace(string(good), old, broken, 1))
}

// problemsOf are those of a text, found by reading, by the lint or by the generator, as the command does it.
func problemsOf(t *testing.T, spec, source string) []string {
	t.Helper()
	doc, report := openapi.Parse("specs/"+spec+"/openapi.yaml", []byte(source))
	return problemsIn(t, spec, doc, report)
}

func problemsIn(t *testing.T, spec string, doc *openapi.Document, report *openapi.Report) []string {
	t.Helper()
	if report.Empty() {
		lint.Check(doc, report)
	}
	if report.Empty() {
		if _, err := generate(doc, report, filepath.Join("testdata", spec), templatesDir); err != nil {
			t.Fatalf("the generator fails where a problem should be reported: %v", err)
		}
	}
	var texts []string
	for _, p := range report.Problems() {
		texts = append(texts, p.String())
	}
	return texts
}
