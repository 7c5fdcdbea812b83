package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Identifiers that choose a fault: of an order, a payment, a transaction or a request.
const (
	FaultHTML    = "fault-html"    // a page of HTML with status 200
	FaultSlow    = "fault-slow"    // no answer until the client gives up, or for a minute
	FaultCut     = "fault-cut"     // the connection is cut in the middle of the answer
	FaultLarge   = "fault-large"   // a well-formed answer of more than 1 MiB
	FaultDamaged = "fault-damaged" // a well-formed answer that contradicts the specification
)

// slowest is how long FaultSlow waits at most.
const slowest = time.Minute

// fault answers with the fault that an identifier names; false if it names none. damaged and large are the provider's bodies.
func fault(w http.ResponseWriter, r *http.Request, identifier, mediaType string, damaged, large func() []byte) bool {
	switch identifier {
	case FaultHTML:
		answer(w, http.StatusOK, "text/html; charset=utf-8", []byte("<!DOCTYPE html><html><body><h1>Service temporarily unavailable</h1></body></html>"))
	case FaultSlow:
		select {
		case <-r.Context().Done():
		case <-time.After(slowest):
		}
		panic(http.ErrAbortHandler)
	case FaultCut:
		// Announced is more than what comes, and less than any response limit.
		body := damaged()
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)+4096))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case FaultLarge:
		answer(w, http.StatusOK, mediaType, large())
	case FaultDamaged:
		answer(w, http.StatusOK, mediaType, damaged())
	default:
		return false
	}
	return true
}

// padding is more than a response limit of 1 MiB.
func padding() string { return strings.Repeat("large ", (1<<20)/6+1000) }

func answer(w http.ResponseWriter, status int, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
