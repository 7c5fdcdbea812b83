package xpaymentsfake

import (
	"crypto/rsa"
	"errors"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// Credentials are what a fake and its store share; a later fake can go on with them, see [Server.Use].
type Credentials struct {
	StoreID     string
	Certificate string // PEM, of the pair that the store seals with
	Opener      string // PEM, PKCS#8: the private key of that pair, which a real store never has
	PrivateKey  string // PEM, PKCS#8, protected by Password: of the pair that the store opens with
	Password    string
}

var errCredentials = errors.New("sandbox: the certificate of X-Payments and its private key do not belong together")

// Use goes on with the credentials of an earlier fake. It is called before the Handler serves anything.
func (x *Server) Use(c Credentials) error {
	opener, err := seal.ParsePrivateKey([]byte(c.Opener), "")
	if err != nil {
		return err
	}
	certificate, err := seal.ParsePublicKey([]byte(c.Certificate))
	if err != nil {
		return err
	}
	if !opener.PublicKey.Equal(certificate) {
		return errCredentials
	}
	var stores *rsa.PrivateKey
	if stores, err = seal.ParsePrivateKey([]byte(c.PrivateKey), c.Password); err != nil {
		return err
	}
	x.keys = &keys{opener, &stores.PublicKey}
	x.Credentials = c
	return x.makeBundles()
}
