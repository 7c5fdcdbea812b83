package xpayments_test

import (
	"crypto/rsa"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/internal/dump"
)

// What prints private fields finds neither a private key nor its password, in a client and in a handler with a second
// key, also after both keys were used. The walk itself finds a key and a password that a private field holds.
//
// It is not parallel: the walk must not meet what other tests change.
func TestPrivateKeysAreNotDumped(t *testing.T) {
	type protected struct {
		key            *rsa.PrivateKey
		password, text string
	}
	var keys [2]protected
	for i := range keys {
		k := protected{key: newKey(t), password: "PLANTED-password-" + strconv.Itoa(i)}
		text, err := seal.MarshalPrivateKey(k.key, k.password)
		if err != nil {
			t.Fatal(err)
		}
		k.text = text
		keys[i] = k
	}
	own, also := keys[0], keys[1]
	x, _ := open(t)
	config, err := xpayments.ConfigFromBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	config.Credentials.PrivateKey, config.Credentials.Password = own.text, own.password
	// a transport of its own: that of all other clients is at work
	client := must(config.New(strictpay.WithHTTPClient(&http.Client{Transport: new(http.Transport)})))(t)
	s := &store{}
	h := s.handler(t, client, xpayments.WithoutReading(), xpayments.AlsoAccept(also.text, also.password))
	for _, k := range keys {
		message, err := seal.Seal(&k.key.PublicKey, []byte("<data><status>2</status></data>"))
		if err != nil {
			t.Fatal(err)
		}
		form := url.Values{"action": {"callback"}, "txnId": {aStore}, "updateData": {string(message)}}
		if status := post(h, form); status != http.StatusOK {
			t.Fatalf("status %d: %v", status, s.failed)
		}
	}
	for what, value := range map[string]any{"client": client, "handler": h} {
		text := dump.Of(value)
		if !strings.Contains(text, config.Credentials.StoreID) {
			t.Errorf("the walk does not get through the %s", what)
		}
		for i, k := range keys {
			for name, secret := range secretsOf(k.key, k.password, k.text) {
				if strings.Contains(text, secret) {
					t.Errorf("%s: %s of key %d is found", what, name, i)
				}
			}
		}
	}
	for i, k := range keys {
		text := dump.Of(&k)
		for name, secret := range secretsOf(k.key, k.password, k.text) {
			if !strings.Contains(text, secret) && !strings.Contains(name, " bytes") {
				t.Errorf("the walk does not find %s of key %d", name, i)
			}
		}
	}
}

// secretsOf are parts of a private key by their names, as big.Int and crypto/rsa hold them: a few words or bytes out of
// the middle of a number, so that a copy of a part is found too.
func secretsOf(key *rsa.PrivateKey, password, text string) map[string]string {
	secrets := map[string]string{"the password": password, "the PEM text": text[len(text)/2 : len(text)/2+30]}
	for name, n := range map[string]*big.Int{
		"the exponent": key.D, "a prime": key.Primes[0], "the other prime": key.Primes[1],
		"an exponent of CRT": key.Precomputed.Dp, "the other exponent of CRT": key.Precomputed.Dq,
		"the coefficient": key.Precomputed.Qinv,
	} {
		var words strings.Builder
		for _, word := range n.Bits()[2:6] {
			words.WriteString(strconv.FormatUint(uint64(word), 10) + " ")
		}
		secrets[name] = words.String()
		bytes := n.Bytes()[16:48]
		secrets[name+", bytes"] = string(bytes)
		slices.Reverse(bytes)
		secrets[name+", reversed bytes"] = string(bytes)
		secrets[name+", decimal bytes"] = n.String()
		secrets[name+", hexadecimal bytes"] = n.Text(16)
	}
	return secrets
}
