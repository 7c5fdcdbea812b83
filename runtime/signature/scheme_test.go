package signature_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/runtime/signature"
	"github.com/strictpay/strictpay/runtime/spec"
)

// RFC 4231, test cases 1, 2 and 6: keys shorter and longer than the block.
var rfc4231 = []struct{ key, body, want string }{
	{strings.Repeat("\x0b", 20), "Hi There", "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde" +
		"daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
	{"Jefe", "what do ya want for nothing?", "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554" +
		"9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
	{strings.Repeat("\xaa", 131), "Test Using Larger Than Block-Size Key - Hash Key First",
		"80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352" +
			"6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
}

func TestHMAC(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"hmac-sha512", "hmac-sha512(secret, body)", "hmac-sha512( password ,body )"} {
		s, err := signature.New(algorithm, "hex")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range rfc4231 {
			if got := s.Sign([]byte(c.key), []byte(c.body)); got != c.want {
				t.Errorf("%s gives %s", algorithm, got)
			}
		}
	}
}

// The formula decides: another hash, another encoding and another order of its parts give another signature.
func TestFormulas(t *testing.T) {
	t.Parallel()
	sign := func(algorithm, encoding string) string {
		s, err := signature.Of(&spec.Webhook{Algorithm: algorithm, Encoding: encoding})
		if err != nil {
			t.Fatalf("%s: %v", algorithm, err)
		}
		return s.Sign([]byte("k"), []byte("b?>"))
	}
	mac := hmac.New(sha256.New, []byte("k"))
	mac.Write([]byte("b?>"))
	if got := sign("hmac-sha256", "base64url"); got != base64.URLEncoding.EncodeToString(mac.Sum(nil)) {
		t.Errorf("got %s", got)
	}
	sum := sha256.Sum256([]byte("k" + "Yj8-" + "k"))
	if got := sign("sha256(secret + base64url(body)+secret)",
		"base64"); got != base64.StdEncoding.EncodeToString(sum[:]) {
		t.Errorf("got %s", got)
	}
	seen := map[string]string{}
	for _, algorithm := range []string{"sha1(secret+body)", "sha1(body+secret)", "sha1(body)", "sha384(body)",
		"sha512(body)",
		"hmac-sha1(body, secret)", "hmac-sha1(secret, body)", "hmac-sha1(secret, hex(body))", "body", "hex(body)"} {
		got := sign(algorithm, "hex")
		if other := seen[got]; other != "" {
			t.Errorf("%s and %s give the same", algorithm, other)
		}
		seen[got] = algorithm
	}
}

func TestFormulasThatAreNone(t *testing.T) {
	t.Parallel()
	for _, algorithm := range []string{"", "md5", "md5(body)", "sha1", "sha1()", "sha1(body", "sha1(body,secret)",
		"sha1(body))",
		"hmac-sha1(body)", "hmac-md5", "hex(body, body)", "body body", "+body", "body+", "hmac-"} {
		if _, err := signature.New(algorithm, "hex"); err == nil {
			t.Errorf("%q is taken", algorithm)
		}
	}
	if _, err := signature.New("hmac-sha1", "rot13"); err == nil {
		t.Error("an unknown encoding is taken")
	}
	if _, err := signature.Of(&spec.Webhook{Algorithm: "md5", Encoding: "hex"}); err == nil {
		t.Error("a webhook with an unknown algorithm is taken")
	}
}
