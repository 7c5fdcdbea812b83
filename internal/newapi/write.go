package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/format"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
	"time"
)

//go:embed skeleton/*.tmpl
var skeletons embed.FS

// files are where the skeletons go. NAME stands for the API's name.
var files = []struct{ skeleton, file string }{
	{"openapi.yaml", "specs/NAME/openapi.yaml"},
	{"codegen.yaml", "specs/NAME/codegen.yaml"},
	{"getPayment.200.json", "specs/NAME/examples/getPayment.200.json"},
	{"SOURCES.md", "specs/NAME/examples/SOURCES.md"},
	{"adapter_doc.go", "adapters/NAME/doc.go"},
	{"adapter_client.go", "adapters/NAME/client.go"},
	{"adapter_errors.go", "adapters/NAME/errors.go"},
	{"adapter_codes.go", "adapters/NAME/codes.go"},
	{"fake_doc.go", "sandbox/NAME/doc.go"},
	{"fake_server.go", "sandbox/NAME/server.go"},
	{"fake_calls.go", "sandbox/NAME/calls.go"},
	{"fake_play.go", "sandbox/NAME/play.go"},
	{"fake_refusal.go", "sandbox/NAME/refusal.go"},
	{"registry.go", "internal/apis/NAME.go"},
	{"program.go", "internal/readme/NAME/main.go"},
}

// lines are the files that name every API. A new one stands below the last of the lines that match.
var lines = []struct{ file, match, add string }{
	{"generate.go", `(?m)^//go:generate go run \./internal/strictgen specs/\w+\n`,
		"//go:generate go run ./internal/strictgen specs/{{.Name}}\n"},
	{"internal/apis/api.go", `(?m)^\t\t\w+API\(\),\n`, "\t\t{{.Name}}API(),\n"},
	{"sandbox/sandbox.go", `(?m)^\t\w+fake "github.com/strictpay/strictpay/sandbox/\w+"\n`,
		"\t{{.Name}}fake \"github.com/strictpay/strictpay/sandbox/{{.Name}}\"\n"},
	{"sandbox/sandbox.go", `(?m)^\t\w+ +\*\w+fake\.Server\n`, "\t{{.Field}} *{{.Name}}fake.Server\n"},
	{"sandbox/sandbox.go", `(?m)^\t\t\w+: +\w+fake\.New\(.*\),\n`,
		"\t\t{{.Field}}: {{.Name}}fake.New(base + \"/{{.Name}}\"),\n"},
	{"sandbox/sandbox.go", `(?m)^\ts\.serve\(.*\)\n`, "\ts.serve(\"{{.Name}}\", \"/{{.Name}}\", s.{{.Field}})\n"},
	{"sandbox/credentials.go", `(?m)^\t\w+fake "github.com/strictpay/strictpay/sandbox/\w+"\n`,
		"\t{{.Name}}fake \"github.com/strictpay/strictpay/sandbox/{{.Name}}\"\n"},
	{"sandbox/credentials.go", `(?m)^\t\w+ +\w+fake\.Credentials\n`, "\t{{.Field}} {{.Name}}fake.Credentials\n"},
	{"sandbox/credentials.go", `(?m)^\t\t\w+: +s\.\w+\.Credentials,\n`, "\t\t{{.Field}}: s.{{.Field}}.Credentials,\n"},
	{"sandbox/credentials.go", `(?m)^\ts\.\w+\.Credentials = c\.\w+\n`,
		"\ts.{{.Field}}.Credentials = c.{{.Field}}\n"},
}

// An api is what the skeletons are filled with.
type api struct {
	Name  string // acme
	Title string // Acme
	Field string // Acme: of sandbox.Sandbox
	Upper string // ACME
	Today string // 2026-11-25
}

var valid = regexp.MustCompile(`^[a-z][a-z0-9]{1,30}$`)

// write writes the skeletons of an API into a checkout of the module and gives the names of the files.
func write(root, name string) ([]string, error) {
	if !valid.MatchString(name) || token.IsKeyword(name) {
		return nil, fmt.Errorf("%q cannot be the name of a Go package: use lower-case letters and digits", name)
	}
	title := strings.ToUpper(name[:1]) + name[1:]
	values := api{
		Name: name, Title: title, Field: title, Upper: strings.ToUpper(name), Today: time.Now().Format(time.DateOnly),
	}
	texts := map[string][]byte{}
	var order []string
	for _, f := range files {
		file := strings.ReplaceAll(f.file, "NAME", name)
		if _, err := os.Stat(filepath.Join(root, file)); !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s is there already", file)
		}
		skeleton, err := skeletons.ReadFile("skeleton/" + f.skeleton + ".tmpl")
		if err != nil {
			return nil, err
		}
		if texts[file], err = fill(string(skeleton), values); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		order = append(order, file)
	}
	for _, l := range lines {
		text, ok := texts[l.file]
		if !ok {
			var err error
			if text, err = os.ReadFile(filepath.Join(root, l.file)); err != nil {
				return nil, err
			}
			order = append(order, l.file)
		}
		found := regexp.MustCompile(l.match).FindAllIndex(text, -1)
		if len(found) == 0 {
			return nil, fmt.Errorf("%s has no line %s", l.file, l.match)
		}
		line, err := fill(l.add, values)
		if err != nil {
			return nil, err
		}
		end := found[len(found)-1][1]
		texts[l.file] = append(append(bytes.Clone(text[:end]), line...), text[end:]...)
	}
	return order, save(root, order, texts)
}

func fill(text string, values api) ([]byte, error) {
	t, err := template.New("").Parse(text)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, values)
	return b.Bytes(), err
}

// save formats Go files and writes everything once all of it is known to be well formed.
func save(root string, order []string, texts map[string][]byte) error {
	for _, file := range order {
		if filepath.Ext(file) == ".go" {
			text, err := format.Source(texts[file])
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			texts[file] = text
		}
	}
	for _, file := range order {
		path := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, texts[file], 0o644); err != nil {
			return err
		}
	}
	return nil
}
