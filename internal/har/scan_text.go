package har

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string into s.text, of which limit bytes are kept.
func (s *scanner) string(limit int) error {
	s.text, s.cut = s.text[:0], false
	if err := s.expect('"'); err != nil {
		return err
	}
	for {
		plain, err := s.run()
		if err != nil {
			return err
		}
		s.keep(plain, limit)
		if _, err := s.r.Discard(len(plain)); err != nil {
			return err
		}
		c, err := s.next()
		switch {
		case err != nil:
			return err
		case c == '"':
			return nil
		case c != '\\':
			if err := s.r.UnreadByte(); err != nil {
				return err
			}
			continue
		}
		var escaped [8]byte
		r, err := s.escape()
		if err != nil {
			return err
		}
		s.keep(utf8.AppendRune(escaped[:0], r), limit)
	}
}

// run is what is buffered of a string up to its end or an escape.
func (s *scanner) run() ([]byte, error) {
	if _, err := s.r.Peek(1); err != nil {
		return nil, s.ended(err)
	}
	buffered, err := s.r.Peek(s.r.Buffered())
	if err != nil {
		return nil, err
	}
	for i, c := range buffered {
		if c == '"' || c == '\\' {
			return buffered[:i], nil
		}
	}
	return buffered, nil
}

func (s *scanner) keep(piece []byte, limit int) {
	if room := limit - len(s.text); len(piece) > room {
		s.cut = true
		piece = piece[:max(room, 0)]
	}
	s.text = append(s.text, piece...)
}

// escape reads what stands behind a backslash. Half a surrogate pair is the replacement character.
func (s *scanner) escape() (rune, error) {
	c, err := s.next()
	if err != nil {
		return 0, err
	}
	switch c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		r, err := s.hex()
		if err != nil || !utf16.IsSurrogate(r) {
			return r, err
		}
		if ahead, _ := s.r.Peek(2); string(ahead) != `\u` {
			return utf8.RuneError, nil
		}
		_, _ = s.r.Discard(2)
		low, err := s.hex()
		return utf16.DecodeRune(r, low), err
	}
	return 0, fmt.Errorf("a string has an escape that JSON does not know, \\%c", c)
}

func (s *scanner) hex() (rune, error) {
	digits, err := s.r.Peek(4)
	if err != nil {
		return 0, s.ended(err)
	}
	n, err := strconv.ParseUint(string(digits), 16, 16)
	if err != nil {
		return 0, errors.New("a string has an escape without four hex digits")
	}
	_, err = s.r.Discard(4)
	return rune(n), err
}
