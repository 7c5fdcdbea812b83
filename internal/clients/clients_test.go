// Package clients tests what the clients of all adapters have in common.
package clients_test

import (
	"errors"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox"
)

// Every client can be asked later what became of a call, by its API and account.
func TestClientsCanBeAsked(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		for _, opts := range [][]strictpay.Option{nil, {strictpay.WithAccount("shop")}} {
			made, err := a.Connect(apis.OnSandbox(a, s, nil), opts...)
			if err != nil {
				t.Fatal(err)
			}
			asker, ok := made.(strictpay.Asker)
			if !ok {
				t.Fatalf("%s: %T is no strictpay.Asker", a.Name, made)
			}
			account := asker.Account()
			if asker.API() != a.Name || account == "" || opts != nil && account != "shop" {
				t.Errorf("%s: API %q, account %q", a.Name, asker.API(), account)
			}
			if _, ok := asker.Notice("no event"); ok {
				t.Errorf("%s takes a text for an event", a.Name)
			}
		}
	}
}

// A client that no constructor made sends nothing and says so, without a panic.
func TestZeroClientsSendNothing(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		made, err := a.Connect(apis.OnSandbox(a, s, nil))
		if err != nil {
			t.Fatal(err)
		}
		zero := reflect.New(reflect.TypeOf(made).Elem()).Interface().(apis.Client)
		for _, op := range a.Operations {
			if _, err := zero.Invoke(t.Context(), op.ID, nothing{}); !errors.Is(err, strictpay.ErrNotSent) {
				t.Errorf("%s.%s: %v", a.Name, op.ID, err)
			}
		}
	}
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"derived": func() error {
			_, err := new(rozetkapay.Client).OnBehalfOf("child").PayPartsRequestInfo(ctx, "order")
			return err
		},
		"negotiated": func() error {
			_, err := new(xpayments.Client).Negotiate(ctx)
			return err
		},
		"generated": func() error {
			_, err := new(rozetkapayapi.Client).PayPartsRequestInfo(ctx, "order")
			return err
		},
		"generated, of nothing": func() error {
			_, err := rozetkapayapi.NewClient(nil).PayPartsRequestInfo(ctx, "order")
			return err
		},
	} {
		if err := call(); !errors.Is(err, invoke.ErrNoClient) || !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// nothing is a call without arguments.
type nothing struct{}

func (nothing) Argument(string, any) error   { return nil }
func (nothing) Body(jsonread.Readable) error { return nil }

// noRefusal are refusals with a status that leaves open what happened.
var noRefusal = regexp.MustCompile(`Refusals: [^)]*\b(408|5\d\d)\b`)

// go doc lists the methods that a type declares itself, nothing that is promoted or behind an alias.
func TestDocumentationListsEveryOperation(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Specs() {
		for _, dir := range []string{"adapters/" + api.Name, "gen/" + api.Name + "api"} {
			methods := clientMethods(t, filepath.Join("../..", dir))
			for _, op := range api.Operations {
				text, ok := methods[strings.ToUpper(op.ID[:1])+op.ID[1:]]
				if !ok {
					t.Errorf("%s: go doc of Client lists no %s", dir, op.ID)
					continue
				}
				for _, fact := range []string{op.Method + " " + op.Path, "Idempotent: ", "Moves money: ", "Returns: ",
					"Source: "} {
					if !strings.Contains(text, fact) {
						t.Errorf("%s: the documentation of %s does not say %q", dir, op.ID, fact)
					}
				}
				if op.AskWith != "" && !strings.Contains(text, "After an unknown outcome, ask: ") {
					t.Errorf("%s: the documentation of %s does not say what to ask", dir, op.ID)
				}
				if noRefusal.MatchString(text) {
					t.Errorf("%s: the documentation of %s calls a failure of the server a refusal", dir, op.ID)
				}
			}
		}
	}
}

// clientMethods are the methods of Client with their documentation, as go doc finds them.
func clientMethods(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, filepath.Join(dir, e.Name()), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	pkg, err := doc.NewFromFiles(set, files, "example.com/"+filepath.Base(dir))
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string]string{}
	for _, typ := range pkg.Types {
		if typ.Name != "Client" {
			continue
		}
		for _, m := range typ.Methods {
			methods[m.Name] = strings.Join(strings.Fields(m.Doc), " ")
		}
	}
	return methods
}
