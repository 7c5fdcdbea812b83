package seal

import (
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
)

var oidScrypt = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11591, 4, 11}

// The protection of a real file is changed in one place at a time. Most of these make the library underneath panic or
// work for hours.
func TestProtectionIsCheckedBeforeItIsUsed(t *testing.T) {
	password := decodeVector[keyIndex](t, "keys.json").Password
	for _, c := range []struct {
		name   string
		change func(p *protection)
		want   error // nil: the key opens
	}{
		{"as it was", func(*protection) {}, nil},
		{"key length given", func(p *protection) { p.derivation.KeyLength = 32 }, nil},
		{"key length that does not fit", func(p *protection) { p.derivation.KeyLength = 16 }, ErrKey},
		{"negative key length", func(p *protection) { p.derivation.KeyLength = -1 }, ErrKey},
		{"another number of iterations", func(p *protection) { p.derivation.Iterations++ }, ErrPassword},
		{"no iterations", func(p *protection) { p.derivation.Iterations = 0 }, ErrKey},
		{"negative iterations", func(p *protection) { p.derivation.Iterations = -1 }, ErrKey},
		{"too many iterations", func(p *protection) { p.derivation.Iterations = maxIterations + 1 }, ErrKey},
		{"HMAC with SHA-512", func(p *protection) { p.derivation.PRF.Algorithm = rsadsi(2, 11) }, ErrKey},
		{"scrypt", func(p *protection) { p.scheme.Derivation.Algorithm = oidScrypt }, ErrKey},
		{"GCM", func(p *protection) { p.scheme.Cipher.Algorithm[8] = 46 }, ErrKey},
		{"cipher with a shorter block", func(p *protection) { p.scheme.Cipher.Algorithm = rsadsi(3, 7) }, ErrKey},
		{"IV too short", func(p *protection) { p.iv = p.iv[:8] }, ErrKey},
		{"no IV", func(p *protection) { p.iv = []byte{} }, ErrKey},
		{"text cut inside a block", func(p *protection) { p.key.Data = p.key.Data[1:] }, ErrKey},
		{"no text", func(p *protection) { p.key.Data = []byte{} }, ErrKey},
		{"text cut after a block", func(p *protection) { p.key.Data = p.key.Data[:32] }, ErrPassword},
		{"PBES1", func(p *protection) { p.key.Algorithm.Algorithm = rsadsi(1, 5, 10) }, ErrKey},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := readProtection(t, "keys/TEST-KEY-alpha-xp-to-store.private.enc-pkcs8-aes256-hmacsha256.pem")
			c.change(p)
			key, err := ParsePrivateKey(p.encode(t), password)
			if c.want == nil && (err != nil || !key.Equal(xpToStore())) {
				t.Errorf("it does not open: %v", err)
			}
			if c.want != nil && (key != nil || !errors.Is(err, c.want)) {
				t.Errorf("error %v, want %v", err, c.want)
			}
		})
	}
}

// rsadsi names an algorithm of RSA Data Security by the end of its identifier.
func rsadsi(end ...int) asn1.ObjectIdentifier {
	return append(asn1.ObjectIdentifier{1, 2, 840, 113549}, end...)
}

// protection is a protected key taken apart.
type protection struct {
	key        protectedKey
	scheme     pbes2Parameters
	derivation pbkdf2Parameters
	iv         []byte
}

func readProtection(t *testing.T, name string) *protection {
	t.Helper()
	block, _ := pem.Decode(readVector(t, name))
	p := new(protection)
	_, err := asn1.Unmarshal(block.Bytes, &p.key)
	if err != nil || !unmarshal(p.key.Algorithm, &p.scheme) || !unmarshal(p.scheme.Derivation, &p.derivation) ||
		!unmarshal(p.scheme.Cipher, &p.iv) {
		t.Fatalf("%s does not come apart: %v", name, err)
	}
	return p
}

func (p *protection) encode(t *testing.T) []byte {
	t.Helper()
	t.Helper()
	p.scheme.Cipher = algorithm(p.scheme.Cipher.Algorithm, p.iv)
	p.scheme.Derivation = algorithm(p.scheme.Derivation.Algorithm, p.derivation)
	p.key.Algorithm = algorithm(p.key.Algorithm.Algorithm, p.scheme)
	return encodePEM("ENCRYPTED PRIVATE KEY", mustMarshal(p.key))
}

func TestMarshalPrivateKeyIsReadAgain(t *testing.T) {
	for _, password := range []string{"p", strings.Repeat("\"'<&\\\x7f", 5)} {
		text, err := MarshalPrivateKey(xpToStore(), password)
		if err != nil {
			t.Fatal(err)
		}
		key, err := ParsePrivateKey([]byte(text), password)
		if err != nil || !key.Equal(xpToStore()) {
			t.Errorf("the key does not come back: %v", err)
		}
		if _, err := ParsePrivateKey([]byte(text), password+"x"); !errors.Is(err, ErrPassword) {
			t.Errorf("another password: %v", err)
		}
	}
}
