package seal

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
)

// Old cryptography lives in this file only. The wire format and the key files that X-Payments hands out ask for it,
// and have since API 1.1; none of it is a choice of ours, and nothing outside the sealing may use it.

// encryptBlock encrypts one piece of a frame.
func encryptBlock(pub *rsa.PublicKey, piece []byte) ([]byte, error) {
	//lint:ignore SA1019 X-Payments understands no other padding than PKCS#1 v1.5
	return rsa.EncryptPKCS1v15(rand.Reader, pub, piece)
}

// decryptBlock decrypts one piece of a frame. Its error must not reach a caller outside: see [opener.piece].
func decryptBlock(priv *rsa.PrivateKey, block []byte) ([]byte, error) {
	//lint:ignore SA1019 X-Payments writes no other padding than PKCS#1 v1.5; the caller hides failures
	return rsa.DecryptPKCS1v15(nil, priv, block)
}

// decryptPEM takes the password off a private key in the traditional form ("Proc-Type: 4,ENCRYPTED"). wrong means
// that the password does not fit; a wrong password in 256 passes here and leaves bytes that are no key.
func decryptPEM(block *pem.Block, password string) (der []byte, wrong bool, err error) {
	//lint:ignore SA1019 PHP with OpenSSL before 1.0 exports private keys in this form, and stores still hold them
	der, err = x509.DecryptPEMBlock(block, []byte(password))
	return der, errors.Is(err, x509.IncorrectPasswordError), err
}

const digestSize = md5.Size

// digest is the checksum of a frame: MD5 is the only one that readers know. It finds transmission errors; it protects
// against nobody, since whoever can seal can compute it.
func digest(text []byte) [digestSize]byte {
	return md5.Sum(text)
}
