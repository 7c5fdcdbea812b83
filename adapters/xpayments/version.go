package xpayments

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// DefaultAPIVersion is what calls are made in when nothing else is said: that of X-Payments 3.1.2, the last one known.
const DefaultAPIVersion = "1.9"

var versions = []string{"1.9", "1.8", "1.7", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1"}

// Versions are the API versions that this client speaks, the highest first.
func Versions() []string { return slices.Clone(versions) }

func validVersion(version string) bool { return slices.Contains(versions, version) }

var (
	// ErrVersion is returned for an API version that this client does not speak.
	ErrVersion = errors.New("xpayments: the API version is none of 1.1 to 1.9")

	// ErrNoVersion is returned by [Client.Negotiate] when X-Payments speaks none of the versions of this client. It
	// wraps the last refusal.
	ErrNoVersion = errors.New("xpayments: no API version in common")
)

// APIVersion is the version that calls are made in.
func (c *Client) APIVersion() string {
	if c.sealed == nil {
		return DefaultAPIVersion
	}
	return c.sealed.spoken()
}

// SetAPIVersion sets the version for calls that begin after it. One call alone is made in another version with
// WithVersion.
func (c *Client) SetAPIVersion(version string) error {
	if !validVersion(version) {
		return ErrVersion
	}
	if c.sealed == nil {
		return invoke.ErrNoClient
	}
	c.sealed.version.Store(&version)
	return nil
}

// Negotiate tries API versions from the highest down with ConnectTest, until X-Payments does not answer with error
// 506 ("not this version"). It sets the version found and returns it. Any other failure ends it, and leaves the
// version as it was. Calls that are under way are not affected.
func (c *Client) Negotiate(ctx context.Context) (string, error) {
	var refused error
	for _, version := range versions {
		_, err := c.ConnectTest(ctx, xpaymentsapi.ConnectTestRequest{TestCode: testCode()}, WithVersion(version))
		if err == nil {
			return version, c.SetAPIVersion(version)
		}
		if refusal := (*Error)(nil); !errors.As(err, &refusal) ||
			refusal.Code != string(xpaymentsapi.ErrorCodeAPIVersionNotSupported) {
			return "", err
		}
		refused = err
	}
	return "", fmt.Errorf("%w: %w", ErrNoVersion, refused)
}

// testCode is a text that nobody can have answered before.
func testCode() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// WithVersion makes one call in an API version of its own. The default is the client's.
func WithVersion(version string) strictpay.CallOption {
	return func(c *strictpay.CallSettings) { c.Context = spec.ContextWithVersion(c.Context, version) }
}
