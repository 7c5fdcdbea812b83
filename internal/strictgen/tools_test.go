package main

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

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
