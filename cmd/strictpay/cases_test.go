package main

import (
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// What the tests of all APIs try on one of them. Each API's own stands in a file of its own.
type apiCases struct {
	printed           string // members of what strictpay sandbox prints of the API as JSON
	answers, requests []bodyCase
	subjects          []subject
	sealed            bool                             // the subjects' answers are
	arguments         []argumentCase                   // with the credentials of a sandbox
	refund            func(s *sandbox.Sandbox) refused // that the provider does not make
	callback          callbackCase                     // that no request gave an address
}

// casesOf has the cases by the name of the API.
var casesOf = map[string]apiCases{}

// subjects are those of all APIs whose answers are not sealed.
func subjects() []subject {
	var list []subject
	for _, a := range apis.All() {
		if c := casesOf[a.Name]; !c.sealed {
			list = append(list, c.subjects...)
		}
	}
	return list
}

// subjectOf is the subject of an operation.
func subjectOf(t *testing.T, operation string) *subject {
	t.Helper()
	for _, a := range apis.All() {
		for _, s := range casesOf[a.Name].subjects {
			if s.operation == operation {
				return &s
			}
		}
	}
	t.Fatalf("no subject %s", operation)
	return nil
}

// Cases are about APIs that are there, and each has some.
func TestCasesAreOfAPIs(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		if _, there := casesOf[a.Name]; !there {
			t.Errorf("%s has no cases: write cases_%s_test.go", a.Name, a.Name)
		}
	}
	for name := range casesOf {
		if _, err := apis.Find(name); err != nil {
			t.Error(err)
		}
	}
}
