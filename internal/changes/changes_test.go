package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const generated = `package shopapi

type Order struct {
	ID   int64
	Note *string
}

func (o *Order) ReadJSON(depth int) {}

func (o *Order) Payer() string { return "" }
`

// A checkout is a module of one API under git, whose CHANGELOG.md names a first version.
type checkout struct {
	t    *testing.T
	root string
}

func newCheckout(t *testing.T) checkout {
	c := checkout{t, t.TempDir()}
	spec, err := os.ReadFile("testdata/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c.write("go.mod", "module shop\n\ngo 1.26\n")
	c.write("specs/shop/openapi.yaml", string(spec))
	c.write("gen/shopapi/types.go", generated)
	c.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- The first version.\n")
	c.git("init", "-q")
	c.git("add", ".")
	c.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first")
	return c
}

func (c checkout) write(name, text string) {
	c.t.Helper()
	file := filepath.Join(c.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c checkout) replace(name, old, now string) {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.root, filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	edited := strings.Replace(string(text), old, now, 1)
	if edited == string(text) {
		c.t.Fatalf("%s does not have %q", name, old)
	}
	c.write(name, edited)
}

func (c checkout) git(args ...string) {
	c.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = c.root
	if out, err := cmd.CombinedOutput(); err != nil {
		c.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// reports compares the work tree with the version that CHANGELOG.md names.
func (c checkout) reports() []*report {
	c.t.Helper()
	base, err := findBase(c.root)
	if err != nil {
		c.t.Fatal(err)
	}
	old := c.t.TempDir()
	if err := checkOut(c.root, base, old); err != nil {
		c.t.Fatal(err)
	}
	reports, err := compareAll(old, c.root)
	if err != nil {
		c.t.Fatal(err)
	}
	return reports
}

func TestCheckAsksForWhatChangelogLacks(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	if reports := c.reports(); len(reports) != 0 {
		t.Fatalf("nothing was edited, and %d APIs changed", len(reports))
	}
	c.replace("specs/shop/openapi.yaml", "required: [number, amount]", "required: [number, amount, note]")
	c.replace("gen/shopapi/types.go", "Note *string", "Note string")
	c.replace("gen/shopapi/types.go", "ReadJSON(depth int)", "ReadJSON(depth int64)")
	reports := c.reports()
	log, _ := os.ReadFile(filepath.Join(c.root, "CHANGELOG.md"))
	want := []string{
		"specs/shop/openapi.yaml: x-revision is still 2026-01-01; write the date of this edit",
		"CHANGELOG.md, Unreleased, shop: - NewOrder.note: now required on sending",
		"CHANGELOG.md, Unreleased, shop: - Go: Order.Note: changed from *string to string",
	}
	if got := missing(string(log), reports); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if err := run(c.root, "", "text", true); !errors.Is(err, errMissing) {
		t.Errorf("the check says %v", err)
	}
	var section strings.Builder
	writeMarkdown(&section, reports)
	c.replace("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n"+section.String())
	c.replace("specs/shop/openapi.yaml", `x-revision: "2026-01-01"`, `x-revision: "2026-02-01"`)
	if err := run(c.root, "", "text", true); err != nil {
		t.Errorf("CHANGELOG.md and x-revision say all of it, and the check says %v", err)
	}
}

func TestAdaptersNeedNotCompile(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	c.write("adapters/shop/client.go", "package shop\n\nvar _ = undefined\n")
	c.replace("gen/shopapi/types.go", "type Order struct {", "type Order struct {\n\tTotal int64")
	reports := c.reports()
	if len(reports) != 1 || len(reports[0].changes) != 1 || reports[0].changes[0].what != "Go: Order.Total: added" {
		t.Errorf("got %+v", reports)
	}
}

// Service has the methods of the client, which is compared as well; and a new operation is no break.
func TestMethodsOfServiceAreNotToldAgain(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	c.replace("gen/shopapi/types.go", "type Order struct {", "type Service interface{ Pay() }\n\ntype Order struct {")
	c.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-a", "-m", "with a service")
	c.git("tag", "v0.1.0")
	c.replace("gen/shopapi/types.go", "Pay() }", "Pay(); Refund() }")
	c.replace("gen/shopapi/types.go", "type Order struct {", "type Order struct {\n\tTotal int64")
	reports := c.reports()
	if len(reports) != 1 || len(reports[0].changes) != 1 || reports[0].changes[0].what != "Go: Order.Total: added" {
		t.Errorf("got %+v", reports)
	}
}

func TestTagGoesBeforeTheCommitOfTheHeading(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	c.replace("specs/shop/openapi.yaml", "Create an order", "Make an order")
	c.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-a", "-m", "second")
	if reports := c.reports(); len(reports) != 1 {
		t.Fatalf("%d APIs changed since the heading was written", len(reports))
	}
	c.git("tag", "v0.1.0")
	if reports := c.reports(); len(reports) != 0 {
		t.Errorf("%d APIs changed since the tag", len(reports))
	}
}

func TestNewAndRemovedAPIs(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	c.git("mv", "specs/shop", "specs/market")
	reports := c.reports()
	if len(reports) != 2 || reports[0].title() != "market (new)" || reports[1].title() != "shop (removed)" {
		t.Errorf("got %d reports", len(reports))
	}
}

func TestNoVersionNoBase(t *testing.T) {
	t.Parallel()
	c := newCheckout(t)
	c.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n")
	if _, err := findBase(c.root); !errors.Is(err, errNoBase) {
		t.Errorf("got %v", err)
	}
}
