package transport

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

// acceptGzip is the Accept-Encoding of requests over the chain's own transport, which only reads it.
var acceptGzip = []string{"gzip"}

// askForGzip asks for a compressed answer as net/http does, unless the request says something about it itself. net/http
// would keep its header in a further map for each request.
func askForGzip(method string, header http.Header) {
	if header["Accept-Encoding"] == nil && header["Range"] == nil && method != http.MethodHead {
		header["Accept-Encoding"] = acceptGzip
	}
}

// asksForGzip: it was askForGzip that asked, in this attempt or before.
func asksForGzip(header http.Header) bool {
	asked := header["Accept-Encoding"]
	return len(asked) == 1 && &asked[0] == &acceptGzip[0]
}

// uncompress makes an answer that was asked for compressed one that is not, as net/http does.
func (x *exchange) uncompress(rsp *http.Response) {
	if !x.askedForGzip || rsp.ContentLength == 0 || !strings.EqualFold(rsp.Header.Get("Content-Encoding"), "gzip") {
		return
	}
	rsp.Body = &gzipBody{compressed: rsp.Body}
	rsp.Header.Del("Content-Encoding")
	rsp.Header.Del("Content-Length")
	rsp.ContentLength = -1
	rsp.Uncompressed = true
}

var gzipReaders = sync.Pool{New: func() any { return new(gzip.Reader) }}

// A gzipBody reads what a compressed body holds. The reader, which is large, goes back to the pool when it is closed.
type gzipBody struct {
	compressed io.ReadCloser
	reader     *gzip.Reader // nil before the first Read
	err        error        // that every Read returns
}

func (b *gzipBody) Read(p []byte) (int, error) {
	if b.reader == nil && b.err == nil {
		b.reader = gzipReaders.Get().(*gzip.Reader)
		b.err = b.reader.Reset(b.compressed) // reads the header of gzip
	}
	if b.err != nil {
		return 0, b.err
	}
	return b.reader.Read(p)
}

func (b *gzipBody) Close() error {
	if b.reader != nil {
		_ = b.reader.Reset(nothing{}) // keeps no body in the pool
		gzipReaders.Put(b.reader)
		b.reader = nil
	}
	b.err = http.ErrBodyReadAfterClose
	return b.compressed.Close()
}

// nothing is a body without a byte that a gzip.Reader needs no buffer for.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, io.EOF }
func (nothing) ReadByte() (byte, error)  { return 0, io.EOF }
