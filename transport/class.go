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

	"github.com/strictpay/strictpay"
)

// ClassOf finds the class of an error of a chain or a typed call: empty for nil and for errors that are not the
// transport's.
func ClassOf(err error) strictpay.Class {
	if found, ok := errors.AsType[*Error](err); ok {
		return found.Class
	}
	if errors.Is(err, strictpay.ErrTooLarge) {
		return strictpay.ClassTooLarge
	}
	return ""
}

// classOf sorts what net/http and a caller's Transport return; "" for nil. The error of another call, which a context
// may have been cancelled with, does not count.
func classOf(err error) strictpay.Class {
	if err == nil {
		return ""
	}
	if _, ok := err.(limitError); ok {
		return strictpay.ClassTooLarge
	}
	class, _ := known(strictpay.ForeignCause(err))
	return class
}

// known finds class and text of an error, the text only from what holds nothing of request and answer. An empty text
// is for the caller to fill.
func known(err error) (strictpay.Class, string) {
	if e, ok := errors.AsType[*refusal](err); ok {
		return strictpay.ClassRequest, e.Error()
	}
	if e, ok := errors.AsType[*timeoutError](err); ok {
		return strictpay.ClassTimeout, e.Error()
	}
	if errors.Is(err, context.Canceled) {
		return strictpay.ClassCanceled, context.Canceled.Error()
	}
	if class, text := knownTLS(err); class != "" {
		return class, text
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return orTimeout(strictpay.ClassDNS, e), e.Error()
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return knownOp(e)
	}
	return knownRest(err)
}

func orTimeout(class strictpay.Class, err error) strictpay.Class {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return strictpay.ClassTimeout
	}
	return class
}

// knownTLS leaves out what could quote the peer: RecordHeaderError keeps the bytes it met.
func knownTLS(err error) (strictpay.Class, string) {
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return strictpay.ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[tls.AlertError](err); ok {
		return strictpay.ClassTLS, e.Error()
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return strictpay.ClassTLS, "the server does not answer in TLS"
	}
	if e, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return strictpay.ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		return strictpay.ClassTLS, e.Error()
	}
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return strictpay.ClassTLS, e.Error()
	}
	return "", ""
}

// knownOp is a connection's error. TLS alerts are among them, their type is not exported and their texts are a fixed
// list.
func knownOp(e *net.OpError) (strictpay.Class, string) {
	class, text := strictpay.ClassCut, e.Op+" "+e.Net
	switch e.Op {
	case "dial", "proxyconnect", "socks connect":
		class = strictpay.ClassDial
	case "remote error", "local error":
		if e.Err != nil && strings.HasPrefix(e.Err.Error(), "tls: ") {
			return strictpay.ClassTLS, e.Op + ": " + e.Err.Error()
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
	class strictpay.Class
	text  string
}{
	{"http: server closed idle connection", strictpay.ClassCut, "connection cut before the answer"},
	{"net/http: HTTP/1.x transport connection broken", strictpay.ClassProtocol, "the answer is not HTTP"},
	{"net/http: server response headers exceeded", strictpay.ClassProtocol, "the answer's headers are too long"},
	{"malformed ", strictpay.ClassProtocol, "the answer is not HTTP"},
	{"invalid byte in chunk length", strictpay.ClassProtocol, "the answer's encoding is damaged"},
	{"net/http: invalid header field", strictpay.ClassRequest,
		"a header of the request has a character that headers cannot have"},
}

func knownRest(err error) (strictpay.Class, string) {
	var number syscall.Errno
	var corrupt flate.CorruptInputError
	var malformed textproto.ProtocolError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return strictpay.ClassTimeout, context.DeadlineExceeded.Error()
	case errors.Is(err, os.ErrDeadlineExceeded), orTimeout("", err) != "":
		return strictpay.ClassTimeout, "timed out"
	case errors.As(err, &number):
		return strictpay.ClassCut, number.Error()
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return strictpay.ClassProtocol, "the answer's encoding is damaged"
	case errors.As(err, &malformed):
		return strictpay.ClassProtocol, "the answer is not HTTP"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return strictpay.ClassCut, "connection cut in the answer"
	case errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return strictpay.ClassCut, "connection cut before the answer"
	case errors.Is(err, errNoAnswer):
		return strictpay.ClassOther, errNoAnswer.Error()
	}
	return knownText(err)
}

// knownText finds errors without a type. That of a proxy which refuses is the text of its status, shown if it is a
// standard one.
func knownText(err error) (strictpay.Class, string) {
	if err == nil {
		return strictpay.ClassOther, ""
	}
	text := err.Error()
	for _, t := range texts {
		if strings.HasPrefix(text, t.begin) {
			return t.class, t.text
		}
	}
	for status := 400; status < 600; status++ {
		if text != "" && http.StatusText(status) == text {
			return strictpay.ClassDial, "the proxy says " + text
		}
	}
	return strictpay.ClassOther, ""
}

// describe is the text of an error, the type of the innermost one where no text is known to be harmless: net/http
// quotes answers that are not HTTP, and what a caller's own Transport writes into its errors nobody knows.
func describe(err error) string {
	if err == nil {
		return "no error was given"
	}
	if _, text := known(strictpay.ForeignCause(err)); text != "" {
		return text
	}
	for inner := errors.Unwrap(err); inner != nil &&
		inner != strictpay.ForeignCause(inner); inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Sprintf("failed with a %T", err)
}
