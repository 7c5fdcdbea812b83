// Command strictgen turns one folder of specs/ into one package of gen/.
//
// It runs oapi-codegen as a library with the template overrides of specs/templates: oapi-codegen names types and
// fields and writes the request builders, the server URLs and the router; the functions added here write what it
// lacks: strict decoders, encoders, checks, typed calls, code tables.
//
//	strictgen specs/vertex            write the package that codegen.yaml names
//	strictgen -lint specs/vertex      only check the spec
//	strictgen -check specs/vertex     compare with the package that is there
//	strictgen -help                   the rules
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func main() {
	lintOnly := flag.Bool("lint", false, "only check the spec")
	checkOnly := flag.Bool("check", false, "compare with the files that are there, and write nothing")
	templates := flag.String("templates", "specs/templates", "folder of the template overrides")
	flag.Usage = usage
	flag.Parse()
	if flag.NArg() != 1 {
		fail(errors.New("give one folder, such as specs/vertex"))
	}
	dir := flag.Arg(0)
	doc, report, err := openapi.Load(filepath.Join(dir, "openapi.yaml"))
	if err != nil {
		fail(err)
	}
	// What could not be read would only give problems that follow from it.
	if report.Empty() {
		lint.Check(doc, report)
	}
	exitWith(report)
	folders, err := generate(doc, report, dir, *templates)
	exitWith(report)
	if err != nil {
		fail(err)
	}
	switch {
	case *lintOnly:
	case *checkOnly:
		err = compare(".", folders)
	default:
		err = write(".", folders)
	}
	if err != nil {
		fail(err)
	}
}

// exitWith prints the problems and ends with a failure where there are any.
func exitWith(report *openapi.Report) {
	if report.Empty() {
		return
	}
	for _, p := range report.Problems() {
		fmt.Fprintln(os.Stderr, p)
	}
	os.Exit(1)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "strictgen:", err)
	os.Exit(1)
}
