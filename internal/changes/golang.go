package main

import (
	"errors"
	"fmt"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/exp/apidiff"
	"golang.org/x/tools/go/packages"
)

var (
	// forRuntime are the methods of models that generated code and its runtime call, and programs do not.
	forRuntime = regexp.MustCompile(`^\(?\*?\w+\)?\.` +
		`(ReadJSON|ReadXML|WriteXML|AppendJSON|Check|RefusalInfo|Verdict|Format|LogValue): `)
	// ofService are the methods of the interface Service. It has those of Client, which are compared as well, and a new
	// operation is no break.
	ofService = regexp.MustCompile(`^Service\.`)
	// qualifier is the path of a package, of which the last element is enough to read.
	qualifier = regexp.MustCompile(`(?:[\w.-]+/)+([\w-]+)\.`)
)

// goChanges compares the generated package of an API between two checkouts.
func goChanges(oldRoot, newRoot, api string) ([]change, error) {
	before, err := load(oldRoot, api)
	if err != nil {
		return nil, err
	}
	now, err := load(newRoot, api)
	if err != nil {
		return nil, err
	}
	var changes []change
	for _, c := range apidiff.Changes(before, now).Changes {
		skip := forRuntime.MatchString(c.Message) || ofService.MatchString(c.Message) ||
			strings.HasPrefix(c.Message, "Revision: value changed")
		if skip {
			continue
		}
		class := breaks
		if c.Compatible {
			class = added
		}
		changes = append(changes, change{class: class, what: "Go: " + qualifier.ReplaceAllString(c.Message, "$1.")})
	}
	slices.SortStableFunc(changes, func(a, b change) int { return strings.Compare(a.what, b.what) })
	return slices.CompactFunc(changes, func(a, b change) bool { return a.what == b.what }), nil
}

// load type-checks one generated package; adapters need not compile for it.
func load(root, api string) (*types.Package, error) {
	config := &packages.Config{Dir: root,
		Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedSyntax |
			packages.NeedTypesInfo}
	list, err := packages.Load(config, "./"+filepath.ToSlash(filepath.Join("gen", api+"api")))
	if err != nil {
		return nil, err
	}
	if len(list) != 1 {
		return nil, fmt.Errorf("gen/%sapi: expected one package, found %d", api, len(list))
	}
	if len(list[0].Errors) > 0 {
		return nil, fmt.Errorf("gen/%sapi: %w", api, errors.New(list[0].Errors[0].Error()))
	}
	return list[0].Types, nil
}
