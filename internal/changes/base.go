package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// errNoBase is returned where there is no earlier version to compare with.
var errNoBase = errors.New("there is no earlier version: no tag, and no version in CHANGELOG.md; give one with " +
	"BASE=<revision>")

var heading = regexp.MustCompile(`(?m)^## \[?v?(\d+\.\d+\.\d+)`)

// findBase is the revision of the newest version that CHANGELOG.md names: its tag, or the commit that wrote the
// heading.
func findBase(root string) (string, error) {
	log, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return "", err
	}
	version := heading.FindSubmatch(log)
	if version == nil {
		return "", errNoBase
	}
	tag := "v" + string(version[1])
	if _, err := git(root, "rev-parse", "--verify", "--quiet", "refs/tags/"+tag); err == nil {
		return tag, nil
	}
	commits, err := git(root, "log", "--format=%H", "--reverse", "-S", strings.TrimSpace(string(version[0])), "--",
		"CHANGELOG.md")
	if err != nil {
		return "", err
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(commits)), "\n")
	if first == "" {
		return "", errNoBase
	}
	return first, nil
}

// checkBase says what to write where a revision that was asked for is none.
func checkBase(root, base string) error {
	if _, err := git(root, "rev-parse", "--verify", "--quiet", base+"^{commit}"); err == nil {
		return nil
	}
	instead := "name a tag, a branch or a commit, such as BASE=HEAD~1, or leave BASE out"
	if newest, err := findBase(root); err == nil {
		instead += " to compare with the newest version, " + newest[:min(len(newest), 12)]
	}
	return fmt.Errorf("there is no revision %q: %s; git fetch --tags brings the tags of the origin", base, instead)
}

func git(root string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = root
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(problem.String()))
	}
	return out.Bytes(), nil
}

// checkOut writes the specifications, the generated packages and what they import, as of a revision, into a folder.
func checkOut(root, base, dir string) error {
	archive, err := git(root, "archive", "--format=tar", base)
	if err != nil {
		return err
	}
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg || !wanted(h.Name) {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(h.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
}

// wanted are the files that the comparison reads.
func wanted(name string) bool {
	if strings.HasSuffix(name, "_test.go") {
		return false
	}
	return name == "go.mod" || name == "go.sum" || strings.HasSuffix(name, "/openapi.yaml") ||
		strings.HasSuffix(name, ".go")
}
