package apis_test

import (
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// A place may name several APIs.
type place struct {
	files string // a pattern of path.Match
	names string // the APIs; "" for all
	why   string
}

// The registry, what DESIGN says for people, and what is about one API at a time.
var places = []place{
	{"internal/apis/api.go", "", "the registry"},
	{"internal/apis/secondlist_test.go", "", "this list"},
	{"internal/apis/arrows_test.go", "", "packages that tests take their examples from"},
	{"generate.go", "", "go generate takes no list; TestEveryListHasEveryAPI holds it against specs/"},
	{"sandbox/sandbox.go", "", "typed fields; TestTheSandboxHasEveryFake holds them against the registry"},
	{"sandbox/credentials.go", "", "typed fields; TestTheSandboxKeepsEveryCredential holds them against the registry"},
	{"cmd/strictpay/*.go", "xpayments vertex", "help: examples are about vertex, and strictpay xpayments is a command"},
	{"examples/shop/provider.go", "", "a shop's own choice; TestTheShopSellsByAPIs holds it against the registry"},
	{"examples/compose.yaml", "koshelek vertex", "the two whose requests do not say where callbacks go"},
	{"bench/*.go", "", "bodies are measured, each a chosen one; README.md lists them"},
	{"settle/internal/load/*.go", "",
		"a shop that keeps its intents; TestEveryAPIIsLoaded holds it against the registry"},

	{"cmd/strictpay/completion_test.go", "", "words that are completed, each about another API"},
	{"cmd/strictpay/lines_test.go", "", "command lines as people type them, each about another API"},
	{"cmd/strictpay/har_test.go", "rozetkapay koshelek vertex", "what is in the recordings"},
	{"cmd/strictpay/testdata/har/*.har", "rozetkapay koshelek vertex", "recordings of traffic"},
	{"examples/shop/shop_test.go", "", "how the payer pays at each provider"},
	{"internal/browser/*_test.go", "", "pages, each about another API"},
	{"internal/traffic/traffic_test.go", "", "exchanges, each with another provider"},
	{"otel/otel_test.go", "rozetkapay koshelek vertex",
		"a limit on calls, a refusal and a span, each where there is one"},
	{"internal/clients/print_test.go", "koshelek xpayments vertex", "types that print, each of another package"},
	{"sandbox/sandbox_test.go", "rozetkapay koshelek vertex", "paths and credentials, each of another fake"},
	{"settle/*_test.go", "", "ways to ask about a payment, each of another API"},
}

// Where two APIs are named in one file there may be a list of them, which whoever adds an API would have to find. Code
// walks the registry instead. A test may take its examples from two APIs; what is tried on each of them stands in a
// file of its own, of which the name of the API is a part.
func TestNoSecondListOfTheAPIs(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("git", "ls-files")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("no git checkout: %v", err)
	}
	used := map[string]bool{}
	for _, file := range strings.Fields(string(out)) {
		top, _, _ := strings.Cut(file, "/")
		if slices.Contains([]string{"gen", "specs", "docs"}, top) || path.Ext(file) == ".md" {
			continue // what is generated and written of each API, and prose
		}
		most := 1
		if strings.HasSuffix(file, "_test.go") {
			most = 2
		}
		names := namedIn(t, file)
		if len(names) <= most {
			continue
		}
		i := slices.IndexFunc(places, func(p place) bool { return p.allows(file, names) })
		if i < 0 {
			t.Errorf("%s names %s: walk apis.All() there, or give a reason in places", file, strings.Join(names, ", "))
			continue
		}
		used[places[i].files] = true
	}
	for _, p := range places {
		folder, _, _ := strings.Cut(p.files, "/")
		_, err := os.Stat(filepath.Join(root, folder)) // not there in a copy of a part of the module
		if err == nil && !used[p.files] {
			t.Errorf("no reason is needed for %s any more", p.files)
		}
	}
}

func (p place) allows(file string, names []string) bool {
	match, _ := path.Match(p.files, file)
	return match && (p.names == "" || !slices.ContainsFunc(names, func(name string) bool {
		return !slices.Contains(strings.Fields(p.names), name)
	}))
}

// A list in any of the ways that the module has had is found; one API, or comments about several, are none.
func TestListsAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		`package a; import ("x/adapters/vertex"; "x/adapters/koshelek")`:    2,
		`package a; var all = []string{"rozetkapay", "XPayments"}`:          2,
		`package a; func f(s S) { s.Vertex.Pay(); s.RozetkaPay.Pay() }`:     2,
		`package a; const says = "X-Payments and Koshelek Pay"`:             2,
		"package a // vertex, koshelek\n/* rozetkapay */ var x vertexapi.X": 1,
	} {
		if got := namesIn("a.go", []byte(text)); len(got) != want {
			t.Errorf("%s names %v", text, got)
		}
	}
	if got := namesIn("a.yaml", []byte("# vertex\nkoshelek: 1")); len(got) != 2 {
		t.Errorf("a file that is no program names %v", got)
	}
}

// namedIn are the APIs that a file of the module names.
func namedIn(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if os.IsNotExist(err) {
		return nil // removed, and not committed yet
	}
	if err != nil {
		t.Fatal(err)
	}
	return namesIn(file, text)
}

// namesIn are the APIs that a text names, however they are spelled; in Go comments do not count, but directives do.
func namesIn(file string, text []byte) []string {
	if path.Ext(file) == ".go" {
		text = withoutComments(text)
	}
	code := strings.ToLower(strings.ReplaceAll(string(text), "-", ""))
	var names []string
	for _, a := range apis.All() {
		if strings.Contains(code, a.Name) {
			names = append(names, a.Name)
		}
	}
	return names
}

func withoutComments(text []byte) []byte {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(text)), text, nil, scanner.ScanComments)
	var code []byte
	for {
		_, tok, literal := s.Scan()
		if tok == token.EOF {
			return code
		}
		if tok != token.COMMENT || strings.HasPrefix(literal, "//go:") {
			code = append(append(code, literal...), ' ')
		}
	}
}
