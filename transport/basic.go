package transport

import (
	"encoding/base64"
	"strings"
)

// BasicAuth is the Authorization header for a login and password; false where HTTP Basic cannot carry them (RFC 7617,
// section 2): one of them is empty or has a control character, or the login has a colon.
func BasicAuth(login, password string) (header string, ok bool) {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	if login == "" || password == "" || strings.Contains(login, ":") || strings.IndexFunc(login+password, control) >= 0 {
		return "", false
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(login+":"+password)), true
}
