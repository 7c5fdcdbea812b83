package koshelek

import (
	"errors"
	"strings"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Base URLs, to which the merchant's segment of the address is added, as Koshelek gave it: Production + "acme".
// The test server has logins of its own.
const (
	Production = koshelekapi.ServerURLProduction
	Test       = koshelekapi.ServerURLTest
)

// ErrPartner is returned by New for a base URL of Koshelek without the merchant's segment, or with one that would not
// stay one segment.
var ErrPartner = errors.New("koshelek: the merchant's segment of the address must not be empty nor a dot segment, " +
	"and has letters, digits and -._~ only")

// checkPartner checks what a merchant added to one of Koshelek's own base URLs. Other servers, such as a fake, are
// free.
func checkPartner(baseURL string) error {
	for _, server := range []string{Production, Test} {
		partner, ok := strings.CutPrefix(baseURL, strings.TrimSuffix(server, "/"))
		if ok && !segment(strings.TrimSuffix(strings.TrimPrefix(partner, "/"), "/")) {
			return ErrPartner
		}
	}
	return nil
}

// segment reports whether a text is one segment of a path as it stands: nothing in it needs escaping, nothing leads
// elsewhere.
func segment(partner string) bool {
	if partner == "" || partner == "." || partner == ".." {
		return false
	}
	return strings.IndexFunc(partner, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("-._~", c)
	}) < 0
}
