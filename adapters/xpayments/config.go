package xpayments

import (
	"fmt"
	"io"
	"log/slog"
	"net/netip"

	"github.com/strictpay/strictpay"
)

// A Config has the settings that only X-Payments has. Settings of HTTP are the options of package strictpay. It prints
// redacted.
type Config struct {
	URL         string // of X-Payments, without /api.php
	Credentials Credentials

	// ServerAddresses are where X-Payments calls the store from; a bundle's server_ip. [Client.Handler] takes calls
	// from them alone, unless it is set to take any.
	ServerAddresses []netip.Prefix

	// APIVersion is what calls are made in, "1.1" to "1.9"; empty is [DefaultAPIVersion]. [Client.Negotiate] finds
	// the highest that both sides speak.
	APIVersion string

	// RawText sends texts as they are, without escaping, as the known connectors do. By default & < > are written as
	// &amp; &lt; &gt;. It is not known which of the two a given X-Payments reads back; with RawText a text with
	// markup in it can change the meaning of the request.
	RawText bool

	// DecodeEntities reads &amp; &lt; &gt; &quot; &apos; and numeric entities in texts of answers and callbacks as
	// the characters they stand for. By default texts stay as they come: the known connectors do not decode them.
	DecodeEntities bool
}

// ConfigFromBundle takes URL, credentials and server addresses of a configuration bundle; see [ParseBundle].
func ConfigFromBundle(bundle string) (Config, error) {
	b, err := ParseBundle(bundle)
	if err != nil {
		return Config{}, err
	}
	addresses, err := b.ServerAddresses()
	if err != nil {
		return Config{}, err
	}
	config := Config{URL: b.URL, Credentials: Credentials{
		StoreID: b.StoreID, Certificate: b.PublicKey, PrivateKey: b.PrivateKey, Password: b.PrivateKeyPassword,
	}}
	for _, address := range addresses {
		config.ServerAddresses = append(config.ServerAddresses, netip.PrefixFrom(address, address.BitLen()))
	}
	return config, nil
}

// New makes a client for an X-Payments of API 1.9 and the credentials of one store. [Config.New] has more settings.
// The timeout of a call is 120 s, as in the newer connectors, unless an option says otherwise.
func New(url string, credentials Credentials, opts ...strictpay.Option) (*Client, error) {
	return Config{URL: url, Credentials: credentials}.New(opts...)
}

// NewFromBundle is [New] for a configuration bundle, the one string that the X-Payments administrator copies to the
// store.
func NewFromBundle(bundle string, opts ...strictpay.Option) (*Client, error) {
	config, err := ConfigFromBundle(bundle)
	if err != nil {
		return nil, err
	}
	return config.New(opts...)
}

// Format prints the configuration without its secrets, whatever the verb.
func (c Config) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "xpayments.Config{StoreID: "+c.Credentials.StoreID+", redacted}")
}

// LogValue is what log/slog prints.
func (c Config) LogValue() slog.Value { return c.Credentials.LogValue() }
