package seal

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestSealWritesWhatConnectorsWrite(t *testing.T) {
	pub := &xpToStore().PublicKey
	for _, size := range []int{0, 1, 35, 36, 37, 163, 164, 165, 5000} {
		text := bytes.Repeat([]byte("é"), size)[:size]
		message, err := Seal(pub, text)
		if err != nil {
			t.Fatal(err)
		}
		n := (92 + size + 127) / 128
		if want := 3 + 344*n + (n - 1); len(message) != want {
			t.Errorf("%d bytes of text: message of %d bytes, want %d", size, len(message), want)
		}
		if !IsSealed(message) {
			t.Errorf("%d bytes of text: IsSealed = false", size)
		}
		for i, line := range strings.Split(strings.TrimPrefix(string(message), "API"), "\n") {
			if len(line) != 344 || !strings.HasSuffix(line, "==") || strings.ContainsAny(line, "\r \t") {
				t.Errorf("%d bytes of text: line %d is %q", size, i, line)
			}
		}
	}
}

func TestSealThenOpenGivesTheText(t *testing.T) {
	priv := xpToStore()
	source := rand.New(rand.NewPCG(1, 2))
	sizes := []int{0, 1, 35, 36, 37, 127, 128, 129}
	if testing.Short() {
		sizes = append(sizes, 8<<10)
	} else {
		sizes = append(sizes, 64<<10)
		for range 12 {
			sizes = append(sizes, source.IntN(12<<10))
		}
	}
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%d bytes", size), func(t *testing.T) {
			t.Parallel()
			text := make([]byte, size)
			random := rand.New(rand.NewPCG(3, uint64(size)))
			for i := range text {
				text[i] = byte(random.Uint32())
			}
			message, err := Seal(&priv.PublicKey, text)
			if err != nil {
				t.Fatal(err)
			}
			opened, err := Open(t.Context(), priv, message, size)
			if err != nil || opened == nil || !bytes.Equal(opened, text) {
				t.Errorf("Open: %d bytes, %v; want %d equal ones", len(opened), err, size)
			}
		})
	}
}

func TestSealTwiceGivesDifferentMessages(t *testing.T) {
	a, errA := Seal(&xpToStore().PublicKey, []byte("text"))
	b, errB := Seal(&xpToStore().PublicKey, []byte("text"))
	if errA != nil || errB != nil || bytes.Equal(a, b) {
		t.Errorf("equal: %v; errors %v, %v", bytes.Equal(a, b), errA, errB)
	}
}

func TestSealRefusesKeysItCannotUse(t *testing.T) {
	modulus := func(bytes int) *rsa.PublicKey {
		n := new(big.Int).Lsh(big.NewInt(1), uint(8*bytes-1))
		return &rsa.PublicKey{N: n.SetBit(n, 0, 1), E: 65537}
	}
	for _, c := range []struct {
		name string
		pub  *rsa.PublicKey
		want error
	}{
		{"1024 bits", modulus(128), ErrKey},
		{"one byte too small", modulus(minModulus - 1), ErrKey},
		{"one byte too large", modulus(maxModulus + 1), ErrKey},
		{"exponent 1", &rsa.PublicKey{N: modulus(256).N, E: 1}, nil},
		{"no key", nil, nil},
		{"empty key", new(rsa.PublicKey), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			message, err := Seal(c.pub, []byte("text"))
			if err == nil || message != nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("Seal = %q, %v; want the error %v", message, err, c.want)
			}
		})
	}
	if message, err := Seal(modulus(minModulus), []byte("text")); err != nil || !IsSealed(message) {
		t.Errorf("smallest possible key: %v", err)
	}
}

func TestIsSealed(t *testing.T) {
	for body, want := range map[string]bool{
		"": false, "AP": false, "API": true, "APIx": true, "api": false, " API": false, "\ufeffAPI": false,
		"<html>": false,
	} {
		if got := IsSealed([]byte(body)); got != want {
			t.Errorf("IsSealed(%q) = %v", body, got)
		}
	}
}
