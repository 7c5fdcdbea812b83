package seal

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
)

var (
	// ErrKey is wrapped by [ParsePublicKey] and [ParsePrivateKey] when the text holds no RSA key that fits
	// X-Payments. The errors say what is wrong, in words of this package only: no part of a key or password is ever
	// in them.
	ErrKey = errors.New("xpayments: unusable key")

	// ErrPassword is returned by [ParsePrivateKey] when the key is protected and the password is missing or does not
	// open it.
	ErrPassword = errors.New("xpayments: the password does not open the private key")
)

const (
	// maxModulus is 8192 bits. X-Payments makes keys of 2048; far larger ones only cost time.
	maxModulus = 1024
	// maxPrivateKey is what a private key of maxModulus needs, protection included. crypto/x509 computes with the
	// numbers in a key before anybody can look at their size: a hostile one of this length costs a second, one of 11
	// kB nine.
	maxPrivateKey = 5 << 10
	// maxPEM leaves room for text and other blocks before the key.
	maxPEM = 32 << 10
)

// ParsePublicKey reads the key that messages to X-Payments are sealed with: a PEM certificate, the form in which
// X-Payments hands it out, or a bare PEM "PUBLIC KEY". Other PEM blocks before it are skipped.
//
// Only the RSA key is taken from a certificate. Its signature, dates and names prove nothing here, because the store
// got it by hand.
func ParsePublicKey(pemText []byte) (*rsa.PublicKey, error) {
	block, err := findPEM(pemText, "CERTIFICATE", "PUBLIC KEY")
	if err != nil {
		return nil, err
	}
	info := block.Bytes
	if block.Type == "CERTIFICATE" {
		if info, err = certificateKey(info); err != nil {
			return nil, err
		}
	}
	parsed, err := x509.ParsePKIXPublicKey(info)
	if err != nil {
		return nil, keyError("not a readable public key")
	}
	pub, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, keyError("not an RSA key")
	}
	if err := checkModulus(pub); err != nil {
		return nil, err
	}
	return pub, nil
}

// certificateKey cuts the SubjectPublicKeyInfo out of a certificate. crypto/x509 is not asked, as it refuses
// certificates over parts that do not matter here: a negative serial number, for one.
func certificateKey(der []byte) ([]byte, error) {
	var certificate struct {
		Body struct {
			Version int `asn1:"optional,explicit,default:0,tag:0"`

			Serial, Algorithm, Issuer, Validity, Subject, PublicKey asn1.RawValue
		}
	}
	if rest, err := asn1.Unmarshal(der, &certificate); err != nil || len(rest) > 0 {
		return nil, keyError("not a readable certificate")
	}
	return certificate.Body.PublicKey.FullBytes, nil
}

// ParsePrivateKey reads the key that messages from X-Payments are opened with. It knows the PEM forms "PRIVATE KEY"
// (PKCS#8), "RSA PRIVATE KEY" (PKCS#1, also with DEK-Info headers and a password) and "ENCRYPTED PRIVATE KEY" (PKCS#8
// with a password: PBES2 with PBKDF2). The password of a key that is not protected is ignored.
//
// The result is a plain key of crypto/rsa, which prints itself when asked to: keep it out of logs.
func ParsePrivateKey(pemText []byte, password string) (*rsa.PrivateKey, error) {
	block, err := findPEM(pemText, "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PRIVATE KEY")
	if err != nil {
		return nil, err
	}
	if len(block.Bytes) > maxPrivateKey {
		return nil, keyError("too long for a private key of 8192 bits")
	}
	var key any
	switch {
	case block.Type == "ENCRYPTED PRIVATE KEY":
		key, err = parseProtectedPKCS8(block.Bytes, password)
	case block.Type == "PRIVATE KEY":
		if key, err = x509.ParsePKCS8PrivateKey(block.Bytes); err != nil {
			err = keyError("not a readable PKCS#8 private key")
		}
	case block.Headers["DEK-Info"] != "":
		key, err = parseProtectedPKCS1(block, password)
	default:
		if key, err = x509.ParsePKCS1PrivateKey(block.Bytes); err != nil {
			err = keyError("not a readable PKCS#1 private key")
		}
	}
	if err != nil {
		return nil, err
	}
	priv, ok := key.(*rsa.PrivateKey)
	if !ok {
		return nil, keyError("not an RSA key")
	}
	if err := checkModulus(&priv.PublicKey); err != nil {
		return nil, err
	}
	return priv, nil
}

func parseProtectedPKCS1(block *pem.Block, password string) (*rsa.PrivateKey, error) {
	der, wrong, err := decryptPEM(block, password)
	if wrong || password == "" {
		return nil, ErrPassword
	}
	if err != nil {
		return nil, keyError("protected in a way this package does not know")
	}
	key, err := x509.ParsePKCS1PrivateKey(der)
	if err != nil {
		return nil, ErrPassword // its padding looked right by chance
	}
	return key, nil
}

// findPEM returns the first PEM block of one of the types.
func findPEM(text []byte, types ...string) (*pem.Block, error) {
	if len(text) > maxPEM {
		return nil, keyError("the text is longer than any key")
	}
	if !bytes.Contains(text, []byte("-----BEGIN ")) {
		return nil, keyError("not PEM")
	}
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			return nil, keyError(fmt.Sprintf("no PEM block of the type %q", types))
		}
		for _, t := range types {
			if block.Type == t {
				return block, nil
			}
		}
		text = rest
	}
}

// checkModulus refuses keys that cannot carry a piece of 128 bytes, and absurd ones.
func checkModulus(pub *rsa.PublicKey) error {
	if size := pub.Size(); size < minModulus || size > maxModulus {
		return keyError(fmt.Sprintf("the modulus has %d bytes; sealing needs %d to %d", size, minModulus, maxModulus))
	}
	return nil
}

func keyError(reason string) error {
	return fmt.Errorf("%w: %s", ErrKey, reason)
}
