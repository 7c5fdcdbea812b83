package readme

import (
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// The table of operations in docs/operations.md is the one of the specs.
func TestOperationsTable(t *testing.T) {
	t.Parallel()
	mark := map[bool]string{true: "yes", false: "-"}
	var want strings.Builder
	want.WriteString("| API | operation | method and path | idempotent | money |\n| --- | --- | --- | --- | --- |\n")
	for _, api := range apis.Specs() {
		for _, o := range api.Operations {
			fmt.Fprintf(&want, "| %s | `%s` | %s `%s` | %s | %s |\n", api.Name, o.ID, o.Method, o.Path,
				mark[o.Idempotent], mark[o.MovesMoney])
		}
	}
	if !strings.Contains(read(t, "docs/operations.md"), want.String()) {
		t.Errorf("put this table into docs/operations.md:\n%s", want.String())
	}
}

// The table of APIs in README.md has a row for each API, with its number of operations and a link to its section.
func TestAPIsTable(t *testing.T) {
	t.Parallel()
	text := read(t, "README.md")
	for _, a := range apis.All() {
		section := strings.ReplaceAll(strings.ToLower(a.Title), " ", "-")
		row := fmt.Sprintf("\n| [%s](#%s) | `%s` | %d | ", a.Title, section, a.Name, len(a.Operations))
		if !strings.Contains(text, row) {
			t.Errorf("the table of APIs in README.md has no row that begins with%s", row)
		}
		if !strings.Contains(text, "\n### "+a.Title+"\n") {
			t.Errorf("README.md has no section %s", a.Title)
		}
	}
}
