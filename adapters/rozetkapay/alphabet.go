package rozetkapay

import (
	"strings"

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
