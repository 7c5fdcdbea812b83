package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// duplicates reports what the files of a package declare twice: names that oapi-codegen makes and collisions does not
// know. It looks at declarations alone, so that the message comes before the compiler's.
func (ms *models) duplicates(report *openapi.Report, files map[string][]byte) error {
	declared := map[string]string{}
	for _, file := range sortedNames(files) {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, files[file], parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range parsed.Decls {
			for _, name := range declaredBy(d) {
				if name == "_" || name == "init" {
					continue
				}
				if first := declared[name]; first != "" {
					at, where := ms.named(name)
					report.Add(at, where, fmt.Sprintf("its Go name %s stands both in %s and %s", name, first, file),
						"give it another with x-go-name, or rename it")
				}
				declared[name] = file
			}
		}
	}
	return nil
}

// named is the component of a Go name, the document where none has it.
func (ms *models) named(goName string) (at openapi.Position, where string) {
	for _, m := range ms.list {
		if m.goName == goName {
			return m.schema.Position, m.schema.Where
		}
	}
	return ms.doc.Position, "document"
}

// declaredBy are the names that a declaration puts into the package.
func declaredBy(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}
