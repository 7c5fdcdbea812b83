package xpayments_test

import (
	"fmt"
	"os"

	"github.com/strictpay/strictpay/adapters/xpayments"
)

// A store seals with the certificate, X-Payments opens with the private key of the same pair.
func Example_sealing() {
	certificate, err := os.ReadFile("testdata/vectors/keys/TEST-KEY-alpha-store-to-xp.cert.pem")
	if err != nil {
		panic(err)
	}
	pub, err := xpayments.ParsePublicKey(certificate)
	if err != nil {
		panic(err)
	}
	message, err := xpayments.Seal(pub, []byte("<testCode>123</testCode>\n"))
	if err != nil {
		panic(err)
	}
	fmt.Println(xpayments.IsSealed(message))

	key, err := os.ReadFile("testdata/vectors/keys/TEST-KEY-alpha-store-to-xp.private.pkcs8.pem")
	if err != nil {
		panic(err)
	}
	priv, err := xpayments.ParsePrivateKey(key, "")
	if err != nil {
		panic(err)
	}
	text, err := xpayments.Open(priv, message)
	fmt.Print(string(text), err)
	// Output:
	// true
	// <testCode>123</testCode>
	// <nil>
}
