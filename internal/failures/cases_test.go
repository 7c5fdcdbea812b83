package failures

import (
	"reflect"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// What the tests of all APIs try on one of them. Each API's own stands in a file of its own.
type apiCases struct {
	requests  map[string]string // bodies by operation, where the examples of specs/ are not JSON
	senseless []senseless
	legal     []changedRequest
	unlisted  []unlisted
	lenient   []lenient
	inSuccess []refusedInSuccess

	refusal   *errorAnswer   // one that is understood; nil where refusals come sealed
	errorForm bool           // it comes with a 200 as well
	worded    []reflect.Type // successes of which no more is documented than a text
	echoes    int            // at least so many answers repeat what was asked
	replays   bool           // an answer fits the same call made again
}

// An errorAnswer is an HTTP error with a documented code.
type errorAnswer struct {
	status     int
	code, body string
}

// casesOf has the cases by the name of the API.
var casesOf = map[string]apiCases{}

// Cases are about APIs that are there, and each has some.
func TestCasesAreOfAPIs(t *testing.T) {
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
