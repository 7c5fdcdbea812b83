package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
)

// A versionRow is the JSON of the versions.
type versionRow struct {
	Version string            `json:"version"`
	Go      string            `json:"go"`
	Specs   map[string]string `json:"specs"` // of API names to dates
}

func versionCommand(e *environment) *cobra.Command {
	var output format
	cmd := &cobra.Command{
		Use: "version", Short: "print versions",
		Long:    "Prints the version of the module, that of Go, and the dates of the specifications.\n\nExit code: 0.",
		Example: "  strictpay version",
		Args:    numbered(0, 0, "", ""),
		RunE:    func(*cobra.Command, []string) error { return printVersion(e, output.json()) },
	}
	output.define(cmd)
	return cmd
}

func printVersion(e *environment, asJSON bool) error {
	row := versionRow{Version: moduleVersion(), Go: runtime.Version(), Specs: map[string]string{}}
	list := []definition{{name: "strictpay", text: row.Version}, {name: "go", text: row.Go}}
	for _, a := range apis.All() {
		row.Specs[a.Name] = a.Revision
		list = append(list, definition{name: "spec " + a.Name, text: a.Revision})
	}
	if asJSON {
		return line(e.stdout, row)
	}
	define(e.stdout, "", list)
	return nil
}

// moduleVersion is the version of the module that this program was built from.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
