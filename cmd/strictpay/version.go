package main

import (
	"runtime"
	"runtime/debug"

	"github.com/strictpay/strictpay/internal/apis"
)

func version(e *environment, args []string) int {
	if len(args) > 0 {
		return complain(e, exitUnable, "no arguments are due; type: strictpay version")
	}
	module := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		module = info.Main.Version
	}
	table(e.stdout, func(add func(...string)) {
		add("strictpay", module)
		add("go", runtime.Version())
		for _, a := range apis.All() {
			add("spec "+a.Name, a.Revision)
		}
	})
	return exitOK
}
