// Package readme holds the programs that README.md shows.
package readme

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox"
)

// Each program stands in README.md to the letter, and runs against the sandbox.
func TestPrograms(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := sandbox.New(t)
	for _, c := range []struct {
		name string
		env  []string
		want string
	}{
		{"rozetkapay", []string{"ROZETKAPAY_URL=" + s.RozetkaPay.URL, "ROZETKAPAY_LOGIN=" + s.RozetkaPay.Login, "ROZETKAPAY_PASSWORD=" + s.RozetkaPay.Password,
			"EXTERNAL_ID=status-order-expired"}, "order_expired failure Order expired. true\n"},
		{"koshelek", []string{"KOSHELEK_URL=" + s.Koshelek.URL, "KOSHELEK_LOGIN=" + s.Koshelek.Login, "KOSHELEK_PASSWORD=" + s.Koshelek.Password,
			"TRANSACTION_ID=" + s.Koshelek.Seeded(koshelekapi.TransactionStatusAccepted)}, "accepted final: true succeeded: true\nkopecks: "},
		{"xpayments", []string{"XPAYMENTS_BUNDLE=" + s.XPayments.Bundle, "TXN_ID=" + s.XPayments.Examples()[0].Set["txnId"]}, "both sides speak API 1.9\n"},
		{"vertex", []string{"VERTEX_URL=" + s.Vertex.URL, "VERTEX_TOKEN=" + s.Vertex.Token, "SHOP_ID=115", "ORDER_NUMBER=status-completed"}, "paid "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			program, err := os.ReadFile(filepath.Join(c.name, "main.go"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "```go\n"+string(program)+"```\n") {
				t.Errorf("README.md does not show internal/readme/%s/main.go as it is", c.name)
			}
			cmd := exec.Command("go", "run", "./"+c.name)
			cmd.Env = append(os.Environ(), c.env...)
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.want) {
				t.Errorf("%v, printed:\n%s\nwant: %s", err, out, c.want)
			}
		})
	}
}

// The test that README.md shows is the one that runs here.
func TestSandboxSnippet(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("checkout_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(program), "\n)\n\n")
	if shown == "" || !strings.Contains(string(text), "```go\n"+shown+"```\n") {
		t.Errorf("README.md does not show:\n%s", shown)
	}
}
