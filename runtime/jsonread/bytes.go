package jsonread

import (
	"encoding/base64"
	"strings"

	"github.com/strictpay/strictpay"
)

// Date reads a day without a time, YYYY-MM-DD.
func (r *Reader) Date(v *strictpay.Date) bool {
	b, quoted, ok := r.token("a date")
	switch {
	case !ok:
		return false
	case !quoted:
		r.violation(strictpay.KindType, "a number; expected a date")
		return false
	case len(b) == 0:
		r.empty("a date")
		return false
	}
	d, err := strictpay.ParseDate(r.keep(b))
	if err != nil {
		r.violation(strictpay.KindFormat, "expected a date, YYYY-MM-DD")
		return false
	}
	*v = d
	return true
}

// Bytes reads bytes in base64. The alphabet of addresses, and a text without padding, are noted; the empty text is no
// bytes at all.
func (r *Reader) Bytes(v *[]byte) bool {
	b, quoted, ok := r.token("base64")
	if !ok {
		return false
	}
	if !quoted {
		r.violation(strictpay.KindType, "a number; expected base64")
		return false
	}
	decoded, plain, ok := decodeBase64(b)
	if !ok {
		r.violation(strictpay.KindFormat, "expected base64")
		return false
	}
	if !plain {
		r.drift(strictpay.KindFormat, "base64 without padding, or in the alphabet of addresses")
	}
	r.built(len(decoded))
	*v = decoded
	return true
}

var (
	strictBase64 = base64.StdEncoding.Strict()
	rawBase64    = base64.RawStdEncoding.Strict()
	toStandard   = strings.NewReplacer("-", "+", "_", "/")
)

// decodeBase64 reads both alphabets, with padding and without; plain is false for what is not RFC 4648, section 4. Line
// breaks are none of it.
func decodeBase64(b []byte) (decoded []byte, plain, ok bool) {
	text := string(b)
	if strings.ContainsAny(text, "\r\n") {
		return nil, false, false
	}
	if decoded, err := strictBase64.DecodeString(text); err == nil {
		return decoded, true, true
	}
	standard := toStandard.Replace(text)
	if len(standard)%4 == 0 {
		standard = strings.TrimSuffix(strings.TrimSuffix(standard, "="), "=")
	}
	decoded, err := rawBase64.DecodeString(standard)
	return decoded, false, err == nil && !strings.Contains(standard, "=")
}

// AppendBytes writes base64, null for nil.
func AppendBytes(b, v []byte) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	return append(base64.StdEncoding.AppendEncode(append(b, '"'), v), '"')
}
