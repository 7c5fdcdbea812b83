package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// suffix of every file that is generated.
const suffix = ".gen.go"

// write puts all files beside the old ones and moves them only when all are there, so that a failure leaves the old package and nothing new.
// Generated files that the package has no longer are removed.
func write(dir string, files map[string][]byte) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names := sortedNames(files)
	var written []string
	defer func() {
		if err == nil {
			return
		}
		for _, name := range written {
			_ = os.Remove(filepath.Join(dir, name+".new"))
		}
	}()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name+".new"), files[name], 0o644); err != nil {
			return err
		}
		written = append(written, name)
	}
	for _, name := range names {
		if err := os.Rename(filepath.Join(dir, name+".new"), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), suffix) && files[e.Name()] == nil {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// compare fails where the package on disk is not what the spec gives.
func compare(dir string, files map[string][]byte) error {
	for _, name := range sortedNames(files) {
		there, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(there, files[name]) {
			return fmt.Errorf("%s is not what the spec gives; run: make generate", filepath.Join(dir, name))
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if files[e.Name()] == nil {
			return fmt.Errorf("%s is not generated; gen/ has generated files only", filepath.Join(dir, e.Name()))
		}
	}
	return nil
}
