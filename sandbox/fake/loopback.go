package fake

import (
	"errors"
	"net"
	"net/url"
)

// ErrNotLoopback is returned for an address that others could reach: a fake that speaks a payment API belongs on
// loopback.
var ErrNotLoopback = errors.New("sandbox: not a loopback address; use 127.0.0.1 or [::1]")

// Listen opens a listener on a loopback address such as 127.0.0.1:0, and refuses any other with [ErrNotLoopback].
func Listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !loopback(host) {
		return nil, ErrNotLoopback
	}
	return net.Listen("tcp", address)
}

// Reachable reports whether a URL leads to loopback. Fakes send nothing anywhere else.
func Reachable(to string) bool {
	u, err := url.Parse(to)
	return err == nil && loopback(u.Hostname())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
