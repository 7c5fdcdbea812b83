//go:build ignore

// Package tools names the developer tools, what each is for, and the version of the one that writes code. The tool
// lines of go.mod, which a test compares with this list, pin them. The build tag is ignore, because go mod tidy follows
// every other one: it would write twenty modules that only tools need into the go.mod of each user of this package.
package tools

import (
	// The names of models and the sandbox's router; internal/strictgen runs it as a library.
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen" // v2.8.2
	_ "honnef.co/go/tools/cmd/staticcheck"                       // make check
)
