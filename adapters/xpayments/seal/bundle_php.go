package seal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// EncodePHP writes the form of PHP's serialize(), in base64: the only one that the two oldest connectors read. They
// match it with a pattern that asks for PEM without a line end behind END, for a password of 32 characters, a store
// ID in lower case and one server address; a bundle that does not fit is refused with [ErrBundle]. It is as secret as
// the keys in it.
func (b Bundle) EncodePHP() (string, error) {
	b.PublicKey, b.PrivateKey = strings.TrimSpace(b.PublicKey), strings.TrimSpace(b.PrivateKey)
	if err := b.checkPHP(); err != nil {
		return "", err
	}
	var raw strings.Builder
	count := 0
	for _, s := range b.settings() {
		if s.optional && *s.value == "" {
			continue
		}
		count++
		fmt.Fprintf(&raw, `s:%d:"%s";s:%d:"%s";`, len(s.name), s.name, len(*s.value), *s.value)
	}
	text := fmt.Sprintf("a:%d:{%s}", count, raw.String())
	return base64.StdEncoding.EncodeToString([]byte(text)), nil
}

func (b Bundle) checkPHP() error {
	const certificate, key = "-----BEGIN CERTIFICATE-----", "PRIVATE KEY-----"
	switch {
	case b.StoreID != strings.ToLower(b.StoreID):
		return bundleError("the PHP form needs store_id in lower case")
	case strings.Contains(b.URL+b.PublicKey+b.PrivateKey, `"`):
		return bundleError("the PHP form allows no quotation mark in url and keys")
	case !strings.HasPrefix(b.PublicKey, certificate) || !strings.HasSuffix(b.PublicKey, "-----END CERTIFICATE-----"):
		return bundleError("the PHP form needs a certificate as public_key")
	case !strings.HasPrefix(b.PrivateKey, "-----BEGIN ") || !strings.HasSuffix(b.PrivateKey, key):
		return bundleError("the PHP form needs PEM as private_key")
	case len(b.PrivateKeyPassword) != 32:
		return bundleError("the PHP form needs a private_key_password of 32 bytes")
	case strings.ContainsAny(b.ServerIP, ", "):
		return bundleError("the PHP form holds one server_ip only")
	}
	return b.check()
}

// phpMembers reads what PHP's serialize() makes of an array of strings and nulls:
//
//	a:<count>:{s:<bytes>:"<name>";s:<bytes>:"<value>"; ... }
//
// The lengths rule, so a value may hold quotes and semicolons. A null is left out. No other type of PHP is known here:
// reading serialized objects has let attackers run code on many servers.
func phpMembers(raw []byte) ([]member, bool) {
	r := phpReader{rest: raw}
	r.skip("a:")
	count := r.number()
	r.skip(":{")
	if count > maxMembers {
		return nil, false
	}
	var members []member
	for i := 0; i < count && !r.failed; i++ {
		name := r.text()
		if rest, null := bytes.CutPrefix(r.rest, []byte("N;")); null {
			r.rest = rest
			continue
		}
		members = append(members, member{name, r.text()})
	}
	r.skip("}")
	return members, !r.failed && len(r.rest) == 0
}

// phpReader takes serialized text apart from the front. After a failure it yields nothing more.
type phpReader struct {
	rest   []byte
	failed bool
}

func (r *phpReader) skip(literal string) {
	rest, ok := bytes.CutPrefix(r.rest, []byte(literal))
	if r.rest = rest; !ok {
		r.fail()
	}
}

// number reads up to the next colon, which stays.
func (r *phpReader) number() int {
	end := bytes.IndexByte(r.rest, ':')
	if end < 1 {
		r.fail()
		return 0
	}
	digits := string(r.rest[:end])
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || strconv.FormatUint(n, 10) != digits {
		r.fail()
		return 0
	}
	r.rest = r.rest[end:]
	return int(n)
}

func (r *phpReader) text() string {
	r.skip("s:")
	size := r.number()
	r.skip(`:"`)
	if size > len(r.rest) {
		r.fail()
		return ""
	}
	text := string(r.rest[:size])
	r.rest = r.rest[size:]
	r.skip(`";`)
	return text
}

func (r *phpReader) fail() {
	r.rest, r.failed = nil, true
}
