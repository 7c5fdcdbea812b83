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

// A folder is what is written into one folder.
type folder struct {
	path  string
	files map[string][]byte
	mixed bool // hand-written files stand there as well
}

// write puts all files beside the old ones and moves them only when all are there, so that a failure leaves the old
// packages and nothing new. Generated files that a package has no longer are removed.
func write(root string, folders []folder) (err error) {
	var written []string
	defer func() {
		if err == nil {
			return
		}
		for _, file := range written {
			_ = os.Remove(file + ".new")
		}
	}()
	for _, f := range folders {
		dir := filepath.Join(root, f.path)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		for _, name := range sortedNames(f.files) {
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file+".new", f.files[name], 0o644); err != nil {
				return err
			}
			written = append(written, file)
		}
	}
	for _, file := range written {
		if err := os.Rename(file+".new", file); err != nil {
			return err
		}
	}
	for _, f := range folders {
		stale, err := f.stale(root)
		if err != nil {
			return err
		}
		for _, file := range stale {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// stale are the generated files of a folder that the specification does not give any more.
func (f folder) stale(root string) (files []string, err error) {
	dir := filepath.Join(root, f.path)
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), suffix) && f.files[e.Name()] == nil {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, err
}

// compare fails where the packages on disk are not what the spec gives.
func compare(root string, folders []folder) error {
	for _, f := range folders {
		dir := filepath.Join(root, f.path)
		for _, name := range sortedNames(f.files) {
			there, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || !bytes.Equal(there, f.files[name]) {
				return fmt.Errorf("%s is not what the spec gives; run: make generate", filepath.Join(dir, name))
			}
		}
		stale, err := f.stale(root)
		if err != nil {
			return err
		}
		if len(stale) > 0 {
			return fmt.Errorf("%s belongs to no spec; run: make generate", stale[0])
		}
		if f.mixed {
			continue
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".go") && f.files[e.Name()] == nil {
				return fmt.Errorf("%s is not generated; gen/ has generated files only", filepath.Join(dir, e.Name()))
			}
		}
	}
	return nil
}
