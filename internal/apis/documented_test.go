package apis_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// public are the packages that users import. The routers in gen/<api>server are oapi-codegen's own.
var public = regexp.MustCompile(`^` + module + `(/(adapters|gen|runtime|sandbox|specs|transport)\b.*)?$`)

// Every exported name of the public packages has a comment in godoc, and so has every operation, with its method and
// path.
func TestEveryNameIsDocumented(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{.Dir}}{{range .GoFiles}} {{.}}{{end}}`, "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	count, missing, packages := 0, []string{}, 0
	text := map[string]string{} // of methods, by package and name
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if !public.MatchString(words[0]) || strings.HasSuffix(words[0], "server") {
			continue
		}
		packages++
		for name, comment := range comments(t, words[0], words[1], words[2:]) {
			count++
			text[name] = comment
			if strings.TrimSpace(comment) == "" {
				missing = append(missing, name)
			}
		}
	}
	t.Logf("%d packages, %d names, %d without a comment", packages, count, len(missing))
	if len(missing) > 0 || count < 2000 {
		t.Errorf("of %d names these have no comment: %s", count, strings.Join(missing, ", "))
	}
	for _, a := range apis.All() {
		for _, op := range a.Operations {
			name := module + "/adapters/" + a.Name + ".Client." + strings.ToUpper(op.ID[:1]) + op.ID[1:]
			if !strings.Contains(text[name], "HTTP: "+op.Method+" "+op.Path) ||
				!strings.Contains(text[name], "Source: ") {
				t.Errorf("%s does not say what it is: %q", name, text[name])
			}
		}
	}
}

// comments are the comments of a package's exported names.
func comments(t *testing.T, path, dir string, names []string) map[string]string {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(fset, files, path)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{path: p.Doc}
	functions := func(owner string, list []*doc.Func) {
		for _, f := range list {
			found[path+"."+owner+f.Name] = f.Doc
		}
	}
	values := func(list []*doc.Value) {
		for _, v := range list {
			for _, s := range v.Decl.Specs {
				spec := s.(*ast.ValueSpec)
				for _, name := range spec.Names {
					if name.IsExported() { // what is said of a group is said of each
						found[path+"."+name.Name] = v.Doc + spec.Doc.Text() + spec.Comment.Text()
					}
				}
			}
		}
	}
	functions("", p.Funcs)
	values(p.Consts)
	values(p.Vars)
	for _, typ := range p.Types {
		found[path+"."+typ.Name] = typ.Doc
		functions("", typ.Funcs)
		functions(typ.Name+".", typ.Methods)
		values(typ.Consts)
		values(typ.Vars)
	}
	return found
}
