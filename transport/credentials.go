package transport

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Login authorizes the calls of an API with a login and password, as its specification has it. It is nil where the API
// takes none, and where HTTP Basic cannot carry them (RFC 7617, section 2): one of them is empty or has a control
// character, or the login has a colon.
func Login(api *spec.API, login, password string) invoke.Authorize {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	if login == "" || password == "" || strings.Contains(login, ":") || strings.ContainsFunc(login+password, control) {
		return nil
	}
	for _, s := range api.Security {
		if s.Scheme == "basic" && !s.Optional {
			return set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(login+":"+password)))
		}
	}
	return nil
}

// Token authorizes the calls of an API with a token, as its specification has it. It is nil where the API takes none,
// and where no header can carry it: it is empty, or has anything but visible ASCII characters.
func Token(api *spec.API, token string) invoke.Authorize {
	if token == "" || strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return nil
	}
	for _, s := range api.Security {
		switch {
		case s.Optional:
		case s.Scheme == "bearer":
			return set("Authorization", "Bearer "+token)
		case s.Scheme == "":
			return set(s.Header, token)
		}
	}
	return nil
}

// set gives each request a list of values of its own: a RoundTripper that masks what it logs must not reach the next
// request.
func set(name, value string) invoke.Authorize {
	name = http.CanonicalHeaderKey(name)
	return func(_ context.Context, header http.Header) error {
		header[name] = []string{value}
		return nil
	}
}
