package main

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// formatted is the text of a generated file as gofmt writes it, without what it imports in vain. Nothing is imported
// that the source does not name: to search for what is missing, as goimports does, takes seconds for each file.
func formatted(name, source string) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	for _, i := range slices.Clone(file.Imports) {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		if astutil.UsesImport(file, path) {
			continue
		}
		alias := ""
		if i.Name != nil {
			alias = i.Name.Name
		}
		astutil.DeleteNamedImport(set, file, alias, path)
	}
	ast.SortImports(set, file)
	var b strings.Builder
	if err := format.Node(&b, set, file); err != nil {
		return nil, err
	}
	return format.Source([]byte(b.String()))
}
