package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/sha1" // #nosec G505 -- inside PBKDF2, where PHP with OpenSSL 1.0 uses it
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
)

// maxIterations bounds the key derivation, which a hostile file could otherwise make last for hours. OpenSSL writes
// 2,048, careful tools some 100,000.
const maxIterations = 1_000_000

var (
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidAES256CBC  = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}
)

// A blockCipher is one of the ciphers of protected keys, all in CBC mode.
type blockCipher struct {
	keySize, blockSize int
	make               func(key []byte) (cipher.Block, error)
}

var blockCiphers = map[string]blockCipher{
	"1.2.840.113549.3.7":      {24, des.BlockSize, des.NewTripleDESCipher}, // PHP's default
	"2.16.840.1.101.3.4.1.2":  {16, aes.BlockSize, aes.NewCipher},
	"2.16.840.1.101.3.4.1.22": {24, aes.BlockSize, aes.NewCipher},
	"2.16.840.1.101.3.4.1.42": {32, aes.BlockSize, aes.NewCipher},
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
	var protected protectedKey
	if rest, err := asn1.Unmarshal(der, &protected); err != nil || len(rest) > 0 {
		return nil, keyError("not a readable protected PKCS#8 private key")
	}
	var scheme pbes2Parameters
	if !protected.Algorithm.Algorithm.Equal(oidPBES2) || !unmarshal(protected.Algorithm, &scheme) {
		return nil, keyError("not protected with PBES2")
	}
	kind, known := blockCiphers[scheme.Cipher.Algorithm.String()]
	if !known {
		return nil, keyError("protected with another cipher than DES-EDE3-CBC or AES-CBC")
	}
	var iv []byte
	data := protected.Data
	if !unmarshal(scheme.Cipher, &iv) || len(iv) != kind.blockSize || len(data) == 0 || len(data)%kind.blockSize != 0 {
		return nil, keyError("the protected text does not fit its cipher")
	}
	secret, err := deriveKey(scheme.Derivation, password, kind.keySize)
	if err != nil {
		return nil, err
	}
	block, err := kind.make(secret)
	if err != nil {
		return nil, keyError("protected with a cipher that cannot be used here")
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	plain, ok := withoutPadding(plain, kind.blockSize)
	if !ok {
		return nil, ErrPassword
	}
	key, err := x509.ParsePKCS8PrivateKey(plain)
	if err != nil {
		return nil, ErrPassword // the padding looked right by chance
	}
	return key, nil
}

// deriveKey makes the cipher's key of the password.
func deriveKey(algorithm pkix.AlgorithmIdentifier, password string, size int) ([]byte, error) {
	var parameters pbkdf2Parameters
	if !algorithm.Algorithm.Equal(oidPBKDF2) || !unmarshal(algorithm, &parameters) {
		return nil, keyError("the password is not used with PBKDF2")
	}
	if parameters.Iterations < 1 || parameters.Iterations > maxIterations {
		return nil, keyError("PBKDF2 with no or too many iterations")
	}
	if parameters.KeyLength != 0 && parameters.KeyLength != size {
		return nil, keyError("PBKDF2 with a key length that does not fit the cipher")
	}
	if password == "" {
		return nil, ErrPassword
	}
	var key []byte
	var err error
	switch prf := parameters.PRF.Algorithm; {
	case len(prf) == 0, prf.Equal(oidHMACSHA1):
		key, err = pbkdf2.Key(sha1.New, password, parameters.Salt, parameters.Iterations, size)
	case prf.Equal(oidHMACSHA256):
		key, err = pbkdf2.Key(sha256.New, password, parameters.Salt, parameters.Iterations, size)
	default:
		return nil, keyError("PBKDF2 with another function than HMAC-SHA1 or HMAC-SHA256")
	}
	if err != nil {
		return nil, keyError("PBKDF2 with parameters that this program's FIPS mode does not allow")
	}
	return key, nil
}

// withoutPadding takes off the padding of RFC 8018: n bytes of the value n. A file and its password are not an
// oracle, so this needs no constant time.
func withoutPadding(text []byte, blockSize int) ([]byte, bool) {
	n := int(text[len(text)-1])
	if n < 1 || n > blockSize || n > len(text) {
		return nil, false
	}
	for _, b := range text[len(text)-n:] {
		if int(b) != n {
			return nil, false
		}
	}
	return text[:len(text)-n], true
}

// unmarshal reads the parameters of an algorithm, and wants them whole.
func unmarshal(algorithm pkix.AlgorithmIdentifier, into any) bool {
	rest, err := asn1.Unmarshal(algorithm.Parameters.FullBytes, into)
	return err == nil && len(rest) == 0
}
