package main

import (
	"runtime"
	"runtime/debug"
)

func version(e *environment, _ []string) int {
	module := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		module = info.Main.Version
	}
	table(e.stdout, func(add func(...string)) {
		add("strictpay", module)
		add("go", runtime.Version())
		for _, a := range apis() {
			add("spec "+a.Name, a.Revision)
		}
	})
	return exitOK
}
