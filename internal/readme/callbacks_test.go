package readme

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

// README.md shows the program that takes callbacks here.
func TestCallbacks(t *testing.T) {
	t.Parallel()
	shows(t, "README.md", filepath.Join("vertex", "callbacks", "main.go"), "package main",
		"server.Serve(listener))\n}\n")
	dir := t.TempDir()
	program, secret := filepath.Join(dir, "callbacks"), filepath.Join(dir, "secret")
	if out, err := exec.Command("go", "build", "-o", program, "./vertex/callbacks").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := sandbox.New(t).Vertex
	if err := os.WriteFile(secret, []byte(s.WebhookSecret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	cmd := exec.CommandContext(t.Context(), program) // ends with the test
	cmd.Env = append(os.Environ(), "STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE="+secret, "SHOP_LISTEN=127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	next := func() string {
		if !lines.Scan() {
			t.Fatalf("the program ended: %v", lines.Err())
		}
		return lines.Text()
	}
	address, ok := strings.CutPrefix(next(), "waiting for callbacks at ")
	if !ok {
		t.Fatalf("the first line is %q", lines.Text())
	}
	s.SetCallbacks("http://"+address+"/callbacks/vertex", "")

	client, err := vertex.New(s.URL, s.Token)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateOrder(t.Context(), vertexapi.CreateOrderRequest{ShopID: s.ShopID,
		Order: vertexapi.NewOrder{OrderNumber: "order-1",
			Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Pay("order-1"); err != nil {
		t.Fatal(err)
	}
	if got := next(); got != "order order-1 is completed" {
		t.Errorf("printed %q", got)
	}
}
