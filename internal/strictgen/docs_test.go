package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// A documented package is what a generated one says in its comments, each with single spaces.
type documented struct {
	members   map[string]string // of structs, by Type.json name
	constants map[string]string // by Type value
	without   []string          // exported members that have no comment
	times     []string          // members that are times and do not say in which form
}

func readDocumented(t *testing.T, dir string) documented {
	t.Helper()
	d := documented{members: map[string]string{}, constants: map[string]string{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.gen.go"))
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files in %s: %v", len(files), dir, err)
	}
	set := token.NewFileSet()
	for _, file := range files {
		parsed, err := parser.ParseFile(set, file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok && n.Name.IsExported() {
					d.addMembers(set, n.Name.Name, s)
				}
			case *ast.ValueSpec:
				typ, ok := n.Type.(*ast.Ident)
				if ok && len(n.Values) == 1 {
					if value, ok := n.Values[0].(*ast.BasicLit); ok && value.Kind == token.STRING {
						text, _ := strconv.Unquote(value.Value)
						d.constants[typ.Name+" "+text] = oneLine(n.Doc.Text())
					}
				}
			}
			return true
		})
	}
	return d
}

func (d *documented) addMembers(set *token.FileSet, typ string, s *ast.StructType) {
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 || !f.Names[0].IsExported() {
			continue
		}
		text := oneLine(f.Doc.Text() + " " + f.Comment.Text())
		if text == "" {
			d.without = append(d.without, set.Position(f.Pos()).String()+": "+typ+"."+f.Names[0].Name)
		}
		if f.Tag == nil {
			continue
		}
		tag, _ := strconv.Unquote(f.Tag.Value)
		name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		d.members[typ+"."+name] = text
		of := f.Type
		if p, ok := of.(*ast.StarExpr); ok {
			of = p.X
		}
		if s, ok := of.(*ast.SelectorExpr); ok && s.Sel.Name == "Time" && !strings.Contains(text, "RFC 3339") {
			d.times = append(d.times, typ+"."+name)
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// What the specs say of members and values stands in the comments of the Go code: nothing is without one, sources and
// limits of members are there, and so are the vendor's texts of codes.
func TestCommentsHaveWhatTheSpecsSay(t *testing.T) {
	for _, dir := range moduleSpecs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			doc, report, err := openapi.Load(filepath.Join(dir, "openapi.yaml"))
			if err != nil || !report.Empty() {
				t.Fatal(err, report.Problems())
			}
			d := readDocumented(t, filepath.Join(root, "gen", filepath.Base(dir)+"api"))
			for _, member := range d.without {
				t.Errorf("%s has no comment", member)
			}
			for _, member := range d.times {
				t.Errorf("%s does not say RFC 3339", member)
			}
			var members, sources, limits, values, texts int
			for _, s := range doc.Schemas {
				for _, p := range s.Properties {
					comment, ok := d.members[s.Name+"."+p.Name]
					if !ok {
						continue // another Go name, or inside what it was taken over from
					}
					members++
					if source := oneLine(p.Schema.Source.Value); source != "" {
						sources++
						if !strings.Contains(comment, "Source: "+source) {
							t.Errorf("%s.%s does not have its source %q: %q", s.Name, p.Name, source, comment)
						}
					}
					for _, limit := range []*uint64{p.Schema.MaxLength, p.Schema.MinItems, p.Schema.MaxItems} {
						if limit == nil {
							continue
						}
						limits++
						if !strings.Contains(comment, strconv.FormatUint(*limit, 10)) {
							t.Errorf("%s.%s does not name its limit %d: %q", s.Name, p.Name, *limit, comment)
						}
					}
				}
				for _, v := range s.Enum {
					comment, ok := d.constants[s.Name+" "+v.Value]
					if source := oneLine(s.EnumSources.Get(v.Value)); ok && source != "" {
						values++
						if !strings.Contains(comment, "Source: "+source) {
							t.Errorf("%s %s does not have its source %q: %q", s.Name, v.Value, source, comment)
						}
					}
				}
			}
			for _, table := range doc.Codes {
				for _, row := range table.Rows {
					comment, ok := d.constants[table.Schema.Value+" "+row.Code.Value]
					if !ok || row.Text.Value == "" {
						continue
					}
					texts++
					if !strings.Contains(comment, oneLine(row.Text.Value)) {
						t.Errorf("%s %s does not have the vendor's text %q", table.Schema.Value, row.Code.Value,
							row.Text.Value)
					}
				}
			}
			t.Logf("%d members, %d sources, %d limits, %d sources of values, %d texts", members, sources, limits,
				values,
				texts)
			if members < 50 || sources == 0 || limits == 0 {
				t.Error("too few members, sources and limits for the test to say anything")
			}
		})
	}
}
