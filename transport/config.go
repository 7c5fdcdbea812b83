package transport

import (
	"cmp"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
)

// completed applies the options to an adapter's defaults, fills in what is not set, and checks the rest.
func completed(c strictpay.Config, opts []strictpay.Option) (strictpay.Config, *url.URL, error) {
	for _, opt := range opts {
		if opt != nil {
			opt(&c)
		}
	}
	if c.Timeout < 0 || c.AttemptTimeout < 0 {
		return c, nil, errors.New("transport: a timeout is below zero")
	}
	if c.ResponseLimit < 0 {
		return c, nil, errors.New("transport: the response limit is below zero")
	}
	c.Timeout = cmp.Or(c.Timeout, strictpay.DefaultTimeout)
	c.ResponseLimit = cmp.Or(c.ResponseLimit, strictpay.DefaultResponseLimit)
	c.Retries = cmp.Or(c.Retries, strictpay.DefaultRetries)
	c.UserAgent = cmp.Or(c.UserAgent, strictpay.DefaultUserAgent)
	c.Hooks = slices.Clone(c.Hooks)
	if c.BaseURL == "" {
		return c, nil, nil
	}
	base, err := checkedBase(c.BaseURL, c.PlainHTTP)
	return c, base, err
}

// checkedBase reads a base URL. Its errors do not repeat the URL, which may hold credentials, nor what url.Parse says
// of it, which quotes it.
func checkedBase(text string, plain bool) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("transport: the base URL cannot be read")
	case base.Scheme != "https" && base.Scheme != "http" || base.Host == "" || base.Opaque != "":
		return nil, errors.New("transport: the base URL is not absolute, it begins with https:// and a host")
	case base.Hostname() == "":
		return nil, errors.New("transport: the base URL has no host")
	case base.User != nil:
		return nil, errors.New("transport: the base URL has credentials in it, they belong into the client's " +
			"constructor")
	case base.RawQuery != "" || base.ForceQuery:
		return nil, errors.New("transport: the base URL has a query")
	case strings.Contains(text, "#"):
		return nil, errors.New("transport: the base URL has a fragment")
	}
	if err := checkedScheme(base, plain); err != nil {
		return nil, err
	}
	return base, nil
}

// ErrPlainHTTP: unencrypted http to another machine, which only WithPlainHTTP allows.
var ErrPlainHTTP = errors.New("transport: plain http to another machine, use https or WithPlainHTTP")

// checkedScheme lets https pass, and http where it does not leave the machine or was asked for.
func checkedScheme(u *url.URL, plain bool) error {
	switch {
	case u.Scheme == "https", u.Scheme == "http" && (plain || loopback(u.Hostname())):
		return nil
	case u.Scheme == "http":
		return ErrPlainHTTP
	}
	return errors.New("transport: neither https nor http")
}

// loopback does not ask the resolver: a name that happens to point here today is not a promise.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

var (
	errOtherHost = errors.New("transport: the request goes to another host than the base URL")
	errNoURL     = errors.New("transport: the request has no URL")
)

// allowed keeps credentials with the host they are for, whatever a path argument or an editor made of the request.
func (c *Chain) allowed(req *http.Request) error {
	if req.URL == nil {
		return errNoURL
	}
	if c.base == nil {
		return checkedScheme(req.URL, c.config.PlainHTTP)
	}
	if req.URL.Scheme != c.base.Scheme || !strings.EqualFold(req.URL.Host, c.base.Host) {
		return errOtherHost
	}
	return nil
}
