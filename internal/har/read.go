package har

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Read calls each for the entries of an archive, in their order. The entry is valid during the call. What each returns
// as an error ends the reading.
func Read(from io.Reader, each func(*Entry) error) error {
	r := bufio.NewReaderSize(from, bufferSize)
	if mark, _ := r.Peek(3); string(mark) == "\ufeff" {
		_, _ = r.Discard(3) // some programs write a byte order mark
	}
	s := &scanner{r: r}
	switch c, err := s.peek(); {
	case err != nil && !errors.Is(err, errEnd):
		return err
	case err != nil || c != '{':
		return ErrNotHAR
	}
	found, n := false, 0
	var ended error // of each
	err := s.object(func(name string) error {
		if name != "log" {
			return s.skip()
		}
		return s.object(func(name string) error {
			if name != "entries" {
				return s.skip()
			}
			found = true
			return s.list(func() error {
				n++
				e := &Entry{Number: n}
				if err := e.read(s); err != nil {
					return err
				}
				ended = each(e)
				return ended
			})
		})
	})
	switch {
	case ended != nil:
		return ended
	case s.failed != nil && !found:
		return s.failed
	case err != nil && !found:
		return ErrNotHAR
	case err != nil:
		return fmt.Errorf("entry %d cannot be read: %w", max(n, 1), err)
	case !found:
		return ErrNotHAR
	}
	switch _, err := s.peek(); {
	case err == nil:
		return errMore
	case !errors.Is(err, errEnd):
		return err
	}
	return nil
}

func (e *Entry) read(s *scanner) error {
	return s.object(func(name string) error {
		switch name {
		case "request":
			return e.readRequest(s)
		case "response":
			return e.readAnswer(s)
		case findingsMember:
			e.Findings = new(Findings)
			return e.Findings.read(s)
		}
		return s.skip()
	})
}

func (e *Entry) readRequest(s *scanner) error {
	m, form := &e.Request, url.Values{}
	size, text, mediaType := "", false, ""
	err := s.object(func(name string) (err error) {
		switch name {
		case "method":
			e.Method, _, err = s.value(32)
		case "url":
			e.URL, _, err = s.value(maxField)
		case "headers":
			m.Header, err = readHeaders(s)
		case "bodySize":
			size, _, err = s.value(32)
		case "postData":
			text, mediaType, err = m.readPosted(s, form)
		default:
			err = s.skip()
		}
		return err
	})
	if m.Header == nil {
		m.Header = http.Header{}
	}
	m.Recorded = true
	switch {
	case m.damaged:
		m.Recorded = false
	case len(m.Body) > 0 || text && none(size):
	case len(form) > 0:
		// The parts of a form are all that some programs keep of it.
		m.Body, mediaType = []byte(form.Encode()), "application/x-www-form-urlencoded"
		m.Header.Set("Content-Type", mediaType)
	default:
		m.Recorded = none(size) // set to leave bodies out, some programs write an empty text
	}
	m.typed(mediaType)
	return err
}

// readPosted reads a body that was sent, and reports whether its text is there.
func (m *Message) readPosted(s *scanner, form url.Values) (text bool, mediaType string, err error) {
	encoding := ""
	var body string
	err = s.object(func(name string) (err error) {
		switch name {
		case "mimeType":
			mediaType, _, err = s.value(maxField)
		case "text":
			body, text, err = s.value(maxText)
			m.Cut = m.Cut || s.cut
		case "encoding", "_encoding": // of some programs, for bodies that are no text
			encoding, _, err = s.value(32)
		case "params":
			err = readParams(s, form)
		default:
			err = s.skip()
		}
		return err
	})
	m.decode(body, encoding)
	return text, mediaType, err
}

func (e *Entry) readAnswer(s *scanner) error {
	m := &e.Answer
	size, mediaType := "", ""
	err := s.object(func(name string) (err error) {
		switch name {
		case "status":
			var text string
			text, _, err = s.value(32)
			if e.Status, _ = strconv.Atoi(text); e.Status < 100 {
				e.Status = 0 // programs write 0 or -1 where no answer came
			}
		case "headers":
			m.Header, err = readHeaders(s)
		case "_error":
			e.Failure, _, err = s.value(256)
		case "content":
			size, mediaType, err = m.readContent(s)
		default:
			err = s.skip()
		}
		return err
	})
	if m.Header == nil {
		m.Header = http.Header{}
	}
	m.Recorded = !m.damaged && (len(m.Body) > 0 || none(size))
	m.typed(mediaType)
	return err
}

func (m *Message) readContent(s *scanner) (size, mediaType string, err error) {
	body, encoding := "", ""
	err = s.object(func(name string) (err error) {
		switch name {
		case "size":
			size, _, err = s.value(32)
		case "mimeType":
			mediaType, _, err = s.value(maxField)
		case "text":
			body, _, err = s.value(maxText)
			m.Cut = m.Cut || s.cut
		case "encoding":
			encoding, _, err = s.value(32)
		default:
			err = s.skip()
		}
		return err
	})
	m.decode(body, encoding)
	return size, mediaType, err
}

// alphabet spells base64 for URLs, and on several lines, as the usual one.
var alphabet = strings.NewReplacer("-", "+", "_", "/", "\r", "", "\n", "")

// decode gives the bytes of a body that is in the archive as text, or as base64.
func (m *Message) decode(text, encoding string) {
	m.Body = []byte(text)
	if strings.EqualFold(encoding, "base64") {
		text = strings.TrimRight(alphabet.Replace(text), "=")
		if m.Cut {
			text = text[:len(text)/4*4]
		}
		raw, err := base64.RawStdEncoding.DecodeString(text)
		m.Body, m.damaged = raw, err != nil && !m.Cut
	}
	if len(m.Body) > MaxBody {
		m.Body, m.Cut = m.Body[:MaxBody], true
	}
}

// typed fills in a media type that only stands beside the body.
func (m *Message) typed(mediaType string) {
	if m.Header.Get("Content-Type") == "" && strings.Contains(mediaType, "/") {
		m.Header.Set("Content-Type", mediaType)
	}
}

// none reports whether a size says that there was no body. -1 stands for a size that is not known.
func none(size string) bool { return size == "" || size == "0" }

func readHeaders(s *scanner) (http.Header, error) {
	header, n := http.Header{}, 0
	err := readPairs(s, maxField, func(name, value string) {
		// HTTP/2 has the request line in headers whose names begin with a colon.
		if n++; n <= maxHeaders && !strings.HasPrefix(name, ":") {
			header.Add(name, value)
		}
	})
	return header, err
}

func readParams(s *scanner, form url.Values) error {
	total := 0
	return readPairs(s, maxText, func(name, value string) {
		if total += len(name) + len(value); total <= maxText {
			form.Add(name, value)
		}
	})
}

func readPairs(s *scanner, limit int, pair func(name, value string)) error {
	return s.list(func() error {
		name, value := "", ""
		err := s.object(func(member string) (err error) {
			switch member {
			case "name":
				name, _, err = s.value(1 << 10)
			case "value":
				value, _, err = s.value(limit)
			default:
				err = s.skip()
			}
			return err
		})
		pair(name, value)
		return err
	})
}
