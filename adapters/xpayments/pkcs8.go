package xpayments

import (
	"crypto/aes"
	"crypto/des"
	"crypto/x509/pkix"
	"encoding/asn1"

	"github.com/youmark/pkcs8"
)

// maxIterations bounds the key derivation, which a hostile file could otherwise make last for hours. OpenSSL writes 2,048, careful
// tools some 100,000.
const maxIterations = 1_000_000

var (
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
)

// pbesCiphers are the ciphers of protected keys, all in CBC mode.
var pbesCiphers = map[string]struct{ keySize, blockSize int }{
	"1.2.840.113549.3.7":      {24, des.BlockSize}, // DES-EDE3: PHP's default
	"2.16.840.1.101.3.4.1.2":  {16, aes.BlockSize},
	"2.16.840.1.101.3.4.1.22": {24, aes.BlockSize},
	"2.16.840.1.101.3.4.1.42": {32, aes.BlockSize},
}

// The structures of RFC 5208 and RFC 8018.
type (
	protectedKey struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	pbes2Parameters struct {
		Derivation, Cipher pkix.AlgorithmIdentifier
	}
	pbkdf2Parameters struct {
		Salt       []byte
		Iterations int
		KeyLength  int                      `asn1:"optional"`
		PRF        pkix.AlgorithmIdentifier `asn1:"optional"` // absent: HMAC with SHA-1
	}
)

// parseProtectedPKCS8 opens a PKCS#8 key with its password. The result may be of any kind, RSA or not.
func parseProtectedPKCS8(der []byte, password string) (any, error) {
	der, err := checkProtection(der)
	if err != nil {
		return nil, err
	}
	if password == "" {
		return nil, ErrPassword // the library would look for an unprotected key
	}
	key, err := pkcs8.ParsePKCS8PrivateKey(der, []byte(password))
	if err != nil {
		return nil, ErrPassword
	}
	return key, nil
}

// checkProtection reads what the key is protected with, before the library does: that one panics on an IV or a text of the wrong
// length, takes any number of iterations and any scrypt parameters, and decrypts GCM as if it were CBC. The optional key length it
// does not know; it is checked here and left out of the returned copy.
func checkProtection(der []byte) ([]byte, error) {
	var key protectedKey
	if rest, err := asn1.Unmarshal(der, &key); err != nil || len(rest) > 0 {
		return nil, keyError("not a readable protected PKCS#8 private key")
	}
	var scheme pbes2Parameters
	if !key.Algorithm.Algorithm.Equal(oidPBES2) || !unmarshal(key.Algorithm, &scheme) {
		return nil, keyError("not protected with PBES2")
	}
	cipher, known := pbesCiphers[scheme.Cipher.Algorithm.String()]
	if !known {
		return nil, keyError("protected with another cipher than DES-EDE3-CBC or AES-CBC")
	}
	var iv []byte
	if !unmarshal(scheme.Cipher, &iv) || len(iv) != cipher.blockSize || len(key.Data) == 0 || len(key.Data)%cipher.blockSize != 0 {
		return nil, keyError("the protected text does not fit its cipher")
	}
	var derivation pbkdf2Parameters
	if !scheme.Derivation.Algorithm.Equal(oidPBKDF2) || !unmarshal(scheme.Derivation, &derivation) {
		return nil, keyError("the password is not used with PBKDF2")
	}
	if prf := derivation.PRF.Algorithm; len(prf) > 0 && !prf.Equal(oidHMACSHA1) && !prf.Equal(oidHMACSHA256) {
		return nil, keyError("PBKDF2 with another function than HMAC-SHA1 or HMAC-SHA256")
	}
	if derivation.Iterations < 1 || derivation.Iterations > maxIterations {
		return nil, keyError("PBKDF2 with no or too many iterations")
	}
	switch derivation.KeyLength {
	case 0:
		return der, nil
	case cipher.keySize:
		derivation.KeyLength = 0
		return remarshal(key, scheme, derivation)
	default:
		return nil, keyError("PBKDF2 with a key length that does not fit the cipher")
	}
}

// unmarshal reads the parameters of an algorithm, and wants them whole.
func unmarshal(algorithm pkix.AlgorithmIdentifier, into any) bool {
	rest, err := asn1.Unmarshal(algorithm.Parameters.FullBytes, into)
	return err == nil && len(rest) == 0
}

// remarshal puts changed parameters back into their three envelopes.
func remarshal(key protectedKey, scheme pbes2Parameters, derivation pbkdf2Parameters) ([]byte, error) {
	inner, err := asn1.Marshal(derivation)
	if err == nil {
		scheme.Derivation.Parameters = asn1.RawValue{FullBytes: inner}
		inner, err = asn1.Marshal(scheme)
	}
	if err == nil {
		key.Algorithm.Parameters = asn1.RawValue{FullBytes: inner}
		inner, err = asn1.Marshal(key)
	}
	if err != nil {
		return nil, keyError("PBKDF2 with unreadable parameters")
	}
	return inner, nil
}
