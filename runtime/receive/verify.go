package receive

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/signature"
	"github.com/strictpay/strictpay/runtime/spec"
)

var (
	errUnsigned = errors.New("no signature of this secret")
	errBasic    = errors.New("no such login and password")
)

// Verifier is how a webhook is verified: by the specification's signature, by HTTP Basic, or by the caller's function.
// An empty secret is never accepted. For HTTP Basic a secret is login:password.
func Verifier(hook *spec.Webhook, secret string, opts []Option) Verify {
	return verifier(hook, secret, optionsOf(opts))
}

func verifier(hook *spec.Webhook, secret string, o Options) Verify {
	secrets := o.Secrets
	if secret != "" {
		secrets = append([]string{secret}, secrets...)
	}
	switch {
	case o.Verify != nil:
		return o.Verify
	case hook.Basic:
		return basic(secrets)
	}
	signs := o.Signs
	if signs == nil {
		scheme, err := signature.Of(hook)
		if err != nil {
			return func(http.Header, []byte) error { return err }
		}
		signs = []Sign{scheme.Sign}
	}
	return signed(hook.Header, secrets, signs)
}

// signed compares in constant time, and with every secret and algorithm, whichever fits.
func signed(name string, secrets []string, signs []Sign) Verify {
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		keys[i] = []byte(secret)
	}
	return func(header http.Header, body []byte) error {
		given := header.Values(name)
		if len(given) != 1 || given[0] == "" || len(body) == 0 {
			return errUnsigned
		}
		good := 0
		for _, key := range keys {
			for _, sign := range signs {
				good |= subtle.ConstantTimeCompare([]byte(given[0]), []byte(sign(key, body)))
			}
		}
		if good != 1 {
			return errUnsigned
		}
		return nil
	}
}

// basic compares hashes of the encoded pair, so that neither the time nor the length of a guess tells anything. The
// encoding is compared as well: base64 has several spellings of some pairs, and no sender uses another than the usual.
func basic(pairs []string) Verify {
	wanted := make([][32]byte, len(pairs))
	for i, pair := range pairs {
		wanted[i] = sha256.Sum256([]byte(base64.StdEncoding.EncodeToString([]byte(pair))))
	}
	return func(header http.Header, _ []byte) error {
		const scheme = "Basic "
		values := header.Values("Authorization")
		if len(values) != 1 || len(values[0]) < len(scheme) || !strings.EqualFold(values[0][:len(scheme)], scheme) {
			return errBasic
		}
		got := sha256.Sum256([]byte(values[0][len(scheme):]))
		good := 0
		for _, want := range wanted {
			good |= subtle.ConstantTimeCompare(got[:], want[:])
		}
		if good != 1 {
			return errBasic
		}
		return nil
	}
}

// SignHeader makes a header what the provider would send with a body, for tests of a service's own handler. The
// signature is that of the first algorithm that is accepted.
func SignHeader(hook *spec.Webhook, header http.Header, secret string, body []byte, opts ...Option) {
	header.Set("Content-Type", hook.MediaType)
	if hook.Basic {
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(secret)))
		return
	}
	header.Set(hook.Header, Signature(hook, secret, body, opts...))
}

// Signature is what SignHeader puts into the header.
func Signature(hook *spec.Webhook, secret string, body []byte, opts ...Option) string {
	if signs := optionsOf(opts).Signs; len(signs) > 0 {
		return signs[0]([]byte(secret), body)
	}
	scheme, err := signature.Of(hook)
	if err != nil {
		return ""
	}
	return scheme.Sign([]byte(secret), body)
}

// verified reports ErrSignature for everything that is not trusted, an empty body included.
func verified(verify Verify, header http.Header, body []byte) error {
	if len(body) == 0 || verify(header, body) != nil {
		return strictpay.ErrSignature
	}
	return nil
}
