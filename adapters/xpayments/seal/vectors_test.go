package seal

import (
	"crypto/rsa"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

const vectorDir = "testdata/vectors"

// readVector reads one file of testdata/vectors.
func readVector(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(vectorDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func decodeVector[T any](t testing.TB, name string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(readVector(t, name), &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

type keyFile struct {
	File           string `json:"file"`
	Pair           string `json:"pair"`
	Type           string `json:"pem_type"`
	Private        bool   `json:"private"`
	PasswordNeeded bool   `json:"password_needed"`
	Modulus        string `json:"modulus_sha256"`
	Exponent       int    `json:"exponent"`
}

type keyIndex struct {
	Password string    `json:"private_key_password"`
	Files    []keyFile `json:"key_files"`
}

type bundleVector struct {
	Name   string            `json:"name"`
	Bundle string            `json:"bundle"`
	Fields map[string]string `json:"fields"`
}

// sealedVector is an entry of messages.json, deviations.json or broken.json, which share their members.
type sealedVector struct {
	Name      string `json:"name"`
	Direction string `json:"direction"`
	Message   string `json:"message"`
	Text      []byte `json:"text_base64"`
	Blocks    int    `json:"blocks"`
	Want      string `json:"want"`
}

// storeToXP and xpToStore load the two private keys once; they are named after the direction of the messages they
// open.
var (
	storeToXP = sync.OnceValue(func() *rsa.PrivateKey { return loadPrivate("store-to-xp") })
	xpToStore = sync.OnceValue(func() *rsa.PrivateKey { return loadPrivate("xp-to-store") })
)

func loadPrivate(pair string) *rsa.PrivateKey {
	text, err := os.ReadFile(filepath.Join(vectorDir, "keys", "TEST-KEY-alpha-"+pair+".private.pkcs8.pem"))
	if err != nil {
		panic(err)
	}
	key, err := ParsePrivateKey(text, "")
	if err != nil {
		panic(err)
	}
	return key
}

func openerOf(t testing.TB, direction string) *rsa.PrivateKey {
	t.Helper()
	switch direction {
	case "store_to_xp":
		return storeToXP()
	case "xp_to_store":
		return xpToStore()
	}
	t.Fatalf("unknown direction %q", direction)
	return nil
}
