package xpaymentsfake

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"sync"
	"time"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// keys are X-Payments' own of two RSA pairs: a store seals with the first, and opens with the second.
type keys struct {
	opener *rsa.PrivateKey // of pair 1
	sealer *rsa.PublicKey  // of pair 2
}

// pairs are both, as X-Payments and as a store has them.
type pairs struct {
	keys        keys
	credentials Credentials // without the store ID
}

// pairsOnce makes the keys once per process, because it takes a third of a second: all fakes of a process share them,
// and differ in the store ID.
var pairsOnce = sync.OnceValues(func() (*pairs, error) {
	first, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	second, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	c := Credentials{Password: fake.Random(16)}
	if c.Certificate, err = certificate(first); err != nil {
		return nil, err
	}
	opener, err := x509.MarshalPKCS8PrivateKey(first)
	if err != nil {
		return nil, err
	}
	c.Opener = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: opener}))
	if c.PrivateKey, err = seal.MarshalPrivateKey(second, c.Password); err != nil {
		return nil, err
	}
	return &pairs{keys{first, &second.PublicKey}, c}, nil
})

// certificate is self-signed, as X-Payments makes them: the store has it by hand and looks at nothing but the key.
func certificate(key *rsa.PrivateKey) (string, error) {
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "strictpay sandbox"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(10, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}

func (x *Server) makeBundles() (err error) {
	bundle := seal.Bundle{
		StoreID: x.StoreID, URL: x.URL, PublicKey: x.Certificate, PrivateKey: x.PrivateKey,
		PrivateKeyPassword: x.Password, ServerIP: "127.0.0.1",
	}
	x.Bundle = bundle.EncodeJSON()
	x.BundlePHP, err = bundle.EncodePHP()
	return err
}

// versions are those that X-Payments 3.1.2 speaks, in its order.
func versions() []string {
	return []string{"1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9"}
}
