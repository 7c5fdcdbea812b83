package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// usage prints how to call the command, and both lists of rules.
func usage() {
	out := flag.CommandLine.Output()
	fmt.Fprint(out, "strictgen [flags] FOLDER: turn FOLDER/openapi.yaml and FOLDER/codegen.yaml into a package\n\n")
	flag.PrintDefaults()
	fmt.Fprint(out, help())
}

func help() string {
	var b strings.Builder
	b.WriteString("\nWhat the generator needs:\n")
	b.WriteString("  - OpenAPI 3.0.3; a keyword that generated code would not heed is refused, with what to write " +
		"instead\n")
	b.WriteString("  - no two things have the same name in Go, and none has a name that generated code has\n")
	for _, r := range lint.Needs {
		b.WriteString("  - " + r.Says + "\n")
	}
	var formats []string
	for _, f := range openapi.Formats {
		formats = append(formats, strings.TrimSpace(f.Type+" "+f.Format))
	}
	b.WriteString("  - scalars are of a type and format of these: " + strings.Join(formats, ", ") + "\n")
	b.WriteString("\nWhat this repository asks of its specs beyond that:\n")
	for _, r := range lint.Policy {
		b.WriteString("  - " + r.Says + "\n")
	}
	b.WriteString("\nExtensions, with the places they stand on; specs/README.md says what they are for:\n")
	for _, e := range openapi.Extensions() {
		required := ""
		if e.Required {
			required = ", required"
		}
		fmt.Fprintf(&b, "  - %s (%s%s): %s\n", e.Name, strings.Join(e.On, ", "), required, e.Says)
	}
	return b.String()
}
