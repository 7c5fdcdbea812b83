package rig

import (
	"net"
	"os"
	"strconv"
	"sync/atomic"
)

// The ports below those that Linux, macOS and Windows choose from, as they are set up by default, when a program asks
// for any free port.
const (
	firstPort = 10_000
	portCount = 6_000
)

// lastPort counts the ports that this process has asked for. Processes that run at the same time begin apart.
var lastPort atomic.Uint32

func init() { lastPort.Store(uint32(os.Getpid()) * 101 % portCount) }

// Listen listens on loopback, at a port that the system gives to no program that asks for any free one, and that this
// process has not used for its last 6,000 calls of Listen. Who closes the listener can listen there again later, and
// until then a connection to it is refused: it does not arrive at a server of another test.
func Listen() (net.Listener, error) {
	var failed error
	for range 100 {
		port := firstPort + int(lastPort.Add(1)%portCount)
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
