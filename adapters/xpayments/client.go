package xpayments

import (
	"crypto/rsa"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/transport"
)

// A Client calls X-Payments for one store. It is safe for any number of goroutines, and prints redacted. [New] makes
// one; the zero value sends nothing.
//
// API, Account, Answered, Ask, Notice and Question are for the module settle, Invoke is for tools.
type Client struct {
	calls   xpaymentsapi.Client
	caller  *invoke.Caller
	sealed  *sealedExchanger
	servers []netip.Prefix // that call the store
}

// New makes a client. Its errors are [ErrStoreID], [ErrVersion], [ErrKey], [ErrPassword], and transport's for the
// URL.
func (c Config) New(opts ...strictpay.Option) (*Client, error) {
	if !seal.ValidStoreID(c.Credentials.StoreID) {
		return nil, ErrStoreID
	}
	version := c.APIVersion
	if version == "" {
		version = DefaultAPIVersion
	}
	if !validVersion(version) {
		return nil, ErrVersion
	}
	pub, err := seal.ParsePublicKey([]byte(c.Credentials.Certificate))
	if err != nil {
		return nil, fmt.Errorf("the certificate: %w", err)
	}
	priv, err := seal.ParsePrivateKey([]byte(c.Credentials.PrivateKey), c.Credentials.Password)
	if err != nil {
		return nil, fmt.Errorf("the private key: %w", err)
	}
	opts = append([]strictpay.Option{strictpay.WithAccount(c.Credentials.StoreID)}, opts...)
	chain, err := transport.ForAdapter(xpaymentsapi.API, c.URL, opts...)
	if err != nil {
		return nil, err
	}
	sealed := &sealedExchanger{chain: chain, storeID: c.Credentials.StoreID, pub: pub, priv: func() *rsa.PrivateKey {
		return priv
	}, raw: c.RawText}
	sealed.decoding.Entities = c.DecodeEntities
	sealed.version.Store(&version)
	calls := chain.CallConfig(xpaymentsapi.API, sealed)
	calls.Version, calls.Decoding = sealed.spoken, sealed.decoding
	caller := invoke.NewCaller(calls)
	return &Client{*xpaymentsapi.NewClient(caller), caller, sealed, slices.Clone(c.ServerAddresses)}, nil
}

// Format prints the client without its secrets, whatever the verb.
func (c Client) Format(s fmt.State, _ rune) {
	id := ""
	if c.sealed != nil {
		id = c.sealed.storeID
	}
	_, _ = io.WriteString(s, "xpayments.Client{StoreID: "+id+", redacted}")
}

// LogValue is what log/slog prints.
func (c Client) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(c)) }
