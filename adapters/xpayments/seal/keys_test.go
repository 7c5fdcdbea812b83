package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
)

func TestKeyFilesLoad(t *testing.T) {
	index := decodeVector[keyIndex](t, "keys.json")
	if len(index.Files) == 0 {
		t.Fatal("no vectors")
	}
	for _, file := range index.Files {
		t.Run(file.File, func(t *testing.T) {
			t.Parallel()
			text := readVector(t, file.File)
			var pub *rsa.PublicKey
			if file.Private {
				priv, err := ParsePrivateKey(text, index.Password)
				if err != nil {
					t.Fatal(err)
				}
				pub = &priv.PublicKey
				if err := priv.Validate(); err != nil {
					t.Error(err)
				}
			} else {
				var err error
				if pub, err = ParsePublicKey(text); err != nil {
					t.Fatal(err)
				}
			}
			if sum := sha256.Sum256(pub.N.Bytes()); hex.EncodeToString(sum[:]) != file.Modulus ||
				pub.E != file.Exponent {
				t.Errorf("modulus with SHA-256 %x, exponent %d; want %s, %d", sum, pub.E, file.Modulus, file.Exponent)
			}
		})
	}
}

func TestWrongPasswordsDoNotOpenKeys(t *testing.T) {
	index := decodeVector[keyIndex](t, "keys.json")
	for _, file := range index.Files {
		if !file.Private {
			continue
		}
		t.Run(file.File, func(t *testing.T) {
			t.Parallel()
			text := readVector(t, file.File)
			// Several, because a wrong password in 256 leaves padding that looks right.
			wrong := []string{"", "wrong-password", index.Password + " ", strings.ToLower(index.Password)}
			for i := range 20 {
				wrong = append(wrong, strings.Repeat("w", i+1))
			}
			for _, password := range wrong {
				key, err := ParsePrivateKey(text, password)
				if file.PasswordNeeded && (key != nil || !errors.Is(err, ErrPassword)) {
					t.Errorf("password %q: %v, want ErrPassword", password, err)
				}
				if !file.PasswordNeeded && err != nil {
					t.Errorf("a key without protection asks for a password: %v", err)
				}
			}
		})
	}
}

// The traditional form tells a wrong password by its padding, so some wrong ones pass: look for one.
func TestWrongPasswordWithRightPadding(t *testing.T) {
	text := readVector(t, "keys/TEST-KEY-alpha-xp-to-store.private.enc-pkcs1-des3.pem")
	block, _ := pem.Decode(text)
	for i := range 5000 {
		password := "wrong" + hex.EncodeToString([]byte{byte(i >> 8), byte(i)})
		if _, wrong, err := decryptPEM(block, password); wrong || err != nil {
			continue
		}
		if _, err := ParsePrivateKey(text, password); !errors.Is(err, ErrPassword) {
			t.Errorf("password %q: %v, want ErrPassword", password, err)
		}
		return
	}
	t.Error("no such password among 5000")
}

