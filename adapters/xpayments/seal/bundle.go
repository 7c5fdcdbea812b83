package seal

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"
)

// ErrBundle is wrapped by the errors of bundles. They say which member is at fault and never what it holds.
var ErrBundle = errors.New("xpayments: unusable configuration bundle")

// maxBundle bounds the text of a bundle; real ones have about 5 kB.
const maxBundle = 64 << 10

// A Bundle is what the X-Payments administrator copies to a store: all connection settings in one string. It holds
// the store's private key with its password and prints redacted. [Bundle.EncodeJSON] and [Bundle.EncodePHP] are the
// only ways to write it out: encoding/json leaves the keys and the password out.
type Bundle struct {
	StoreID            string // 32 hex digits; goes out as the form field cart_id
	URL                string // of X-Payments, as given: perhaps with a trailing slash
	PublicKey          string `json:"-"` // PEM, for [ParsePublicKey]; whoever has it can write in the store's name
	PrivateKey         string `json:"-"` // PEM, for [ParsePrivateKey]
	PrivateKeyPassword string `json:"-"` // empty if the key is not protected
	// where callbacks come from, see [Bundle.ServerAddresses]; empty if the bundle does not say
	ServerIP string
}

// A Form is one of the two ways in which a bundle is written.
type Form string

// Forms of a bundle. All connectors since 2015 read JSON; the two oldest read PHP's serialization only.
const (
	FormJSON Form = "json"
	FormPHP  Form = "php"
)

// ParseBundle reads a bundle in either form. See [ParseBundleForm].
func ParseBundle(text string) (Bundle, error) {
	bundle, _, err := ParseBundleForm(text)
	return bundle, err
}

// ParseBundleForm reads base64 of an array in PHP's own serialization, or of a JSON object, and says which of them it
// was. Like the connectors it ignores blanks and line ends in the base64, and members that it does not know. Members
// that are missing, repeated or not texts are refused; a server_ip of null is none.
//
// The keys are not read yet, so a bundle with a wrong password parses.
func ParseBundleForm(text string) (Bundle, Form, error) {
	if len(text) > maxBundle {
		return Bundle{}, "", bundleError("too long")
	}
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return Bundle{}, "", bundleError("not base64")
	}
	form, read := FormPHP, phpMembers
	if first := strings.TrimLeft(string(raw), " \t\r\n"); strings.HasPrefix(first, "{") {
		form, read = FormJSON, jsonMembers
	}
	members, ok := read(raw)
	if !ok {
		return Bundle{}, "", bundleError("neither a PHP array of texts nor a JSON object")
	}
	bundle, err := fillBundle(members)
	if err != nil {
		return Bundle{}, "", err
	}
	return bundle, form, nil
}

// A member is a name and a value as they were read or are to be written.
type member struct{ name, value string }

// A setting is one field of a Bundle under its name in the written forms.
type setting struct {
	name     string
	value    *string
	optional bool
}

// settings are in the documented order. Connectors compare it.
func (b *Bundle) settings() []setting {
	return []setting{
		{"store_id", &b.StoreID, false},
		{"url", &b.URL, false},
		{"public_key", &b.PublicKey, false},
		{"private_key", &b.PrivateKey, false},
		{"private_key_password", &b.PrivateKeyPassword, false},
		{"server_ip", &b.ServerIP, true},
	}
}

func fillBundle(members []member) (Bundle, error) {
	var bundle Bundle
	values := make(map[string]string, len(members))
	for _, m := range members {
		if _, repeated := values[m.name]; repeated {
			return Bundle{}, bundleError("a member is repeated")
		}
		values[m.name] = m.value
	}
	for _, s := range bundle.settings() {
		value, present := values[s.name]
		if !present && !s.optional {
			return Bundle{}, bundleError(s.name + " is missing")
		}
		// U+FFFD is what a JSON reader makes of half a surrogate pair.
		if !utf8.ValidString(value) || strings.ContainsRune(value, utf8.RuneError) {
			return Bundle{}, bundleError(s.name + " is not valid text")
		}
		*s.value = value
	}
	if err := bundle.check(); err != nil {
		return Bundle{}, err
	}
	return bundle, nil
}

func (b Bundle) check() error {
	switch {
	case !ValidStoreID(b.StoreID):
		return bundleError("store_id is not 32 hex digits")
	case !safeURL(b.URL):
		return bundleError("url is not a plain https address")
	case b.PublicKey == "":
		return bundleError("public_key is empty")
	case b.PrivateKey == "":
		return bundleError("private_key is empty")
	}
	_, err := b.ServerAddresses()
	return err
}

// ValidStoreID says whether a text is a store identifier: 32 hex digits, which X-Payments writes in lower case.
func ValidStoreID(id string) bool {
	return len(id) == 32 && strings.Trim(id, "0123456789abcdefABCDEF") == ""
}

// ServerAddresses are the addresses that X-Payments calls the store from: none if the bundle does not say, and
// several where server_ip lists them with commas.
func (b Bundle) ServerAddresses() ([]netip.Addr, error) {
	var addresses []netip.Addr
	for item := range strings.SplitSeq(b.ServerIP, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		address, err := netip.ParseAddr(item)
		if err != nil || address.Zone() != "" {
			return nil, bundleError("server_ip is not a list of IP addresses")
		}
		addresses = append(addresses, address.Unmap())
	}
	return addresses, nil
}

// safeURL admits https, and http to this computer for tests. "/api.php" is appended to the address, so it ends in a
// path.
func safeURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery ||
		strings.Contains(text, "#") {
		return false
	}
	if u.Scheme == "http" {
		ip, err := netip.ParseAddr(u.Hostname())
		return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
	}
	return u.Scheme == "https"
}

// Format prints the bundle without its secrets, whatever the verb.
func (b Bundle) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "xpayments.Bundle{StoreID: "+b.StoreID+", redacted}")
}

// LogValue is what log/slog prints.
func (b Bundle) LogValue() slog.Value {
	return slog.GroupValue(slog.String("store_id", b.StoreID), slog.String("keys", "redacted"))
}

func bundleError(reason string) error {
	return fmt.Errorf("%w: %s", ErrBundle, reason)
}
