package traffic

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

var errTooLarge = errors.New("more than 1 MiB")

// Beginnings of compressed bodies. What has none of them was recorded as it was before.
var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// uncompressed is a body before it was compressed, as its Content-Encoding says. Browsers record bodies as they were
// before, and leave the header as it was: a body that is no compressed one stays as it is.
func uncompressed(m *Message) ([]byte, error) {
	body := m.Body
	encodings := strings.Split(strings.ToLower(strings.Join(m.Header.Values("Content-Encoding"), ",")), ",")
	for i := len(encodings) - 1; i >= 0; i-- {
		from, err := decompressor(strings.TrimSpace(encodings[i]), body)
		if err != nil {
			return nil, err
		}
		if from == nil {
			continue
		}
		body, err = io.ReadAll(io.LimitReader(from, MaxBody+1))
		_ = from.Close()
		switch {
		case err != nil:
			return nil, err
		case len(body) > MaxBody:
			return nil, errTooLarge
		}
	}
	return body, nil
}

// decompressor reads a body of an encoding; nil for one that is not compressed.
func decompressor(encoding string, body []byte) (io.ReadCloser, error) {
	from := bytes.NewReader(body)
	switch encoding {
	case "gzip", "x-gzip":
		if bytes.HasPrefix(body, gzipMagic) {
			return gzip.NewReader(from)
		}
	case "deflate":
		if zlibHeader(body) {
			return zlib.NewReader(from)
		}
	case "br":
		if !readable(body) {
			return io.NopCloser(brotli.NewReader(from)), nil
		}
	case "zstd":
		if bytes.HasPrefix(body, zstdMagic) {
			decoder, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(8<<20))
			if err != nil {
				return nil, err
			}
			return decoder.IOReadCloser(), nil
		}
	case "", "identity":
	default:
		if !readable(body) {
			return nil, fmt.Errorf("an encoding that is not known")
		}
	}
	return nil, nil
}

// zlibHeader reports whether a body begins as RFC 1950 says.
func zlibHeader(body []byte) bool {
	return len(body) >= 2 && body[0]&0x0f == 8 && (int(body[0])<<8|int(body[1]))%31 == 0
}

// readable reports whether a body is what APIs send, uncompressed: JSON, XML, a form or nothing. Brotli has no mark of
// its own.
func readable(body []byte) bool {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	return len(trimmed) == 0 || bytes.IndexByte([]byte(`{["<`), trimmed[0]) >= 0
}