func TestCertificateIsReadForItsKeyAlone(t *testing.T) {
	text := readVector(t, "keys/TEST-KEY-alpha-store-to-xp.cert.pem")
	block, _ := pem.Decode(text)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	serial := bytes.Index(block.Bytes, certificate.SerialNumber.Bytes())
	signature := bytes.Index(block.Bytes, certificate.Signature)
	for name, change := range map[string]func(der []byte){
		"negative serial number": func(der []byte) { der[serial] |= 0x80 },
		"broken signature":       func(der []byte) { der[signature+10] ^= 1 },
		"impossible date": func(der []byte) {
			copy(der[bytes.Index(der, []byte(certificate.NotBefore.Format("060102150405Z"))):], "991399")
		},
	} {
		t.Run(name, func(t *testing.T) {
			der := bytes.Clone(block.Bytes)
			change(der)
			pub, err := ParsePublicKey(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
			if err != nil || !pub.Equal(certificate.PublicKey) {
				t.Error(err)
			}
		})
	}
}

func TestParsePublicKeyRefuses(t *testing.T) {
	curve := &ellipticKey(t).PublicKey
	for name, text := range map[string][]byte{
		"nothing":                nil,
		"no PEM":                 []byte("ssh-rsa AAAA"),
		"an unfinished block":    []byte("-----BEGIN PUBLIC KEY-----\nAAAA"),
		"a private key":          readVector(t, "keys/TEST-KEY-alpha-xp-to-store.private.pkcs8.pem"),
		"an elliptic key":        spki(t, curve),
		"a 1024-bit key":         spki(t, &smallKey(t).PublicKey),
		"an empty certificate":   encodePEM("CERTIFICATE", nil),
		"bytes, not DER":         encodePEM("PUBLIC KEY", []byte("no DER at all")),
		"DER, not a certificate": encodePEM("CERTIFICATE", []byte{0x30, 0x03, 0x02, 0x01, 0x05}),
		"a text without end":     bytes.Repeat([]byte("-----BEGIN "), 5000),
	} {
		t.Run(name, func(t *testing.T) {
			pub, err := ParsePublicKey(text)
			if pub != nil || !errors.Is(err, ErrKey) {
				t.Errorf("ParsePublicKey = %v; want ErrKey", err)
			}
		})
	}
}

func TestParsePrivateKeyRefuses(t *testing.T) {
	plain := readVector(t, "keys/TEST-KEY-alpha-xp-to-store.private.pkcs1.pem")
	block, _ := pem.Decode(plain)
	curve := pkcs8Of(t, ellipticKey(t))
	for name, text := range map[string][]byte{
		"nothing":                 nil,
		"a public key":            readVector(t, "keys/TEST-KEY-alpha-xp-to-store.public.spki.pem"),
		"an elliptic key":         encodePEM("PRIVATE KEY", curve),
		"a 1024-bit key":          encodePEM("PRIVATE KEY", pkcs8Of(t, smallKey(t))),
		"a 1024-bit key, PKCS#1":  encodePEM("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(smallKey(t))),
		"PKCS#1 cut short":        encodePEM("RSA PRIVATE KEY", block.Bytes[:500]),
		"PKCS#1 called PKCS#8":    encodePEM("PRIVATE KEY", block.Bytes),
		"PKCS#1 called protected": encodePEM("ENCRYPTED PRIVATE KEY", block.Bytes),
		"an unknown cipher":       bytes.Replace(plain, []byte("-----\n"), []byte("-----\nDEK-Info: RC4,00\n\n"), 1),
		"an IV that is not hex": bytes.Replace(plain, []byte("-----\n"),
			[]byte("-----\nDEK-Info: AES-128-CBC,zz\n\n"), 1),
		"a key longer than needed": encodePEM("RSA PRIVATE KEY", make([]byte, maxPrivateKey+1)),
	} {
		t.Run(name, func(t *testing.T) {
			key, err := ParsePrivateKey(text, "password")
			if key != nil || !errors.Is(err, ErrKey) {
				t.Errorf("ParsePrivateKey = %v; want ErrKey", err)
			}
		})
	}
}

func TestKeyBehindOtherBlocksIsFound(t *testing.T) {
	text := readVector(t, "keys/TEST-KEY-alpha-xp-to-store.private.pkcs8.pem")
	before := "Bag Attributes\n" + string(encodePEM("EC PARAMETERS", []byte("x")))
	text = append([]byte(before), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...)
	if _, err := ParsePrivateKey(text, ""); err != nil {
		t.Error(err)
	}
}

func encodePEM(label string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})
}

func spki(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return encodePEM("PUBLIC KEY", der)
}

func pkcs8Of(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func ellipticKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func smallKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func FuzzParsePublicKey(f *testing.F) {
	for _, file := range decodeVector[keyIndex](f, "keys.json").Files {
		f.Add(readVector(f, file.File))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		pub, err := ParsePublicKey(text)
		if (pub == nil) != (err != nil) || err != nil && !errors.Is(err, ErrKey) {
			t.Errorf("ParsePublicKey = %v, %v", pub, err)
		}
		if pub != nil {
			_, _ = Seal(pub, nil) // whatever was accepted must not panic later
		}
	})
}

func FuzzParsePrivateKey(f *testing.F) {
	index := decodeVector[keyIndex](f, "keys.json")
	for _, file := range index.Files {
		f.Add(readVector(f, file.File), index.Password)
	}
	f.Fuzz(func(t *testing.T, text []byte, password string) {
		key, err := ParsePrivateKey(text, password)
		if (key == nil) != (err != nil) || err != nil && !errors.Is(err, ErrKey) && !errors.Is(err, ErrPassword) {
			t.Errorf("ParsePrivateKey: %v", err)
		}
		if key != nil {
			_, _ = Open(t.Context(), key, append([]byte("API"), bytes.Repeat([]byte("A"), 342)...), 100)
		}
	})
}
