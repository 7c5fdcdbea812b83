package connector

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
)

// ErrBundle is what a connector says of a bundle that it does not take.
var ErrBundle = errors.New("connector: the bundle is refused")

// names of a bundle's members in the order in which connectors insist on them; the last one may be missing.
var names = []string{"store_id", "url", "public_key", "private_key", "private_key_password", "server_ip"}

// serialized is the pattern of the form that the oldest connectors read and no other.
var serialized = regexp.MustCompile(`(?s)^a:[56]:\{s:8:"store_id";s:32:"([0-9a-f]{32})";s:3:"url";s:\d+:"([^"]+)";` +
	`s:10:"public_key";s:\d+:"(-----BEGIN CERTIFICATE-----[^"]+-----END CERTIFICATE-----)";` +
	`s:11:"private_key";s:\d+:"(-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]+-----END [A-Z ]*PRIVATE KEY-----)";` +
	`s:20:"private_key_password";s:32:"(.{32})";(?:s:9:"server_ip";s:\d+:"([0-9a-fA-F.:]*)";)?\}$`)

// oldBundle reads PHP's serialization.
func oldBundle(text string) ([]string, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrBundle
	}
	if found := serialized.FindStringSubmatch(string(raw)); found != nil {
		return found[1:], nil
	}
	return nil, ErrBundle
}

// newBundle reads a JSON object and compares the names of its members, in their order, with the documented ones.
func newBundle(text string) ([]string, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrBundle
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	var found, values []string
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, ErrBundle
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, ErrBundle
		}
		var value string
		if decoder.Decode(&value) != nil {
			return nil, ErrBundle
		}
		found, values = append(found, name.(string)), append(values, value)
	}
	if !slices.Equal(found, names) && !slices.Equal(found, names[:5]) {
		return nil, ErrBundle
	}
	return values, nil
}
