package xpayments

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"
)

// ErrBundle is wrapped by [ParseBundle]. The error says which member is at fault and never what it holds.
var ErrBundle = errors.New("xpayments: unusable configuration bundle")

// maxBundle bounds the text of a bundle; real ones have about 5 kB.
const maxBundle = 64 << 10

// A Bundle is what the X-Payments administrator copies to a store: all connection settings in one string. It holds the store's
// private key with its password and prints redacted. [Bundle.Encode] is the only way to write it out: encoding/json leaves the keys
// and the password out.
type Bundle struct {
	StoreID            string // 32 lower-case hex digits; goes out as the form field cart_id
	URL                string // of X-Payments, as given: perhaps with a trailing slash
	PublicKey          string `json:"-"` // PEM, for [ParsePublicKey]; whoever has it can write in the store's name
	PrivateKey         string `json:"-"` // PEM, for [ParsePrivateKey]
	PrivateKeyPassword string `json:"-"` // empty if the key is not protected
	ServerIP           string // where callbacks come from; empty if the bundle does not say
}

// ParseBundle reads base64 of either form that X-Payments has used: an array in PHP's own serialization, or a JSON object. Blanks and
// line ends around the text and line ends inside it are the traces of copying and are ignored; all else must be exact. Members that
// are unknown, missing, repeated or not strings are refused.
//
// The keys are not read yet, so a bundle with a wrong password parses.
func ParseBundle(text string) (Bundle, error) {
	if len(text) > maxBundle {
		return Bundle{}, bundleError("too long")
	}
	raw, err := strictBase64.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return Bundle{}, bundleError("not base64")
	}
	readPairs := phpPairs
	if len(raw) > 0 && raw[0] == '{' {
		readPairs = jsonPairs
	}
	pairs, ok := readPairs(raw)
	if !ok {
		return Bundle{}, bundleError("neither a PHP array nor a JSON object of 5 or 6 strings")
	}
	return fillBundle(pairs)
}

// A pair is a name and a value as they were read.
type pair struct{ name, value string }

// maxPairs is the number of members in the larger form.
const maxPairs = 6

// A member is one setting under its name in a bundle.
type member struct {
	name     string
	value    *string
	optional bool
}

// members are in the order of the PHP form.
func (b *Bundle) members() []member {
	return []member{
		{"store_id", &b.StoreID, false},
		{"url", &b.URL, false},
		{"public_key", &b.PublicKey, false},
		{"private_key", &b.PrivateKey, false},
		{"private_key_password", &b.PrivateKeyPassword, false},
		{"server_ip", &b.ServerIP, true},
	}
}

func fillBundle(pairs []pair) (Bundle, error) {
	var bundle Bundle
	left := make(map[string]string, len(pairs))
	for _, p := range pairs {
		if _, repeated := left[p.name]; repeated {
			return Bundle{}, bundleError("a member is repeated")
		}
		left[p.name] = p.value
	}
	for _, m := range bundle.members() {
		value, present := left[m.name]
		if !present && !m.optional {
			return Bundle{}, bundleError(m.name + " is missing")
		}
		// U+FFFD is what a JSON reader makes of half a surrogate pair.
		if !utf8.ValidString(value) || strings.ContainsRune(value, utf8.RuneError) {
			return Bundle{}, bundleError(m.name + " is not valid text")
		}
		*m.value = value
		delete(left, m.name)
	}
	if len(left) > 0 {
		return Bundle{}, bundleError("there is an unknown member")
	}
	if err := bundle.check(); err != nil {
		return Bundle{}, err
	}
	return bundle, nil
}

func (b Bundle) check() error {
	switch {
	case len(b.StoreID) != 32 || strings.Trim(b.StoreID, "0123456789abcdef") != "":
		return bundleError("store_id is not 32 lower-case hex digits")
	case !safeURL(b.URL):
		return bundleError("url is not a plain https address")
	case b.PublicKey == "":
		return bundleError("public_key is empty")
	case b.PrivateKey == "":
		return bundleError("private_key is empty")
	}
	if b.ServerIP != "" {
		if ip, err := netip.ParseAddr(b.ServerIP); err != nil || ip.Zone() != "" {
			return bundleError("server_ip is not an IP address")
		}
	}
	return nil
}

// safeURL admits https, and http to this computer for tests. "/api.php" is appended to the address, so it ends in a path.
func safeURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#") {
		return false
	}
	if u.Scheme == "http" {
		ip, err := netip.ParseAddr(u.Hostname())
		return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
	}
	return u.Scheme == "https"
}

// Encode writes the JSON form, in base64, for [ParseBundle] and for stores. It is as secret as the keys in it.
func (b Bundle) Encode() string {
	members := make(map[string]string, maxPairs)
	for _, m := range b.members() {
		if *m.value != "" || !m.optional {
			members[m.name] = *m.value
		}
	}
	raw, err := json.Marshal(members)
	if err != nil {
		panic("xpayments: strings always marshal: " + err.Error())
	}
	return base64.StdEncoding.EncodeToString(raw)
}

// Format prints the bundle without its secrets, whatever the verb.
func (b Bundle) Format(s fmt.State, _ rune) {
	io.WriteString(s, "xpayments.Bundle{StoreID: "+b.StoreID+", redacted}")
}

// LogValue is what log/slog prints.
func (b Bundle) LogValue() slog.Value {
	return slog.GroupValue(slog.String("store_id", b.StoreID), slog.String("keys", "redacted"))
}

func bundleError(reason string) error {
	return fmt.Errorf("%w: %s", ErrBundle, reason)
}
