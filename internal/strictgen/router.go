package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// A router is the package of oapi-codegen's router, which only fakes of the API need.
type router struct {
	Package string `yaml:"package"`
	Output  string `yaml:"output"`
}

// moved takes oapi-codegen's router, which is written for the package of the types, into a package of its own: what is
// declared there gets the package's name.
func (r router) moved(text, types string) (string, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "server.go", text, parser.ParseComments)
	if err != nil {
		return "", err
	}
	var offsets []int
	for _, name := range file.Unresolved {
		if ast.IsExported(name.Name) {
			offsets = append(offsets, set.Position(name.Pos()).Offset)
		}
	}
	slices.Sort(offsets)
	var b strings.Builder
	last := set.Position(file.Name.End()).Offset
	fmt.Fprintf(&b, "// Package %s routes the requests of the API to a ServerInterface, for fakes of it such as the "+
		"sandbox's.\n", r.Package)
	fmt.Fprintf(&b, "// It is oapi-codegen's router; services that call the API do not need it.\npackage %s\n",
		r.Package)
	for _, at := range offsets {
		b.WriteString(text[last:at] + types + ".")
		last = at
	}
	b.WriteString(text[last:])
	return b.String(), nil
}
