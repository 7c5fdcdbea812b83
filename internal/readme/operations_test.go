package readme

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
)

// The table of operations in README.md is the one of the specs.
func TestOperationsTable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	mark := map[bool]string{true: "yes", false: "-"}
	var want strings.Builder
	want.WriteString("| API | operation | method and path | idempotent | money |\n| --- | --- | --- | --- | --- |\n")
	for _, api := range apis.Specs() {
		for _, o := range api.Operations {
			fmt.Fprintf(&want, "| %s | `%s` | %s `%s` | %s | %s |\n", api.Name, o.ID, o.Method, o.Path,
				mark[o.Idempotent], mark[o.MovesMoney])
		}
	}
	if !strings.Contains(string(text), want.String()) {
		t.Errorf("put this table into README.md:\n%s", want.String())
	}
}
