//go:build tools

// Package tools pins the developer tools in go.mod, so that one file says which versions write and check the code.
package tools

import (
	// The names of models and the sandbox's router; internal/strictgen runs it as a library.
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen" // v2.8.2
	_ "honnef.co/go/tools/cmd/staticcheck"                       // make check
)
