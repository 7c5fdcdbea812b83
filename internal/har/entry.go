package har

import (
	"errors"
	"net/http"
)

// Bounds of what is kept of an entry.
const (
	MaxBody    = 1 << 20   // bytes of a body, as it was sent
	maxText    = 3 << 19   // characters of a body in the archive, which may be base64
	maxField   = 64 << 10  // bytes of a URL or the value of a header
	maxHeaders = 256       // headers of a message
	bufferSize = 256 << 10 // of the reader
)

// An Entry is one exchange of an archive.
type Entry struct {
	Number          int // in the archive, from 1
	Method, URL     string
	Request, Answer Message
	Status          int    // 0 where no answer came
	Failure         string // why no answer came, as the recording program says it
	// Findings are what strictpay found when it recorded the exchange, before anything was taken out of it; nil in
	// archives of other programs.
	Findings *Findings
}

// A Message is a request or an answer.
type Message struct {
	Header   http.Header
	Body     []byte // at most MaxBody
	Cut      bool   // the body was longer
	Recorded bool   // the body is in the archive, or there was none
	damaged  bool   // the body is there as base64 that cannot be decoded
}

// ErrNotHAR is the error of a document that is no HTTP archive.
var ErrNotHAR = errors.New("it is no HTTP archive: it has no log with entries")

// errMore is a file of several archives, one after the other, or with something else behind it.
var errMore = errors.New("there is more after the archive, which was not read")
