package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/connector"
	"github.com/strictpay/strictpay/sandbox"
)

func TestXPaymentsBundle(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bundle := file("bundle", x.Bundle+"\n")

	code, out, _ := typed("", nil, "xpayments", "bundle", bundle)
	for _, part := range []string{x.StoreID, x.URL, "127.0.0.1", "2048 bits", "the password fits"} {
		if code != 0 || !strings.Contains(out, part) {
			t.Errorf("exit %d, no %s in\n%s", code, part, out)
		}
	}
	code, shown, _ := typed(x.BundlePHP, nil, "xpayments", "bundle", "-", "--output", "json")
	var view bundleView
	err := json.Unmarshal([]byte(shown), &view)
	if code != 0 || err != nil || view.Form != seal.FormPHP || view.StoreID != x.StoreID {
		t.Errorf("exit %d, %v, %s", code, err, shown)
	}
	for _, secret := range []string{x.Password, "BEGIN", "PRIVATE KEY-", x.PrivateKey[60:120]} {
		if strings.Contains(out+shown, secret) {
			t.Errorf("%q is shown", secret)
		}
	}

	code, php, _ := typed("", nil, "xpayments", "bundle", "--to", "php", bundle)
	if _, err := connector.Oldest(strings.TrimSpace(php)); code != 0 || err != nil {
		t.Errorf("exit %d, the oldest connector: %v", code, err)
	}
	code, object, _ := typed(php, nil, "xpayments", "bundle", "--to", "json", "-")
	if _, err := connector.Newest(strings.TrimSpace(object)); code != 0 || err != nil {
		t.Errorf("exit %d, the newest connector: %v", code, err)
	}

	parts := []string{
		"xpayments", "bundle", "--url", x.URL, "--store-id", x.StoreID, "--server-ip", "192.0.2.1",
		"--cert", file("cert", x.Certificate), "--key", file("key", x.PrivateKey),
		"--password-file", file("password", x.Password+"\n"),
	}
	code, made, errs := typed("", nil, parts...)
	got, err := seal.ParseBundle(made)
	if code != 0 || err != nil || got.ServerIP != "192.0.2.1" || got.PrivateKeyPassword != x.Password {
		t.Errorf("exit %d, %v, %s", code, err, errs)
	}
}

func TestXPaymentsBundleComplains(t *testing.T) {
	t.Parallel()
	x := sandbox.New(t).XPayments
	bundle, err := seal.ParseBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	wrong := bundle
	wrong.PrivateKeyPassword = "SECRET"
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		says        string
	}{
		{"nothing", "", nil, 2, "strictpay xpayments bundle bundle.json"},
		{"no such file", "", []string{"none"}, 2, "none"},
		{"no bundle", "no bundle", []string{"-"}, 2, "unusable configuration bundle"},
		{"another form", x.Bundle, []string{"--to", "xml", "-"}, 2, "json or php"},
		{"a password that does not fit", wrong.EncodeJSON(), []string{"-"}, 1, ""},
		{"what the PHP form cannot hold", wrong.EncodeJSON(), []string{"--to", "php", "-"}, 2, "32 bytes"},
		{"parts that are missing", "", []string{"--url", x.URL}, 2, "store_id"},
		{"a bundle and parts", x.Bundle, []string{"--url", x.URL, "-"}, 2, "strictpay xpayments bundle bundle.json"},
	} {
		code, out, errs := typed(c.stdin, nil, append([]string{"xpayments", "bundle"}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.says) || strings.Contains(out+errs, "SECRET") {
			t.Errorf("%s: exit %d, %s%s", c.name, code, out, errs)
		}
	}
}

// The sandbox hands out the bundle in both forms.
func TestTheSandboxHandsOutBothForms(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		if a.Name != xpaymentsapi.Name {
			continue
		}
		one, err := newAccess(a, s, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		var files struct {
			JSON string `json:"bundle_file"`
			PHP  string `json:"bundle_php_file"`
		}
		if err := json.Unmarshal(one.json(), &files); err != nil {
			t.Fatal(err)
		}
		php, err1 := os.ReadFile(files.PHP)
		object, err2 := os.ReadFile(files.JSON)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if _, err := connector.Oldest(string(php)); err != nil {
			t.Errorf("PHP: %v", err)
		}
		if _, err := connector.Newest(string(object)); err != nil {
			t.Errorf("JSON: %v", err)
		}
	}
}
