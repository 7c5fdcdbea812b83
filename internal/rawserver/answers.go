package rawserver

import (
	"fmt"
	"io"
	"net"
	"net/http"
)

const jsonType = "application/json"

// Text is a whole answer as it goes over the wire.
func Text(status int, mediaType, body string) string {
	return head(status, mediaType, len(body)) + body
}

func head(status int, mediaType string, length int) string {
	text := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Length: %d\r\n", status, http.StatusText(status), length)
	if mediaType != "" {
		text += "Content-Type: " + mediaType + "\r\n"
	}
	return text + "\r\n"
}

// Bytes writes exactly these, and closes the connection.
func Bytes(text string) Answer {
	return func(r *Request) bool {
		_, _ = io.WriteString(r.Conn, text)
		return false
	}
}

// Whole is an answer as it should be; the connection stays open.
func Whole(status int, mediaType, body string) Answer {
	return func(r *Request) bool {
		_, err := io.WriteString(r.Conn, Text(status, mediaType, body))
		return err == nil
	}
}

// JSON is a whole answer in JSON.
func JSON(status int, body string) Answer { return Whole(status, jsonType, body) }

// Twice sends an answer two times, one behind the other; the connection stays open.
func Twice(status int, body string) Answer {
	return func(r *Request) bool {
		_, err := io.WriteString(r.Conn, Text(status, jsonType, body)+Text(status, jsonType, body))
		return err == nil
	}
}

// Lost closes the connection without an answer.
func Lost(*Request) bool { return false }

// Reset ends the connection with a TCP reset, without an answer.
func Reset(r *Request) bool {
	if conn, ok := r.Conn.(*net.TCPConn); ok {
		_ = conn.SetLinger(0)
	}
	return false
}

// Half announces a whole answer, and closes the connection in the middle of its body.
func Half(status int, body string) Answer {
	return Bytes(head(status, jsonType, len(body)) + body[:len(body)/2])
}

// HalfHead closes the connection in the middle of the headers.
func HalfHead(status int) Answer {
	whole := head(status, jsonType, 2)
	return Bytes(whole[:len(whole)-10])
}

// Silent never answers.
func Silent(r *Request) bool {
	r.Wait()
	return false
}

// Upgrade answers with a 101 and keeps the connection open, as another protocol would.
func Upgrade(r *Request) bool {
	_, _ = io.WriteString(r.Conn, "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
	r.Wait()
	return false
}

// Page is what a proxy answers in place of the provider.
func Page(status int) Answer {
	page := fmt.Sprintf("<html><body><h1>%d %s</h1></body></html>", status, http.StatusText(status))
	return Whole(status, "text/html", page)
}

// InTurn gives each request the next answer, and those after the last one the last.
func InTurn(answers ...Answer) Answer {
	return func(r *Request) bool { return answers[min(r.Number, len(answers))-1](r) }
}
