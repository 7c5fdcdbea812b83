package fake

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Identifiers that choose a fault: of an order, a payment, a transaction or a request.
const (
	FaultHTML    = "fault-html"    // a page of HTML with status 200
	FaultSlow    = "fault-slow"    // no answer until the client gives up, or for a minute
	FaultCut     = "fault-cut"     // the connection is cut in the middle of the answer
	FaultDrop    = "fault-drop"    // the connection is cut before the answer
	FaultLarge   = "fault-large"   // a well-formed answer of more than 1 MiB
	FaultDamaged = "fault-damaged" // a well-formed answer that contradicts the specification
)

// FaultNames are all of them.
func FaultNames() []string {
	return []string{FaultHTML, FaultSlow, FaultCut, FaultDrop, FaultLarge, FaultDamaged}
}

// MaxRequest bounds what the fakes read of a request, in bytes.
const MaxRequest = 1 << 20

// slowest is how long FaultSlow waits at most.
const slowest = time.Minute

const page = "<!DOCTYPE html><html><body><h1>Service temporarily unavailable</h1></body></html>"

// A Body makes a body for a request.
type Body func(*http.Request) []byte

// AnswerFault answers with the fault that an identifier names; false if it names none. damaged and large make the API's
// bodies.
func AnswerFault(w http.ResponseWriter, r *http.Request, identifier, mediaType string, damaged, large Body) bool {
	if slices.Contains(FaultNames(), identifier) {
		Note(r, func(x *Exchange) { x.Fault = identifier })
	}
	switch identifier {
	case FaultHTML:
		Answer(w, http.StatusOK, "text/html; charset=utf-8", []byte(page))
	case FaultSlow:
		select {
		case <-r.Context().Done():
		case <-time.After(slowest):
		}
		panic(http.ErrAbortHandler)
	case FaultDrop:
		panic(http.ErrAbortHandler)
	case FaultCut:
		cut(w, mediaType, damaged(r))
	case FaultLarge:
		Answer(w, http.StatusOK, mediaType, large(r))
	case FaultDamaged:
		Answer(w, http.StatusOK, mediaType, damaged(r))
	default:
		return false
	}
	return true
}

// cut sends half of an answer and cuts the connection. The length it announces is more than what the body has, and less
// than any response limit.
func cut(w http.ResponseWriter, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+4096))
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// Padding is a text of more than 1 MiB, the response limit of clients.
func Padding() string { return strings.Repeat("large ", (1<<20)/6+1000) }

// Answer writes a whole answer.
func Answer(w http.ResponseWriter, status int, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
