package har

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// maxDepth is how deep an archive may be nested; what programs add of their own is rarely deeper than ten.
const maxDepth = 512

// A scanner reads JSON from a stream and never holds more of it than was asked for. encoding/json holds every string
// whole, and one body in an archive can be larger than the memory that there is.
type scanner struct {
	r     *bufio.Reader
	depth int
	text  []byte // of the last string
	cut   bool   // whether it was longer than its limit

	failed error // of the reader
}

// errEnd is a document that ends too early.
var errEnd = errors.New("it ends in the middle of an entry")

func (s *scanner) next() (byte, error) {
	c, err := s.r.ReadByte()
	return c, s.ended(err)
}

// ended is the error of a reader that has no more to read, or that has failed.
func (s *scanner) ended(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return errEnd
	}
	s.failed = err
	return err
}

// peek is the first character of the next token.
func (s *scanner) peek() (byte, error) {
	for {
		c, err := s.next()
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		}
		return c, s.r.UnreadByte()
	}
}

// expect reads a character that must be there.
func (s *scanner) expect(want byte) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	if c != want {
		return fmt.Errorf("expected %q, and not %q", want, c)
	}
	_, err = s.next()
	return err
}

// more reads what stands between two items, and reports whether there is another one. first is before the first one.
func (s *scanner) more(end byte, first bool) (bool, error) {
	c, err := s.peek()
	if err != nil {
		return false, err
	}
	if c == end {
		s.depth--
		_, err = s.next()
		return false, err
	}
	if first {
		return true, nil
	}
	return true, s.expect(',')
}

// open goes into an object or a list. Anything else in its place is skipped, and false.
func (s *scanner) open(begin byte) (bool, error) {
	c, err := s.peek()
	if err != nil {
		return false, err
	}
	if c != begin {
		return false, s.skip()
	}
	if s.depth++; s.depth > maxDepth {
		return false, fmt.Errorf("it is nested deeper than %d levels", maxDepth)
	}
	_, err = s.next()
	return true, err
}

// object reads an object. member reads the value of a name.
func (s *scanner) object(member func(name string) error) error {
	there, err := s.open('{')
	if !there || err != nil {
		return err
	}
	for first := true; ; first = false {
		more, err := s.more('}', first)
		if !more || err != nil {
			return err
		}
		if err := s.string(1 << 10); err != nil {
			return err
		}
		name := string(s.text)
		if err := s.expect(':'); err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
	}
}

// list reads a list.
func (s *scanner) list(item func() error) error {
	there, err := s.open('[')
	if !there || err != nil {
		return err
	}
	for first := true; ; first = false {
		more, err := s.more(']', first)
		if !more || err != nil {
			return err
		}
		if err := item(); err != nil {
			return err
		}
	}
}

// value reads a text of at most limit bytes, or the spelling of a number or literal. there is false for null, and for
// an object or a list.
func (s *scanner) value(limit int) (text string, there bool, err error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return "", false, err
	case c == '"':
		err = s.string(limit)
		return string(s.text), true, err
	case c == '{' || c == '[':
		return "", false, s.skip()
	}
	s.cut = false
	if text, err = s.literal(); text == "null" {
		return "", false, err
	}
	return text, true, err
}

// literal reads a number, true, false or null.
func (s *scanner) literal() (string, error) {
	var b []byte
	for len(b) < 64 {
		c, err := s.next()
		if err != nil {
			return "", err
		}
		if c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != 'E' {
			if len(b) == 0 {
				return "", fmt.Errorf("expected a value, and not %q", c)
			}
			return string(b), s.r.UnreadByte()
		}
		b = append(b, c)
	}
	return "", errors.New("expected a number, true, false or null")
}

// skip reads a value of any kind and keeps nothing of it.
func (s *scanner) skip() error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	switch c {
	case '"':
		return s.string(0)
	case '{':
		return s.object(func(string) error { return s.skip() })
	case '[':
		return s.list(s.skip)
	}
	_, err = s.literal()
	return err
}
