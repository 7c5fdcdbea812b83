package receive

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// announced is up to how many bytes are reserved because a sender says that they come.
const announced = 16 << 10

// smallest is what is reserved where nothing is announced.
const smallest = 512

// Body reads a body within a size and a time. [StatusOfBody] is how its errors are answered.
//
// The time ends once the body was read. After an error it stays: the server itself goes on to read what is left of the
// body. A server with a ReadTimeout of its own keeps that, and one that cannot set deadlines has none.
func Body(w http.ResponseWriter, r *http.Request, limit int64, within time.Duration) ([]byte, error) {
	server, _ := r.Context().Value(http.ServerContextKey).(*http.Server)
	bounded := server == nil || server.ReadTimeout <= 0
	control := http.NewResponseController(w)
	if bounded {
		_ = control.SetReadDeadline(time.Now().Add(within))
	}
	body, err := readAll(http.MaxBytesReader(w, r.Body, limit), int(max(0, min(r.ContentLength, limit, announced))))
	if bounded && err == nil {
		_ = control.SetReadDeadline(time.Time{})
	}
	return body, err
}

// readAll is io.ReadAll with room for what is expected, and for the byte that is asked for to see that it was all.
func readAll(from io.Reader, expected int) ([]byte, error) {
	body := make([]byte, 0, max(expected+1, smallest))
	for {
		n, err := from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case err == io.EOF:
			return body, nil
		case err != nil:
			return body, err
		case len(body) == cap(body):
			body = append(body, 0)[:len(body)]
		}
	}
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
