package xpayments

import (
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// ErrSender is returned by [Client.Handler] when the callers cannot be told apart as it was asked to: no address of
// X-Payments is known, or no proxy is trusted to name it.
var ErrSender = errors.New("xpayments: the handler cannot tell X-Payments from other callers")

// A Sender says where the address of a caller comes from. The zero Sender is refused: whoever sets up a handler knows
// what stands between it and X-Payments, and this package cannot know.
type Sender struct {
	kind    senderKind
	header  string
	proxies []netip.Prefix
}

type senderKind int

const (
	senderUnsaid senderKind = iota
	senderConnection
	senderHeader
	senderAnyone
)

// SenderByConnection takes the address of the connection: X-Payments reaches the handler directly, or through
// something that keeps addresses.
func SenderByConnection() Sender { return Sender{kind: senderConnection} }

// SenderByHeader takes the address out of a header that a proxy writes, such as X-Forwarded-For or X-Real-IP. The
// header counts only on connections from one of the proxies; of a list, the last address that is none of the proxies'
// own.
func SenderByHeader(name string, proxies ...netip.Prefix) Sender {
	return Sender{kind: senderHeader, header: name, proxies: slices.Clone(proxies)}
}

// AnySender takes calls from everywhere. Then strangers can make the handler decrypt, a few calls at a time, and
// genuine callers may have to wait behind them or be answered 503.
func AnySender() Sender { return Sender{kind: senderAnyone} }

// check refuses what could not decide about a caller.
func (s Sender) check(servers []netip.Prefix) error {
	switch {
	case s.kind == senderAnyone:
		return nil
	case s.kind == senderUnsaid, len(servers) == 0, s.kind == senderHeader && (s.header == "" || len(s.proxies) == 0):
		return ErrSender
	}
	return nil
}

// admits reports whether a call comes from one of the servers.
func (s Sender) admits(r *http.Request, servers []netip.Prefix) bool {
	switch s.kind {
	case senderAnyone:
		return true
	case senderConnection:
		return within(addressOf(r.RemoteAddr), servers)
	}
	return within(addressOf(r.RemoteAddr), s.proxies) && within(s.forwarded(r.Header), servers)
}

// forwarded is the address that the proxies say the call comes from. Each of them appends to the list, so what stands
// before the last foreign address proves nothing.
func (s Sender) forwarded(header http.Header) netip.Addr {
	list := strings.Split(strings.Join(header.Values(s.header), ","), ",")
	for _, item := range slices.Backward(list) {
		if address := addressOf(strings.TrimSpace(item)); !within(address, s.proxies) {
			return address
		}
	}
	return addressOf(strings.TrimSpace(list[0]))
}

// addressOf reads an address with or without a port; the zero Addr where there is none.
func addressOf(text string) netip.Addr {
	if pair, err := netip.ParseAddrPort(text); err == nil {
		return pair.Addr().Unmap().WithZone("")
	}
	address, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if err != nil {
		return netip.Addr{}
	}
	return address.Unmap().WithZone("")
}

// within is false for the zero Addr.
func within(address netip.Addr, prefixes []netip.Prefix) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(address) })
}
