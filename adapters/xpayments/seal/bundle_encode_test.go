package seal

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
)

// documented is the order of members that connectors insist on.
var documented = []string{"store_id", "url", "public_key", "private_key", "private_key_password", "server_ip"}

func TestEncodeJSONKeepsTheDocumentedOrder(t *testing.T) {
	bundle := sample
	for _, names := range [][]string{documented, documented[:5]} {
		raw, err := base64.StdEncoding.DecodeString(bundle.EncodeJSON())
		if err != nil {
			t.Fatal(err)
		}
		members, ok := jsonMembers(raw)
		var got []string
		for _, m := range members {
			got = append(got, m.name)
		}
		if !ok || !slices.Equal(got, names) {
			t.Errorf("members %q, want %q", got, names)
		}
		bundle.ServerIP = ""
	}
}

// complete is a bundle that both forms can hold.
func complete(t *testing.T) Bundle {
	t.Helper()
	bundle := sample
	bundle.PublicKey = string(readVector(t, "keys/TEST-KEY-alpha-store-to-xp.cert.pem"))
	bundle.PrivateKey = string(readVector(t, "keys/TEST-KEY-alpha-xp-to-store.private.enc-php-export.pem"))
	bundle.PrivateKeyPassword = decodeVector[keyIndex](t, "keys.json").Password
	return bundle
}

func TestEncodePHPIsReadAgain(t *testing.T) {
	bundle := complete(t)
	for range 2 {
		text, err := bundle.EncodePHP()
		if err != nil {
			t.Fatal(err)
		}
		got, form, err := ParseBundleForm(text)
		want := bundle
		want.PublicKey, want.PrivateKey = strings.TrimSpace(want.PublicKey), strings.TrimSpace(want.PrivateKey)
		if err != nil || got != want || form != FormPHP {
			t.Errorf("it does not come back: %v, form %q", err, form)
		}
		if _, err := ParsePrivateKey([]byte(got.PrivateKey), got.PrivateKeyPassword); err != nil {
			t.Errorf("the key does not load without the line end behind it: %v", err)
		}
		bundle.ServerIP = ""
	}
}

func TestEncodePHPRefusesWhatTheOldestConnectorsRefuse(t *testing.T) {
	for name, change := range map[string]func(b *Bundle){
		"password of 31 bytes": func(b *Bundle) { b.PrivateKeyPassword = b.PrivateKeyPassword[1:] },
		"no password":          func(b *Bundle) { b.PrivateKeyPassword = "" },
		"two servers":          func(b *Bundle) { b.ServerIP = "192.0.2.1,192.0.2.2" },
		"server by name":       func(b *Bundle) { b.ServerIP = "pay.example.com" },
		"store in upper case":  func(b *Bundle) { b.StoreID = strings.ToUpper(b.StoreID) },
		"bare public key": func(b *Bundle) {
			b.PublicKey = "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"
		},
		"no PEM as private key": func(b *Bundle) { b.PrivateKey = "AA==" },
		"quotation mark":        func(b *Bundle) { b.URL += `"` },
		"no address":            func(b *Bundle) { b.URL = "" },
	} {
		bundle := complete(t)
		change(&bundle)
		if text, err := bundle.EncodePHP(); text != "" || !errors.Is(err, ErrBundle) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
