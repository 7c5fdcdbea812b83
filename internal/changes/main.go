// Command changes says what the specifications and the generated packages changed since an earlier version, in terms of
// programs that use them: what breaks callers, what is new, what behaves otherwise, and which texts changed.
//
//	changes                     since the newest version in CHANGELOG.md, for a terminal
//	changes -base REVISION      since another revision
//	changes -format markdown    as a section of CHANGELOG.md
//	changes -check              fail where CHANGELOG.md or x-revision does not say what changed
//
// It reads specs/ and gen/ only, so it also works while adapters do not compile yet.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	root := flag.String("root", ".", "folder of the module")
	base := flag.String("base", "", "revision to compare with; empty: the newest version in CHANGELOG.md")
	format := flag.String("format", "text", "text or markdown")
	check := flag.Bool("check", false, "fail where CHANGELOG.md or x-revision does not say what changed")
	flag.Parse()
	if flag.NArg() > 0 || *format != "text" && *format != "markdown" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*root, *base, *format, *check); err != nil {
		fmt.Fprintln(os.Stderr, "changes:", err)
		os.Exit(1)
	}
}

var errMissing = errors.New("CHANGELOG.md and x-revision do not say what changed; make changes FORMAT=markdown " +
	"prints the section")

func run(root, base, format string, check bool) error {
	if base == "" {
		found, err := findBase(root)
		if err != nil {
			return err
		}
		base = found
	} else if err := checkBase(root, base); err != nil {
		return err
	}
	old, err := os.MkdirTemp("", "changes-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(old)
	if err := checkOut(root, base, old); err != nil {
		return err
	}
	reports, err := compareAll(old, root)
	if err != nil {
		return err
	}
	if check {
		return checkLog(root, reports)
	}
	if format == "markdown" {
		writeMarkdown(os.Stdout, reports)
		return nil
	}
	writeText(os.Stdout, base, reports)
	return nil
}

// compareAll reports the APIs that differ between two checkouts.
func compareAll(oldRoot, newRoot string) ([]*report, error) {
	before, err := apis(oldRoot)
	if err != nil {
		return nil, err
	}
	now, err := apis(newRoot)
	if err != nil {
		return nil, err
	}
	var reports []*report
	for _, api := range now {
		r := &report{api: api, file: specFile(api), newAPI: !slices.Contains(before, api)}
		if !r.newAPI {
			if err := r.fill(oldRoot, newRoot); err != nil {
				return nil, err
			}
		}
		if r.newAPI || len(r.changes) > 0 {
			reports = append(reports, r)
		}
	}
	for _, api := range before {
		if !slices.Contains(now, api) {
			reports = append(reports, &report{api: api, file: specFile(api), isOut: true})
		}
	}
	return reports, nil
}

func (r *report) fill(oldRoot, newRoot string) error {
	old, err := readFile(oldRoot, r.file)
	if err != nil {
		return err
	}
	now, err := readFile(newRoot, r.file)
	if err != nil {
		return err
	}
	r.old, r.now = old.revision, now.revision
	ofSpec := compare(old, now)
	ofGo, err := goChanges(oldRoot, newRoot, r.api)
	r.changes = append(folded(ofSpec), toldInGo(ofGo, ofSpec)...)
	return err
}

func readFile(root, file string) (*document, error) {
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	return read(file, content)
}

func specFile(api string) string { return "specs/" + api + "/openapi.yaml" }

// apis are the folders of specs/ that have a specification.
func apis(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "specs", "*", "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.Base(filepath.Dir(f))
	}
	return names, nil
}

// checkLog prints what CHANGELOG.md and the revisions lack, and fails where it is anything.
func checkLog(root string, reports []*report) error {
	log, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return err
	}
	lines := missing(string(log), reports)
	for _, line := range lines {
		fmt.Fprintln(os.Stderr, line)
	}
	if len(lines) > 0 {
		return errMissing
	}
	return nil
}
