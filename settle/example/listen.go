package main

import (
	"cmp"
	"net"
)

// listen listens on loopback where nothing else is said.
func listen(address string) (net.Listener, error) {
	return net.Listen("tcp", cmp.Or(address, "127.0.0.1:0"))
}
