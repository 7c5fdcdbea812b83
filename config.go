package strictpay

import (
	"context"
	"net/http"
	"time"
)

// A Config has all settings of how a client sends requests. Adapters start it with their defaults, options change it,
// the transport completes it. The zero of every field is its default. Programs use the options instead.
type Config struct {
	// nil: HTTP/1.1 over TLS 1.2 or later, proxies from the environment
	HTTPClient *http.Client
	BaseURL    string // "": requests may go to any host
	// of a call with all its attempts and the reading of the answer
	Timeout        time.Duration
	AttemptTimeout time.Duration                         // of one attempt; 0: only Timeout counts
	ResponseLimit  int64                                 // bytes of an answer, decompressed
	Retries        int                                   // attempts after the first; below 0: none
	UserAgent      string                                // for requests that bring none
	PlainHTTP      bool                                  // http to other machines is allowed
	Drift          func(ctx context.Context, info *Info) // nil: the typed calls log drift once
	Exact          bool                                  // for contract tests
	Account        string                                // names the merchant's account; "": the adapter's default
	Hooks          []Hooks                               // starts run first to last, ends last to first
}
