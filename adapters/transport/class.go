package transport

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"os"
	"strings"
	"syscall"
)

// A Class says what kind of failure an error is, for metrics and logs. The list is closed.
type Class string

// Classes. The empty one is no failure of the transport, whatever the status.
const (
	ClassCanceled Class = "canceled"  // the caller's context was canceled
	ClassTimeout  Class = "timeout"   // total, attempt or connection
	ClassDNS      Class = "dns"       // the name was not resolved
	ClassDial     Class = "dial"      // no connection to the server or its proxy
	ClassTLS      Class = "tls"       // certificate or handshake
	ClassCut      Class = "cut"       // the connection ended before the answer did
	ClassTooLarge Class = "too-large" // the answer is over the response limit
	ClassProtocol Class = "protocol"  // the answer is not HTTP, or its encoding is damaged
	ClassRequest  Class = "request"   // the request was refused here
	ClassOther    Class = "other"     // what a caller's own Transport says
)

// ClassOf finds the class of an error of a chain or a typed call: empty for nil and for errors that are not the transport's.
func ClassOf(err error) Class {
	if found, ok := errors.AsType[*Error](err); ok {
		return found.Class
	}
	if errors.Is(err, ErrTooLarge) {
		return ClassTooLarge
	}
	return ""
}

// classOf sorts what net/http and a caller's Transport return.
func classOf(err error) Class {
	class, _ := known(err)
	return class
}

// known finds class and text of an error, the text only from what holds nothing of request and answer. An empty text is for the caller to fill.
func known(err error) (Class, string) {
	if e, ok := errors.AsType[limitError](err); ok {
		return ClassTooLarge, e.Error()
	}
	if e, ok := errors.AsType[*refusal](err); ok {
		return ClassRequest, e.Error()
	}
	if e, ok := errors.AsType[*timeoutError](err); ok {
		return ClassTimeout, e.Error()
	}
	if errors.Is(err, context.Canceled) {
		return ClassCanceled, context.Canceled.Error()
	}
	if class, text := knownTLS(err); class != "" {
		return class, text
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return orTimeout(ClassDNS, e), e.Error()
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return knownOp(e)
	}
	return knownRest(err)
}

func orTimeout(class Class, err error) Class {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return ClassTimeout
	}
	return class
}

// knownTLS leaves out what could quote the peer: RecordHeaderError keeps the bytes it met.
func knownTLS(err error) (Class, string) {
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[tls.AlertError](err); ok {
		return ClassTLS, e.Error()
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return ClassTLS, "the server does not answer in TLS"
	}
	if e, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		return ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return ClassTLS, e.Error()
	}
	return "", ""
}

// knownOp is a connection's error. TLS alerts are among them, their type is not exported and their texts are a fixed list.
func knownOp(e *net.OpError) (Class, string) {
	class, text := ClassCut, e.Op+" "+e.Net
	switch e.Op {
	case "dial", "proxyconnect", "socks connect":
		class = ClassDial
	case "remote error", "local error":
		if e.Err != nil && strings.HasPrefix(e.Err.Error(), "tls: ") {
			return ClassTLS, e.Op + ": " + e.Err.Error()
		}
	}
	if e.Addr != nil {
		text += " " + e.Addr.String()
	}
	return orTimeout(class, e), text + ": " + describe(e.Err)
}

// texts are net/http's own errors that have no type, known by how they begin.
var texts = []struct {
	begin string
	class Class
	text  string
}{
	{"http: server closed idle connection", ClassCut, "connection cut before the answer"},
	{"net/http: HTTP/1.x transport connection broken", ClassProtocol, "the answer is not HTTP"},
	{"net/http: server response headers exceeded", ClassProtocol, "the answer's headers are too long"},
	{"malformed ", ClassProtocol, "the answer is not HTTP"},
	{"invalid byte in chunk length", ClassProtocol, "the answer's encoding is damaged"},
	{"net/http: invalid header field", ClassRequest, "a header of the request has a character that headers cannot have"},
}

func knownRest(err error) (Class, string) {
	var number syscall.Errno
	var corrupt flate.CorruptInputError
	var malformed textproto.ProtocolError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return ClassTimeout, context.DeadlineExceeded.Error()
	case errors.Is(err, os.ErrDeadlineExceeded), orTimeout("", err) != "":
		return ClassTimeout, "timed out"
	case errors.As(err, &number):
		return ClassCut, number.Error()
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return ClassProtocol, "the answer's encoding is damaged"
	case errors.As(err, &malformed):
		return ClassProtocol, "the answer is not HTTP"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return ClassCut, "connection cut in the answer"
	case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return ClassCut, "connection cut before the answer"
	case err == errNoAnswer:
		return ClassOther, errNoAnswer.Error()
	}
	return knownText(err)
}

// knownText finds errors without a type. That of a proxy which refuses is the text of its status, shown if it is a standard one.
func knownText(err error) (Class, string) {
	if err == nil {
		return ClassOther, ""
	}
	text := err.Error()
	for _, t := range texts {
		if strings.HasPrefix(text, t.begin) {
			return t.class, t.text
		}
	}
	for status := 400; status < 600; status++ {
		if text != "" && http.StatusText(status) == text {
			return ClassDial, "the proxy says " + text
		}
	}
	return ClassOther, ""
}

// describe is the text of an error, the type of the innermost one where no text is known to be harmless: net/http quotes answers that are not HTTP, and
// what a caller's own Transport writes into its errors nobody knows.
func describe(err error) string {
	if err == nil {
		return "no error told"
	}
	if _, text := known(err); text != "" {
		return text
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Sprintf("failed with a %T", err)
}
