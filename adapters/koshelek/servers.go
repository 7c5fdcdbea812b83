package koshelek

import (
	"errors"
	"strings"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// ErrPartner is returned for a partner's segment that would not stay one segment of the address, or not the one that was meant.
var ErrPartner = errors.New("koshelek: the partner's segment of the address is not empty nor a dot segment, and has letters, digits and -._~ only")

// Production is the base URL of the production server. partner is the segment of the address that Koshelek gave the merchant.
func Production(partner string) (string, error) {
	if !segment(partner) {
		return "", ErrPartner
	}
	return koshelekapi.NewServerURLProduction(koshelekapi.ServerURLProductionPartnerVariable(partner))
}

// Test is the base URL of the test server, which has logins of its own.
func Test(partner string) (string, error) {
	if !segment(partner) {
		return "", ErrPartner
	}
	return koshelekapi.NewServerURLTest(koshelekapi.ServerURLTestPartnerVariable(partner))
}

// segment reports whether a text is one segment of a path as it stands: nothing in it needs escaping, nothing leads elsewhere.
func segment(partner string) bool {
	if partner == "" || partner == "." || partner == ".." {
		return false
	}
	return strings.IndexFunc(partner, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("-._~", c)
	}) < 0
}
