package fake

import (
	"encoding/hex"
	"errors"
	"testing"

	"github.com/shopspring/decimal"
)

func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"0.0.0.0:0", ":0", "[::]:0", "example.com:80", "192.168.0.1:0", "127.0.0.1.example.com:0",
	} {
		if l, err := Listen(address); !errors.Is(err, ErrNotLoopback) {
			if l != nil {
				_ = l.Close()
			}
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := Listen("127.0.0.1"); err == nil || errors.Is(err, ErrNotLoopback) {
		t.Errorf("without a port: %v", err)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
}

func TestReachable(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]bool{
		"http://127.0.0.1:8080/x": true, "https://[::1]/": true, "http://localhost": true, "http://127.8.9.10/": true,
		"http://example.com": false, "http://10.0.0.1": false, "": false, "http://": false,
		"http://localhost.example.com":  false,
		"http://127.0.0.1@example.com/": false, "http://%zz": false, "/path": false,
	} {
		if Reachable(to) != want {
			t.Errorf("%q: %v", to, !want)
		}
	}
}

func TestRandomIsHexAndNeverTheSame(t *testing.T) {
	t.Parallel()
	one, other := Random(16), Random(16)
	if b, err := hex.DecodeString(one); err != nil || len(b) != 16 || one == other {
		t.Errorf("%q, %q, %v", one, other, err)
	}
}

func TestAmount(t *testing.T) {
	t.Parallel()
	if got := Amount(decimal.New(5990, -2)); got.String() != "59.9" {
		t.Errorf("%s", got)
	}
	if got := Amount(decimal.New(1, 60)); got.IsSet() {
		t.Errorf("%s has more digits than an amount may have", got)
	}
}
