package apis_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// names are the exported names of one package, with what each is: const, var, type, func, or for a method func and the
// type of its first parameter.
type names map[string]string

// reason says why some APIs lack a name that others have.
type reason struct{ name, why string }

// In alphabetical order. Names that only one API has need no line: they are its own.
var missingInAdapters = []reason{
	{"Callback", "Koshelek and X-Payments have one kind of callback"},
	{"Client.Follow", "an API with two things to follow names them: FollowOrder, FollowPayout, FollowOperation"},
	{"Client.FollowOrder", "only some APIs have orders beside other things that are followed"},
	{"Client.FollowPayout", "only some APIs have payouts"},
	{"Details", "X-Payments has no body of its own for errors"},
	{"ErrCredentials", "X-Payments has keys, whose errors say what is wrong with them"},
	{"ErrSignature", "nothing signs the callbacks of X-Payments; what is refused is ErrCallbackRefused"},
	{"Handler", "X-Payments opens callbacks with the client's key: the handler is a method"},
	{"HeaderSignature", "Koshelek signs with HTTP Basic, X-Payments not at all"},
	{"OrderEvent", "an API with several kinds of callbacks names their events"},
	{"PayoutEvent", "only some APIs have payouts"},
	{"Production", "every store runs its own X-Payments"},
	{"Receive", "nothing but the handler can tell who sent a callback of X-Payments"},
	{"Sign", "nothing signs the callbacks of X-Payments; Client.NewCallback makes one"},
	{"Signature", "Koshelek signs with HTTP Basic, X-Payments not at all"},
	{"Verifier", "nothing signs the callbacks of X-Payments; a Sender is who may call"},
	{"Verify", "nothing signs the callbacks of X-Payments; a Sender is who may call"},
	{"WithVerifier", "nothing signs the callbacks of X-Payments; a Sender is who may call"},
}

// Names that an adapter needs only where its API has what they are for.
var forSome = []struct {
	has   func(a apis.API) bool
	names []string
}{
	{func(a apis.API) bool { return len(a.Webhooks) > 0 }, []string{
		"AlsoAccept", "BodyLimit", "BodyTime", "Event", "OnFailure", "RejectViolations", "WebhookOption",
	}},
	{func(a apis.API) bool {
		return slices.ContainsFunc(a.Operations, func(o spec.Operation) bool { return o.MovesMoney })
	}, []string{
		"Client.API", "Client.Account", "Client.Answered", "Client.Ask", "Client.Question", "Client.Resolve",
		"Client.Notice", "Resolution",
	}},
	{func(a apis.API) bool { return len(a.Tables) > 0 }, []string{"Lookup"}},
}

// The same word means the same thing in all adapters: a function here is no type there, and what several adapters have
// all have, but for the reasons above.
func TestAdaptersHaveTheSameNames(t *testing.T) {
	t.Parallel()
	all := map[string]names{}
	for _, a := range apis.All() {
		own := exported(t, filepath.Join(root, "adapters", a.Name), "Client")
		for _, some := range forSome {
			for _, name := range some.names {
				if own[name] == "" && !some.has(a) {
					own[name] = notNeeded
				}
			}
		}
		all[a.Name] = own
	}
	sameNames(t, all, missingInAdapters)
}

// notNeeded stands for a name that an API has no use for.
const notNeeded = "not needed"

// What a fake lets a test do follows from its API, so not every fake has every method. A method that several have is
// about the same kind of thing: an identifier comes first, or whether something is on.
func TestFakesHaveTheSameNames(t *testing.T) {
	t.Parallel()
	all := map[string]names{}
	for _, a := range apis.All() {
		all[a.Name] = exported(t, filepath.Join(root, "sandbox", a.Name), "Server")
	}
	sameKinds(t, all)
}

// What an adapter calls as the root does is the same thing.
func TestAdaptersKeepTheWordsOfTheRoot(t *testing.T) {
	t.Parallel()
	words := exported(t, root, "")
	for _, a := range apis.All() {
		for name := range exported(t, filepath.Join(root, "adapters", a.Name), "") {
			if words[name] == "type" && !slices.Contains(ofTheRoot, name) {
				t.Errorf("adapters/%s has a %s, which means something else in the root package", a.Name, name)
			}
		}
	}
}

// Names of types that the adapters share with the root, where they mean the same.
var ofTheRoot = []string{"Config", "Event"}

// sameKinds compares what a name is in each package: const, var, type, or a function with its first parameter.
func sameKinds(t *testing.T, all map[string]names) {
	t.Helper()
	for api, own := range all {
		for name, kind := range own {
			for other, theirs := range all {
				if kind == notNeeded || theirs[name] == notNeeded {
					continue
				}
				if theirs[name] != "" && theirs[name] != kind && api < other {
					t.Errorf("%s of %s is a %s, that of %s a %s", name, api, kind, other, theirs[name])
				}
			}
		}
	}
}

// sameNames wants every name that several packages have in all of them, or a reason.
func sameNames(t *testing.T, all map[string]names, reasons []reason) {
	t.Helper()
	sameKinds(t, all)
	used := map[string]bool{}
	for api, own := range all {
		for name := range own {
			var lacking []string
			for other, theirs := range all {
				if theirs[name] == "" {
					lacking = append(lacking, other)
				}
			}
			if len(lacking) == 0 || len(lacking) == len(all)-1 {
				continue
			}
			used[name] = true
			if !slices.ContainsFunc(reasons, func(r reason) bool { return r.name == name && r.why != "" }) {
				slices.Sort(lacking)
				t.Errorf("%s of %s is not in %s: add it, rename it, or give a reason here", name, api,
					strings.Join(lacking, ", "))
			}
		}
	}
	for _, r := range reasons {
		if !used[r.name] {
			t.Errorf("no reason is needed for %s any more", r.name)
		}
	}
}

// exported reads the names of a package, and the methods of one of its types as Type.Method. Methods of generated
// files are the operations of the API, which are its own.
func exported(t *testing.T, dir, receiver string) names {
	t.Helper()
	fset := token.NewFileSet()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", dir, len(paths), err)
	}
	found := names{}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".gen.go") {
			continue
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	pkg, err := doc.NewFromFiles(fset, files, "x", doc.PreserveAST)
	if err != nil {
		t.Fatal(err)
	}
	values := func(kind string, list []*doc.Value) {
		for _, v := range list {
			for _, name := range v.Names {
				found[name] = kind
			}
		}
	}
	functions := func(before string, list []*doc.Func) {
		for _, f := range list {
			found[before+f.Name] = "func"
			if parameters := f.Decl.Type.Params.List; before == "Server." && len(parameters) > 0 {
				typ := types.ExprString(parameters[0].Type)
				if strings.Contains(typ, ".") || ast.IsExported(strings.TrimPrefix(typ, "*")) {
					typ = "a type of the API"
				}
				found[before+f.Name] += "(" + typ + ")"
			}
		}
	}
	values("const", pkg.Consts)
	values("var", pkg.Vars)
	functions("", pkg.Funcs)
	for _, typ := range pkg.Types {
		found[typ.Name] = "type"
		values("const", typ.Consts)
		values("var", typ.Vars)
		functions("", typ.Funcs)
		if typ.Name == receiver {
			functions(typ.Name+".", typ.Methods)
		}
	}
	for name := range found {
		if base := name[strings.LastIndexByte(name, '.')+1:]; !ast.IsExported(base) {
			delete(found, name)
		}
	}
	return found
}
