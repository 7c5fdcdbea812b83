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

// Imports run one way, and no API's package knows another's.
func TestArrows(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	used := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		paths := strings.Fields(line)
		from := short(paths[0])
		found, allowed := find(from)
		switch {
		case found == nil && !strings.HasPrefix(from, "internal/"):
			t.Errorf("no arrow says what %s may import; add a line to arrows", from)
		case found == nil:
			continue
		default:
			used[found.from] = true
		}
		for _, path := range paths[1:] {
			if to := short(path); to != path && !allowed.MatchString(to) {
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

// short is a package's path in the module, root for the module's own; other paths are as they were.
func short(path string) string {
	if path == module {
		return "root"
	}
	return strings.TrimPrefix(path, module+"/")
}

// find gives the arrow of a package, and what it may import.
func find(from string) (*arrow, *regexp.Regexp) {
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
