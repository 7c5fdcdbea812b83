package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/sandbox"
)

func TestXPaymentsMessages(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	dir := t.TempDir()
	x := s.XPayments
	for name, text := range map[string]string{"cert": x.Certificate, "key": x.PrivateKey, "password": x.Password} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, message, _ := typed("<testCode>1</testCode>\n", nil, "xpayments", "seal", "--cert",
		filepath.Join(dir, "cert"))
	if code != 0 || !strings.HasPrefix(message, "API") {
		t.Fatalf("exit %d, %s", code, message)
	}
	// The store's own key does not open what is sealed for the other side: refused like anything else.
	open := []string{
		"xpayments", "open", "--key", filepath.Join(dir, "key"), "--password-file", filepath.Join(dir, "password"),
	}
	texts := map[string]bool{}
	for _, bad := range []string{message, "", "<html>", message[:40], "API"} {
		code, out, errs := typed(bad, nil, open...)
		if code != 1 || out != "" {
			t.Errorf("exit %d, %q", code, out)
		}
		texts[errs] = true
	}
	if len(texts) != 1 {
		t.Errorf("refusals can be told apart: %v", texts)
	}
	if code, _, errs := typed("", nil, "xpayments", "open"); code != 2 || !strings.Contains(errs, "--key") {
		t.Errorf("without a key: exit %d, %s", code, errs)
	}
}
