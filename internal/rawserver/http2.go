package rawserver

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// The frames of HTTP/2 that the tests write (RFC 9113, section 6).
const (
	frameData     = 0x0
	frameHeaders  = 0x1
	frameReset    = 0x3
	frameSettings = 0x4
	frameGoAway   = 0x7

	flagAck        = 0x1
	flagEndStream  = 0x1
	flagEndHeaders = 0x4
)

// Error codes of HTTP/2 (RFC 9113, section 7).
const (
	ProtocolError uint32 = 0x1
	RefusedStream uint32 = 0x7
)

// A Stream is a request over HTTP/2 that was read to its end.
type Stream struct {
	Number int // of the server's requests, from 1
	id     uint32
	conn   net.Conn
}

// NewHTTP2 starts a server of HTTP/2 that reads requests without looking into them, and gives a client for it.
func NewHTTP2(t testing.TB, answer func(s *Stream)) (url string, client *http.Client) {
	t.Helper()
	of := httptest.NewUnstartedServer(nil) // for its certificate
	of.EnableHTTP2 = true
	of.StartTLS()
	defer of.Close()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: of.TLS.Certificates, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	streams := make(chan int, 1)
	streams <- 0
	s := &Server{listener: listener, done: make(chan struct{})}
	s.serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.serving.Go(func() {
				defer func() { _ = conn.Close() }()
				go func() { <-s.done; _ = conn.Close() }()
				frames(conn, func(id uint32) {
					n := <-streams + 1
					streams <- n
					answer(&Stream{n, id, conn})
				})
			})
		}
	})
	trust := of.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	carrier := &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: true}
	t.Cleanup(func() {
		carrier.CloseIdleConnections()
		s.Close()
	})
	return "https://" + listener.Addr().String(), &http.Client{Transport: carrier}
}

// frames reads frames until the connection ends, and tells of each stream whose request has come to its end.
func frames(conn net.Conn, ended func(id uint32)) {
	from := bufio.NewReader(conn)
	if _, err := io.CopyN(io.Discard, from, int64(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))); err != nil {
		return
	}
	writeFrame(conn, frameSettings, 0, 0, nil)
	var head [9]byte
	for {
		if _, err := io.ReadFull(from, head[:]); err != nil {
			return
		}
		size := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
		if _, err := io.CopyN(io.Discard, from, size); err != nil {
			return
		}
		typ, flags, id := head[3], head[4], binary.BigEndian.Uint32(head[5:])
		switch {
		case typ == frameSettings && flags&flagAck == 0:
			writeFrame(conn, frameSettings, flagAck, 0, nil)
		case (typ == frameData || typ == frameHeaders) && flags&flagEndStream != 0:
			ended(id)
		}
	}
}

func writeFrame(to io.Writer, typ, flags byte, stream uint32, payload []byte) {
	frame := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), typ, flags}
	frame = append(binary.BigEndian.AppendUint32(frame, stream), payload...)
	_, _ = to.Write(frame)
}

// Head answers with a status of 200; the code is the one of the static table (RFC 7541, appendix A).
func (s *Stream) Head() { writeFrame(s.conn, frameHeaders, flagEndHeaders, s.id, []byte{0x88}) }

// Data sends a part of the body, the last one where end says so.
func (s *Stream) Data(text string, end bool) {
	flags := byte(0)
	if end {
		flags = flagEndStream
	}
	writeFrame(s.conn, frameData, flags, s.id, []byte(text))
}

// Reset ends the stream with an error code.
func (s *Stream) Reset(code uint32) {
	writeFrame(s.conn, frameReset, 0, s.id, binary.BigEndian.AppendUint32(nil, code))
}

// GoAway says that the connection ends, and that streams up to last may have been processed; Last is this stream.
func (s *Stream) GoAway(last uint32) {
	payload := binary.BigEndian.AppendUint32(nil, last)
	writeFrame(s.conn, frameGoAway, 0, 0, binary.BigEndian.AppendUint32(payload, 0))
}

// ID of the stream.
func (s *Stream) ID() uint32 { return s.id }

// Close ends the connection.
func (s *Stream) Close() { _ = s.conn.Close() }
