package receive

import (
	"context"
	"net/http"
	"time"
)

// Defaults of a handler.
const (
	DefaultBodyLimit = 64 << 10
	DefaultBodyTime  = 30 * time.Second
)

// Verify decides on the raw bytes whether a callback can be trusted, before anything is decoded. Its error is hidden
// behind ErrSignature.
type Verify func(header http.Header, body []byte) error

// A Sign makes the text of a signature header.
type Sign func(secret, body []byte) string

// Options are what the options of the adapters set.
type Options struct {
	Failed    func(ctx context.Context, err error)
	BodyLimit int64
	BodyTime  time.Duration
	Secrets   []string // that are accepted beside the first
	Signs     []Sign   // each of them is accepted; nil is the specification's
	Verify    Verify   // in place of everything else
}

// An Option changes how callbacks are taken.
type Option func(*Options)

// OnFailure sets a function that gets the error of every callback that was not handled.
func OnFailure(failed func(ctx context.Context, err error)) Option {
	return func(o *Options) { o.Failed = failed }
}

// BodyLimit bounds the body, DefaultBodyLimit by default and for zero and less.
func BodyLimit(bytes int64) Option { return func(o *Options) { o.BodyLimit = bytes } }

// BodyTime bounds how long the body may take to arrive, DefaultBodyTime by default and for zero and less.
func BodyTime(limit time.Duration) Option { return func(o *Options) { o.BodyTime = limit } }

// AlsoAccept accepts a further secret; the empty one is none.
func AlsoAccept(secret string) Option {
	return func(o *Options) {
		if secret != "" {
			o.Secrets = append(o.Secrets, secret)
		}
	}
}

// WithSigns accepts what any of some functions signs, in place of the specification's algorithm.
func WithSigns(signs ...Sign) Option { return func(o *Options) { o.Signs = signs } }

// WithVerifier replaces the whole verification; nil leaves it.
func WithVerifier(verify Verify) Option { return func(o *Options) { o.Verify = verify } }

func optionsOf(opts []Option) Options {
	o := Options{BodyLimit: DefaultBodyLimit, BodyTime: DefaultBodyTime}
	for _, opt := range opts {
		if opt != nil {
			opt(&o)
		}
	}
	if o.BodyLimit <= 0 {
		o.BodyLimit = DefaultBodyLimit
	}
	if o.BodyTime <= 0 {
		o.BodyTime = DefaultBodyTime
	}
	return o
}
