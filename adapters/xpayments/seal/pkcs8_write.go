package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
)

// writtenIterations is the work of the key derivation in keys that this package writes.
const writtenIterations = 10_000

// MarshalPrivateKey writes a private key as X-Payments hands it out: PEM, PKCS#8, protected by the password (PBES2
// with PBKDF2, HMAC-SHA256 and AES-256-CBC, which PHP reads).
func MarshalPrivateKey(priv *rsa.PrivateKey, password string) (string, error) {
	plain, err := x509.MarshalPKCS8PrivateKey(priv)
	if err != nil {
		return "", keyError("not a private key that can be written")
	}
	var salt, iv [aes.BlockSize]byte
	_, _ = rand.Read(salt[:]) // never fails
	_, _ = rand.Read(iv[:])
	secret, err := pbkdf2.Key(sha256.New, password, salt[:], writtenIterations, 32)
	if err != nil {
		return "", keyError("the password is not allowed in this program's FIPS mode")
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return "", err
	}
	n := aes.BlockSize - len(plain)%aes.BlockSize
	plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
	cipher.NewCBCEncrypter(block, iv[:]).CryptBlocks(plain, plain)

	derivation := algorithm(oidPBKDF2, pbkdf2Parameters{
		Salt: salt[:], Iterations: writtenIterations,
		PRF: pkix.AlgorithmIdentifier{Algorithm: oidHMACSHA256, Parameters: asn1.NullRawValue},
	})
	scheme := algorithm(oidPBES2, pbes2Parameters{derivation, algorithm(oidAES256CBC, iv[:])})
	der := mustMarshal(protectedKey{scheme, plain})
	return string(pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: der})), nil
}

func algorithm(name asn1.ObjectIdentifier, parameters any) pkix.AlgorithmIdentifier {
	return pkix.AlgorithmIdentifier{
		Algorithm: name, Parameters: asn1.RawValue{FullBytes: mustMarshal(parameters)},
	}
}

// mustMarshal writes structures of this file, which always marshal.
func mustMarshal(value any) []byte {
	der, err := asn1.Marshal(value)
	if err != nil {
		panic("xpayments: a structure does not marshal: " + err.Error())
	}
	return der
}
