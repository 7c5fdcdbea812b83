package apis_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

const module = "github.com/strictpay/strictpay"

// An arrow says which packages of the module a package may import. API stands for the name of an API, the same on both
// sides.
type arrow struct{ from, to string }

// arrows are all that there may be: cmd -> internal/apis -> adapters, sandbox -> gen -> runtime -> the root. A package
// matches one line. What is in internal/ beside the lines here serves development, and may import what it likes.
var arrows = []arrow{
	{`root`, `internal/leaf`},
	{`internal/leaf`, ``},
	{`runtime/\w+`, `root|internal/leaf|runtime/\w+`},
	{`gen/APIapi`, `root|internal/leaf|runtime/\w+`},
	{`gen/APIserver`, `root|internal/leaf|runtime/\w+|gen/APIapi`},
	{`transport`, `root|internal/leaf|runtime/\w+`},
	{`adapters/xpayments/seal`, ``},
	{`adapters/API`, `root|internal/leaf|runtime/\w+|transport|gen/APIapi|adapters/API/\w+`},
	{`sandbox/fake`, `root|internal/leaf|runtime/\w+`},
	{`sandbox/xpayments`, `root|runtime/\w+|gen/xpayments(api|server)|sandbox/fake|adapters/xpayments/seal`},
	{`sandbox/API`, `root|runtime/\w+|gen/API(api|server)|sandbox/fake`},
	{`sandbox`, `root|runtime/\w+|sandbox/\w+`},
	{`specs`, ``},
	{`internal/soak/rig`, `root|runtime/\w+|transport|sandbox|sandbox/fake`},
	{`internal/reference`, `specs|internal/strictgen/expand`},
	{`internal/har`, ``},
	{`internal/traffic`, `root|internal/leaf|runtime/\w+|internal/(apis|har|reference)`},
	{`internal/apis`, `root|runtime/\w+|transport|gen/\w+api|adapters/\w+(/seal)?|sandbox(/\w+)?|internal/soak/rig`},
	{`internal/soak`, `internal/apis|internal/soak/rig`},
	{`internal/console`, `root|runtime/spec|internal/(apis|reference|traffic)|sandbox(/fake)?`},
	{`cmd/strictpay`, `root|internal/leaf|runtime/\w+|transport|internal/(apis|console|har|reference|traffic)|` +
		`sandbox(/fake)?|specs|adapters/xpayments/seal`},
}

// testArrows are what tests import beside what their package may: examples call a client as users do, readers and calls
// are tried on generated code, adapters on their fake.
var testArrows = []arrow{
	{`root`, `adapters/vertex|gen/vertexapi|sandbox(/fake)?`},
	{`runtime/(invoke|jsonread)`, `gen/(vertex|rozetkapay)api`},
	{`adapters/API`, `sandbox(/fake|/API)?`},
	{`sandbox`, `adapters/vertex|gen/vertexapi`},
	{`specs`, `root|runtime/\w+|internal/apis`},
	{`internal/reference`, `internal/apis`},
	{`internal/traffic`, `sandbox`},
	{`internal/apis`, `specs`},
	{`internal/console`, `gen/vertexapi`},
	{`cmd/strictpay`, `gen/xpaymentsapi|sandbox/xpayments`},
}

// kits serve tests alone; each test may import them, and packages generated from made-up specifications.
var kits = regexp.MustCompile(`^(internal/(askcheck|connector|damage(/through)?|dump|giveup|leaf|rawserver|states)|` +
	`internal/strictgen/testdata/\w+)$`)

// Imports run one way, and no API's package knows another's.
func TestArrows(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for from, imports := range imported(t, "Imports") {
		found, allowed := find(arrows, from)
		switch {
		case found == nil && !strings.HasPrefix(from, "internal/"):
			t.Errorf("no arrow says what %s may import; add a line to arrows", from)
		case found == nil:
			continue
		}
		used[found.from] = true
		for _, to := range imports {
			if !allowed.MatchString(to) {
				t.Errorf("%s imports %s: the arrows allow it only %q", from, to, found.to)
			}
		}
	}
	for _, a := range arrows {
		if !used[a.from] && a.from != `gen/APIserver` {
			t.Errorf("no package matches the arrow of %s; take it off", a.from)
		}
	}
}

// Tests know no more than their package, its neighbours in testArrows, and the kits.
func TestArrowsOfTests(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for from, imports := range imported(t, "TestImports", "XTestImports") {
		own, allowed := find(arrows, from)
		if own == nil {
			continue
		}
		more, also := find(testArrows, from)
		for _, to := range imports {
			switch {
			case to == from || allowed.MatchString(to) || kits.MatchString(to):
			case more != nil && also.MatchString(to):
				used[more.from] = true
			default:
				t.Errorf("the tests of %s import %s: the arrows do not allow it", from, to)
			}
		}
	}
	for _, a := range testArrows {
		if !used[a.from] {
			t.Errorf("no test needs the arrow of %s; take it off", a.from)
		}
	}
}

// imported are the packages of the module, each with those of its imports that are of the module too.
func imported(t *testing.T, fields ...string) map[string][]string {
	t.Helper()
	format := "{{.ImportPath}}"
	for _, field := range fields {
		format += "{{range ." + field + "}} {{.}}{{end}}"
	}
	cmd := exec.Command("go", "list", "-f", format, "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		paths := strings.Fields(line)
		from := short(paths[0])
		all[from] = nil
		for _, path := range paths[1:] {
			if to := short(path); to != path {
				all[from] = append(all[from], to)
			}
		}
	}
	return all
}

// short is a package's path in the module, root for the module's own; other paths are as they were.
func short(path string) string {
	if path == module {
		return "root"
	}
	return strings.TrimPrefix(path, module+"/")
}

// find gives the arrow of a package in a list, and what it may import.
func find(arrows []arrow, from string) (*arrow, *regexp.Regexp) {
	for i := range arrows {
		for _, a := range apis.All() {
			pattern := func(text string) *regexp.Regexp {
				return regexp.MustCompile("^(" + strings.ReplaceAll(text, "API", a.Name) + ")$")
			}
			if pattern(arrows[i].from).MatchString(from) {
				return &arrows[i], pattern(arrows[i].to)
			}
		}
	}
	return nil, nil
}
