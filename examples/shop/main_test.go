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

	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// The whole program: settings as strictpay sandbox prints them, an order, an end in order, logs and spans as JSON.
func TestRun(t *testing.T) {
	t.Parallel()
	box := sandbox.New(t)
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	env := map[string]string{
		"SHOP_LISTEN":          "127.0.0.1:0",
		"SHOP_ENV_FILE":        file("env", "# settings\nKOSHELEK_STORE_ID="+koshelekfake.StoreID),
		"STRICTPAY_VERTEX_URL": box.Vertex.URL, "STRICTPAY_VERTEX_TOKEN": box.Vertex.Token,
		"STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE": file("vertex", box.Vertex.WebhookSecret),
		"STRICTPAY_KOSHELEK_URL":               box.Koshelek.URL, "STRICTPAY_KOSHELEK_LOGIN": box.Koshelek.Login,
		"STRICTPAY_KOSHELEK_PASSWORD":            box.Koshelek.Password,
		"STRICTPAY_KOSHELEK_WEBHOOK_SECRET_FILE": file("koshelek", "till:secret"),
		"STRICTPAY_ROZETKAPAY_URL":               box.RozetkaPay.URL,
		"STRICTPAY_ROZETKAPAY_LOGIN":             box.RozetkaPay.Login,
		"STRICTPAY_ROZETKAPAY_PASSWORD":          box.RozetkaPay.Password,
		"STRICTPAY_XPAYMENTS_URL":                box.XPayments.URL,
		"STRICTPAY_XPAYMENTS_BUNDLE_FILE":        file("bundle", box.XPayments.Bundle),
	}
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
		if opened.Providers != 4 {
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
