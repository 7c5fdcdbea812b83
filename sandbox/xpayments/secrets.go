package xpaymentsfake

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// Secrets are what a fake and its store share, so that a later fake can go on with them.
type Secrets struct {
	StoreID     string
	Certificate string // PEM, of the pair that the store seals with
	Opener      string // PEM, PKCS#8: the private key of that pair
	PrivateKey  string // PEM, PKCS#8, protected by Password: of the pair that the store opens with
	Password    string
}

// Secrets are those of this fake.
func (x *Server) Secrets() (Secrets, error) {
	der, err := x509.MarshalPKCS8PrivateKey(x.keys.opener)
	if err != nil {
		return Secrets{}, err
	}
	opener := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	return Secrets{x.StoreID, x.Certificate, opener, x.PrivateKey, x.Password}, nil
}

var errSecrets = errors.New("sandbox: the certificate of X-Payments and its private key do not belong together")

// Use goes on with the secrets of an earlier fake. It is called before the Handler serves anything.
func (x *Server) Use(s Secrets) error {
	opener, err := seal.ParsePrivateKey([]byte(s.Opener), "")
	if err != nil {
		return err
	}
	certificate, err := seal.ParsePublicKey([]byte(s.Certificate))
	if err != nil {
		return err
	}
	if !opener.PublicKey.Equal(certificate) {
		return errSecrets
	}
	var stores *rsa.PrivateKey
	if stores, err = seal.ParsePrivateKey([]byte(s.PrivateKey), s.Password); err != nil {
		return err
	}
	x.keys = &keys{opener, &stores.PublicKey, s.Certificate, s.PrivateKey, s.Password}
	x.StoreID, x.Certificate, x.PrivateKey, x.Password = s.StoreID, s.Certificate, s.PrivateKey, s.Password
	return x.makeBundles()
}
