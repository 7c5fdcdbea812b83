// Command strictgen turns one folder of specs/ into one package of gen/.
//
// It runs oapi-codegen as a library with the template overrides of specs/templates: oapi-codegen names types and fields and writes the request builders,
// the server URLs and the router; the functions added here write what it lacks: strict decoders, encoders, checks, typed calls, code tables.
//
//	strictgen specs/vertex            write the package that codegen.yaml names
//	strictgen -lint specs/vertex      only check the spec
//	strictgen -check specs/vertex     compare with the package that is there
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	lintOnly := flag.Bool("lint", false, "only check the spec")
	checkOnly := flag.Bool("check", false, "compare with the files that are there, and write nothing")
	templates := flag.String("templates", "specs/templates", "folder of the template overrides")
	flag.Parse()
	if flag.NArg() != 1 {
		fail(fmt.Errorf("one folder is due, such as specs/vertex"))
	}
	dir := flag.Arg(0)
	s, err := load(filepath.Join(dir, "openapi.yaml"))
	if err != nil {
		fail(err)
	}
	if problems := lint(s); len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintf(os.Stderr, "%s: %s\n", s.file, p)
		}
		os.Exit(1)
	}
	if *lintOnly {
		return
	}
	files, output, err := generate(s, dir, *templates)
	if err != nil {
		fail(err)
	}
	if *checkOnly {
		err = compare(output, files)
	} else {
		err = write(output, files)
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "strictgen:", err)
	os.Exit(1)
}

// write puts all files beside the old ones and moves them only when all are there, so that a failure leaves the old package.
func write(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name+".new"), text, 0o644); err != nil {
			return err
		}
	}
	for name := range files {
		if err := os.Rename(filepath.Join(dir, name+".new"), filepath.Join(dir, name)); err != nil {
			return err
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
