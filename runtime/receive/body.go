package receive

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"time"
)

// announced is up to how many bytes are reserved because a sender says that they come.
const announced = 16 << 10

// Body reads a body within a size and a time. [StatusOfBody] is how its errors are answered.
func Body(w http.ResponseWriter, r *http.Request, limit int64, within time.Duration) ([]byte, error) {
	end := deadline(w, r, within)
	var read bytes.Buffer
	read.Grow(int(max(0, min(r.ContentLength, limit, announced))) + bytes.MinRead)
	_, err := read.ReadFrom(http.MaxBytesReader(w, r.Body, limit))
	body := read.Bytes()
	if err == nil {
		end()
	}
	return body, err
}

// deadline bounds how long the body of a request may take to arrive; end takes the bound off once the body was read.
// After an error it stays: the server itself goes on to read what is left of the body.
//
// A server with a ReadTimeout of its own keeps that, and one that cannot set deadlines has none.
func deadline(w http.ResponseWriter, r *http.Request, within time.Duration) (end func()) {
	if server, ok := r.Context().Value(http.ServerContextKey).(*http.Server); ok && server.ReadTimeout > 0 {
		return func() {}
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(within))
	return func() { _ = control.SetReadDeadline(time.Time{}) }
}

// StatusOfBody is the answer to a body that could not be read.
func StatusOfBody(err error) int {
	var large *http.MaxBytesError
	var timeout net.Error
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &timeout) && timeout.Timeout():
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}
