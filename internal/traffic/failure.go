package traffic

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
)

// FailureOf says why no answer came, without a byte of what did come: net/http quotes lines that it cannot read, and
// addresses with their queries.
func FailureOf(err error) string {
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &op):
		return op.Err.Error()
	case errors.As(err, &certificate):
		return certificate.Error()
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record):
		return "it does not speak TLS"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	case errors.Is(err, context.Canceled):
		return "it was interrupted"
	case isTimeout(err):
		return "it took too long"
	}
	return "the answer is not HTTP"
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

// telling are texts that may have an address, data or a quotation in them.
var telling = regexp.MustCompile("[/@=\"`?]|[0-9]{4}|.{120}")

// plainFailure is why no answer came, as the program says that has recorded it; "" where that may tell more.
func plainFailure(text string) string {
	if telling.MatchString(text) {
		return ""
	}
	return text
}
