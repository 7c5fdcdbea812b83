package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// environmentOf are the settings of a shop at the fakes.
func environmentOf(t *testing.T, box *sandbox.Sandbox, dir string) map[string]string {
	t.Helper()
	env := apis.Environment(box, func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	})
	env["KOSHELEK_STORE_ID"] = koshelekfake.StoreID
	return env
}

// The whole program: settings as strictpay sandbox prints them, an order, an end in order, logs and spans as JSON.
func TestRun(t *testing.T) {
	t.Parallel()
	box := sandbox.New(t)
	dir := t.TempDir()
	env := environmentOf(t, box, dir)
	written := filepath.Join(dir, "env")
	if err := os.WriteFile(written, []byte("# settings\nKOSHELEK_STORE_ID="+env["KOSHELEK_STORE_ID"]+"\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	delete(env, "KOSHELEK_STORE_ID")
	env["SHOP_LISTEN"], env["SHOP_ENV_FILE"] = "127.0.0.1:0", written
	from, to := io.Pipe()
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, func(name string) string { return env[name] }, to)
		_ = to.Close()
	}()
	var logs strings.Builder
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		logs.WriteString(lines.Text() + "\n")
		var opened struct {
			Msg, Address string
			Providers    int
		}
		if json.Unmarshal(lines.Bytes(), &opened) != nil || opened.Msg != "the shop is open" {
			continue
		}
		if opened.Providers != len(connections) {
			t.Errorf("%d providers", opened.Providers)
		}
		go func() {
			defer interrupt()
			got, err := http.Post("http://"+opened.Address+"/orders", "application/json",
				strings.NewReader(orderOf("vertex", "order-1", "EUR")))
			if err != nil || got.StatusCode != http.StatusCreated {
				t.Errorf("%v, %v", got, err)
			}
		}()
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, says := range []string{"strictpay.vertex.createOrder", "strictpay.client.operation.duration"} {
		if !strings.Contains(logs.String(), says) {
			t.Errorf("no %s in\n%s", says, logs.String())
		}
	}
	if strings.Contains(logs.String(), "order-1/") || strings.Contains(logs.String(), box.Vertex.Token) {
		t.Error(logs.String())
	}
}

// What the shop knows are APIs that there are.
func TestTheShopSellsByAPIs(t *testing.T) {
	t.Parallel()
	for name := range connections {
		if _, err := apis.Find(name); err != nil {
			t.Error(err)
		}
	}
	if len(connections) < 4 {
		t.Errorf("the shop sells by %d APIs only", len(connections))
	}
}
