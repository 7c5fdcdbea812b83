package failures

import (
	"bytes"
	"crypto/rsa"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/internal/rawserver"
)

// storeKey is the key that the clients of X-Payments open answers with.
var storeKey = sync.OnceValues(func() (*rsa.PrivateKey, error) {
	return seal.ParsePrivateKey([]byte(unused().XPayments.PrivateKey), unused().XPayments.Password)
})

// sealed answers with a document of X-Payments, sealed for the store that calls.
func sealed(t *testing.T, text string) rawserver.Answer {
	t.Helper()
	key, err := storeKey()
	if err != nil {
		t.Fatal(err)
	}
	message, err := seal.Seal(&key.PublicKey, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rawserver.Whole(200, "text/html", string(message))
}

// changedXML is a document with another text in the element that a pointer names; false where it has none.
func changedXML(document []byte, pointer string, to func(string) string) ([]byte, bool) {
	at := 0
	for _, name := range strings.Split(pointer, "/")[1:] {
		i := bytes.Index(document[at:], []byte("<"+name+">"))
		if i < 0 || opened(document[at:at+i]) != 0 {
			return nil, false
		}
		at += i + len(name) + 2
	}
	length := bytes.IndexByte(document[at:], '<')
	if length <= 0 {
		return nil, false
	}
	text := to(string(document[at : at+length]))
	return []byte(string(document[:at]) + text + string(document[at+length:])), true
}

// opened is how many elements a piece of a document leaves open.
func opened(piece []byte) int {
	return bytes.Count(piece, []byte("<")) - 2*bytes.Count(piece, []byte("</")) - bytes.Count(piece, []byte("/>"))
}
