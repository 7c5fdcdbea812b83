package apis_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/specs"
)

const root = "../.."

// folders are those of a pattern in the module, by the part that the pattern leaves open.
func folders(t *testing.T, before, after string) []string {
	t.Helper()
	matches, err := filepath.Glob(filepath.Join(root, before+"*"+after))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range matches {
		m, _ = filepath.Rel(root, m)
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(m, before), after))
	}
	return names
}

// named are the first submatches of a pattern in a file.
func named(t *testing.T, file, pattern string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// The folders of specs/ say which APIs there are. Whatever lists them lists all of them.
func TestEveryListHasEveryAPI(t *testing.T) {
	t.Parallel()
	var registered []string
	for _, a := range apis.All() {
		registered = append(registered, a.Name)
	}
	for _, list := range []struct {
		where string
		names []string
		add   string
	}{
		{"internal/apis", registered, "a file NAME.go with its API, and a line in All in api.go"},
		{"gen", folders(t, "gen/", "api"), "the generated code: run make generate"},
		{"adapters", folders(t, "adapters/", "/client.go"), "the adapter"},
		{"sandbox", folders(t, "sandbox/", "/server.go"), "the fake"},
		{"generate.go", named(
			t, "generate.go", `(?m)^//go:generate .* specs/(\w+)$`,
		), "//go:generate go run ./internal/strictgen specs/NAME"},
		{"the table of APIs in README.md", named(
			t, "README.md", "(?m)^\\| \\[[^]]+\\]\\(#[\\w-]+\\) \\| `(\\w+)` \\| \\d+ \\|",
		), "a row; go test ./internal/readme prints how it begins"},
		{"docs/operations.md", named(t, "docs/operations.md", "(?m)^\\| (\\w+) \\| `\\w+` \\| [A-Z]+ `/"),
			"its operations; go test ./internal/readme prints the table"},
		{"internal/readme", folders(t, "internal/readme/", "/main.go"), "a program that README.md shows"},
	} {
		compare(t, list.where, list.names, list.add)
	}
	for _, name := range folders(t, "specs/", "/openapi.yaml") {
		for _, file := range []string{"/openapi.yaml", "/examples/SOURCES.md"} {
			if _, err := specs.FS.Open(name + file); err != nil {
				t.Errorf("specs.FS has no %s%s", name, file)
			}
		}
	}
	if patterns := named(t, "Makefile", `(specs/\*/openapi\.yaml)`); len(patterns) == 0 {
		t.Error("Makefile does not check the generated code of specs/*/openapi.yaml")
	}
}

func compare(t *testing.T, where string, names []string, add string) {
	t.Helper()
	want := folders(t, "specs/", "/openapi.yaml")
	for _, name := range want {
		if !slices.Contains(names, name) {
			t.Errorf("%s has no %s; add %s", where, name, strings.ReplaceAll(add, "NAME", name))
		}
	}
	for _, name := range names {
		if !slices.Contains(want, name) {
			t.Errorf("%s has %s, and specs/%s/openapi.yaml is not there", where, name, name)
		}
	}
}

// The typed fields of a sandbox are the fakes of the registry, no more and no fewer.
func TestTheSandboxHasEveryFake(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	fields := map[fake.Server]string{}
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		if field := v.Type().Field(i); field.IsExported() {
			if x, ok := v.Field(i).Interface().(fake.Server); ok {
				fields[x] = field.Name
			}
		}
	}
	for _, a := range apis.All() {
		x := a.Fake(s)
		if fields[x.Server] == "" {
			t.Errorf("sandbox.Sandbox has no field for the fake of %s", a.Name)
		}
		delete(fields, x.Server)
		if !strings.HasPrefix(x.URL, s.URL+"/") {
			t.Errorf("the fake of %s is at %s, outside the sandbox %s", a.Name, x.URL, s.URL)
		}
		for _, c := range a.Credentials {
			if x.Credentials[c.Name] == "" {
				t.Errorf("the fake of %s has no %s", a.Name, c.Name)
			}
		}
	}
	for _, name := range fields {
		t.Errorf("no API of the registry has the fake in the field %s", name)
	}
}

// A sandbox that goes on with the credentials of another one has all of them, of every API of the registry.
func TestTheSandboxKeepsEveryCredential(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	kept := s.Credentials()
	again, err := sandbox.StartWith("127.0.0.1:0", kept)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, a := range apis.All() {
		before, after := a.Fake(s), a.Fake(again)
		for _, c := range a.Credentials {
			// a bundle has the URL
			if c.Name != apis.BundleFile && before.Credentials[c.Name] != after.Credentials[c.Name] {
				t.Errorf("%s has another %s", a.Name, c.Name)
			}
		}
		if before.WebhookSecret != after.WebhookSecret {
			t.Errorf("%s has another webhook secret", a.Name)
		}
	}
	if fields, all := reflect.TypeOf(kept).Elem().NumField(), len(apis.All()); fields != all {
		t.Errorf("sandbox.Credentials has %d fields, and there are %d APIs", fields, all)
	}
}

// Every operation of every API has an example that its client may call.
func TestEveryOperationHasAnExample(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		examples := a.Fake(s).Examples()
		for _, op := range a.Operations {
			if !slices.ContainsFunc(examples, func(x fake.Example) bool { return x.Operation == op.ID }) {
				t.Errorf("the fake of %s has no example of %s", a.Name, op.ID)
			}
		}
		if _, err := a.Connect(apis.OnSandbox(a, s, nil)); err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
		if _, err := a.Connect(apis.FromEnvironment(a, s.URL, func(string) string {
			return ""
		})); err == nil || !strings.Contains(err.Error(), "STRICTPAY_"+strings.ToUpper(a.Name)) {
			t.Errorf("%s: without credentials: %v", a.Name, err)
		}
	}
}
