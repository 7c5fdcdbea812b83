package rozetkapay

import (
	"crypto/sha1"
	"encoding/base64"
	"strings"

	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/signature"
	"github.com/strictpay/strictpay/runtime/spec"
)

// standard is a webhook whose signature is made with the standard base64 alphabet wherever it is made with the URL-safe
// one.
func standard(hook *spec.Webhook) *spec.Webhook {
	other := *hook
	other.Algorithm = strings.ReplaceAll(hook.Algorithm, "base64url(", "base64(")
	if hook.Encoding == "base64url" {
		other.Encoding = "base64"
	}
	return &other
}

// scheme is a webhook's signature. The lint of the specification keeps that it can be made.
func scheme(hook *spec.Webhook) *signature.Scheme {
	s, err := signature.Of(hook)
	if err != nil {
		panic(err)
	}
	return s
}

// anyBase64 are the ways to make a signature: in the header and in what is hashed either alphabet, with padding or
// without. A plugin of the provider for shops removes the padding before it hashes, another compares headers of either
// alphabet.
func anyBase64() []receive.Sign {
	encodings := []*base64.Encoding{
		base64.URLEncoding, base64.RawURLEncoding, base64.StdEncoding, base64.RawStdEncoding,
	}
	var signs []receive.Sign
	for _, inside := range encodings {
		for _, outside := range encodings {
			signs = append(signs, signWith(inside, outside))
		}
	}
	return signs
}

// signWith is the documented formula with other encodings of the body and of the hash.
func signWith(inside, outside *base64.Encoding) receive.Sign {
	return func(password, body []byte) string {
		hash := sha1.New()
		hash.Write(password)
		hash.Write(inside.AppendEncode(nil, body))
		hash.Write(password)
		return outside.EncodeToString(hash.Sum(nil))
	}
}
