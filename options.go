package strictpay

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"
)

// Defaults of a Config. Adapters give their own Timeout where the provider's is another.
const (
	DefaultTimeout       = 30 * time.Second
	DefaultResponseLimit = 1 << 20
	DefaultRetries       = 2
	DefaultUserAgent     = "strictpay"
)

// An Option changes the Config of a client. A nil Option does nothing.
type Option func(*Config)

// WithHTTPClient sends through a client of the caller: its Transport (and so its proxy and TLS settings), its Jar,
// and its Timeout for each attempt. The client is not changed, later changes of its fields are not seen, and its
// CheckRedirect is not asked: redirects are never followed. Nil is the default client.
//
// A Transport that is not net/http's own must not repeat requests by itself, and the bodies it returns must allow a
// Close during a Read, as net/http's do. Over HTTP/2 net/http repeats what the server says it has not processed; a
// request without a body also after a PROTOCOL_ERROR.
func WithHTTPClient(client *http.Client) Option {
	return func(c *Config) { c.HTTPClient = client }
}

// WithBaseURL sends to another server than the adapter's default: an absolute https URL without query, fragment and
// credentials, or http to this machine. Requests to any other host are refused. The empty string leaves the adapter's
// default.
func WithBaseURL(base string) Option {
	return func(c *Config) { c.BaseURL = cmp.Or(base, c.BaseURL) }
}

// WithTimeout bounds a call with all its attempts, the waits between them and the reading of the answer. The default is
// the API's own, DefaultTimeout of its generated package. An earlier deadline of the call's context wins. Zero leaves
// the default: no call is unbounded.
func WithTimeout(total time.Duration) Option {
	return func(c *Config) { c.Timeout = cmp.Or(total, c.Timeout) }
}

// WithAttemptTimeout bounds one attempt, the reading of its answer included. There is none by default, and zero is
// none.
func WithAttemptTimeout(attempt time.Duration) Option {
	return func(c *Config) { c.AttemptTimeout = attempt }
}

// WithResponseLimit bounds the bytes of an answer, after decompression. Zero is the default of 1 MiB; no answer is
// unbounded.
func WithResponseLimit(bytes int64) Option {
	return func(c *Config) { c.ResponseLimit = bytes }
}

// WithRetries sets how often a failed attempt is repeated where repeating is safe. The default is 2; zero and less is
// never.
//
// net/http itself repeats a GET once more when an idle connection turns out to be closed. That is not an attempt of
// this chain.
func WithRetries(further int) Option {
	return func(c *Config) {
		c.Retries = further
		if further <= 0 {
			c.Retries = -1 // the Config's zero is the default
		}
	}
}

// WithUserAgent names the caller's software to the provider. The empty string leaves the default, [DefaultUserAgent].
func WithUserAgent(agent string) Option {
	return func(c *Config) { c.UserAgent = cmp.Or(agent, c.UserAgent) }
}

// WithPlainHTTP allows http, unencrypted, to other machines. By default http is refused except to localhost and
// loopback addresses.
func WithPlainHTTP() Option {
	return func(c *Config) { c.PlainHTTP = true }
}

// WithDriftHandler sets a function that is called for answers with drift. By default, and with nil, drift is logged
// once per operation, kind and pointer.
func WithDriftHandler(handler func(ctx context.Context, info *Info)) Option {
	return func(c *Config) { c.Drift = handler }
}

// WithExact reads exactly, for contract tests: any deviation of an answer that would have given a value is an error,
// of the kind that a violation gives. Refusals and requests do not count. By default a call with drift returns its
// value.
func WithExact() Option {
	return func(c *Config) { c.Exact = true }
}

// WithAccount names the merchant's account at the provider, for programs that keep what they ask about later: the name
// says which client to ask with, also after a change of the credentials. It must not be a secret. The default is the
// login, with X-Payments the id of the store, and for an API with nothing but a token the host of the server: give
// several clients of one host different names.
func WithAccount(name string) Option {
	return func(c *Config) { c.Account = cmp.Or(name, c.Account) }
}

// WithHooks adds hooks; several are called one after the other. There are none by default, and zero Hooks do nothing.
func WithHooks(hooks Hooks) Option {
	return func(c *Config) { c.Hooks = append(slices.Clip(c.Hooks), hooks) }
}
