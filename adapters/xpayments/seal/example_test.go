package seal_test

import (
	"context"
	"fmt"
	"os"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
)

// A store seals with the certificate, X-Payments opens with the private key of the same pair.
func Example() {
	certificate, err := os.ReadFile("testdata/vectors/keys/TEST-KEY-alpha-store-to-xp.cert.pem")
	if err != nil {
		panic(err)
	}
	pub, err := seal.ParsePublicKey(certificate)
	if err != nil {
		panic(err)
	}
	message, err := seal.Seal(pub, []byte("<testCode>123</testCode>\n"))
	if err != nil {
		panic(err)
	}
	fmt.Println(seal.IsSealed(message))

	key, err := os.ReadFile("testdata/vectors/keys/TEST-KEY-alpha-store-to-xp.private.pkcs8.pem")
	if err != nil {
		panic(err)
	}
	priv, err := seal.ParsePrivateKey(key, "")
	if err != nil {
		panic(err)
	}
	text, err := seal.Open(context.Background(), priv, message, 1000)
	fmt.Print(string(text), err)
	// Output:
	// true
	// <testCode>123</testCode>
	// <nil>
}
