package transport

import (
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Login is the header of a login and password, as the specification of an API has it. It is nil where the API
// takes none, and where HTTP Basic cannot carry them (RFC 7617, section 2): one of them is empty or has a control
// character, or the login has a colon.
func Login(api *spec.API, login, password string) invoke.Credentials {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	if login == "" || password == "" || strings.Contains(login, ":") || strings.ContainsFunc(login+password, control) {
		return nil
	}
	for _, s := range api.Security {
		if s.Scheme == "basic" && !s.Optional {
			return fixedHeader("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(login+":"+password)))
		}
	}
	return nil
}

// Token is the header of a token, as the specification of an API has it. It is nil where the API takes none,
// and where no header can carry it: it is empty, or has anything but visible ASCII characters.
func Token(api *spec.API, token string) invoke.Credentials {
	if token == "" || strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return nil
	}
	for _, s := range api.Security {
		switch {
		case s.Optional:
		case s.Scheme == "bearer":
			return fixedHeader("Authorization", "Bearer "+token)
		case s.Scheme == "":
			return fixedHeader(s.Header, token)
		}
	}
	return nil
}

// fixedHeader is a header that is the same in every request.
func fixedHeader(name, value string) invoke.Credentials {
	name = http.CanonicalHeaderKey(name)
	return func() (string, string) { return name, value }
}
