package transport

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

// acceptGzip is the Accept-Encoding of headers that requests over the chain's own transport share, which nobody else
// gets to see. Without it net/http asks for compression, and has to make a further map for each request. It does so for
// all other requests.
var acceptGzip = []string{"gzip"}

// chainAsksForGzip: the header is the very list above, and so it is for the chain to uncompress the answer.
func chainAsksForGzip(header http.Header) bool {
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
		_ = b.reader.Reset(emptyGzip{}) // lets go of the body
		gzipReaders.Put(b.reader)
		b.reader = nil
	}
	b.err = http.ErrBodyReadAfterClose
	return b.compressed.Close()
}

// emptyGzip is a header of gzip and no more. A gzip.Reader that has read one has let go of what it read before, its
// decompressor included.
type emptyGzip struct{}

func (emptyGzip) Read(p []byte) (int, error) {
	return copy(p, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), nil
}

func (emptyGzip) ReadByte() (byte, error) { return 0, io.EOF } // so that no buffer is made for it
