package rig

import (
	"math/rand/v2"
	"net"
	"strconv"
)

// Ports below those that Linux, macOS and Windows give to who asks for any free one.
const (
	firstPort = 10_000
	ports     = 6_000
)

// Listen listens on loopback, at a port that no other program is given by chance. Who closes the listener can listen
// there again later, and until then a call to it is refused: it does not arrive at a server of another test.
func Listen() (net.Listener, error) {
	var failed error
	for range 100 {
		port := firstPort + rand.IntN(ports)
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return listener, nil
		}
		failed = err
	}
	return nil, failed
}

// FreeAddress is one of [Listen] at which nobody listens.
func FreeAddress() (string, error) {
	listener, err := Listen()
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}
