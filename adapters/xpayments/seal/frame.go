package seal

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
)

// A sealed message carries a frame: three fields, each a byte length in lengthDigits decimal digits followed by that
// many bytes.
//
//	salt    random bytes, so that equal texts give unequal frames
//	check   an 8-byte tag naming the digest, then the digest of the text
//	text    the XML
const (
	lengthDigits = 12
	saltSize     = 32
	tagSize      = 8
	checkTag     = "     MD5" // what every connector writes; readers ignore the blanks
	maxField     = 999_999_999_999
)

// frameSize is the length of the frame that [Seal] makes of a text.
func frameSize(text int) int { return 3*lengthDigits + saltSize + tagSize + digestSize + text }

// newFrame builds the frame of text with a fresh salt.
func newFrame(text []byte) ([]byte, error) {
	if uint64(len(text)) > maxField {
		return nil, errors.New("xpayments: the text is too long for a frame")
	}
	return buildFrame(newSalt(), text), nil
}

// buildFrame is the part of sealing that is deterministic, and therefore tested byte by byte.
func buildFrame(salt, text []byte) []byte {
	sum := digest(text)
	frame := make([]byte, 0, 3*lengthDigits+len(salt)+tagSize+len(sum)+len(text))
	frame = fmt.Appendf(frame, "%0*d%s", lengthDigits, len(salt), salt)
	frame = fmt.Appendf(frame, "%0*d%s%s", lengthDigits, tagSize+len(sum), checkTag, sum[:])
	frame = fmt.Appendf(frame, "%0*d", lengthDigits, len(text))
	return append(frame, text...)
}

// newSalt draws bytes from 33 to 255 as the connectors do, each with the same probability: smaller ones are
// drawn again. crypto/rand.Read never fails.
func newSalt() []byte {
	salt := make([]byte, 0, saltSize)
	var draw [saltSize]byte
	for len(salt) < saltSize {
		rand.Read(draw[:])
		for _, b := range draw {
			if b >= 33 && len(salt) < saltSize {
				salt = append(salt, b)
			}
		}
	}
	return salt
}

// openFrame returns the text of a frame. Salts of any length and bytes after the text are accepted, as all known
// readers do; a text shorter than announced is not, although they would take it.
//
// A malformed frame is digested as a whole before it is refused, so that it costs as much as one with a wrong digest.
func openFrame(frame []byte) (text []byte, ok bool) {
	text, want, ok := splitFrame(frame)
	if !ok {
		text, want = frame, nil
	}
	sum := digest(text)
	return text, subtle.ConstantTimeCompare(sum[:], want) == 1 && ok
}

func splitFrame(frame []byte) (text, sum []byte, ok bool) {
	_, rest, ok := cutField(frame)
	if !ok {
		return nil, nil, false
	}
	check, rest, ok := cutField(rest)
	if !ok || len(check) <= tagSize || string(bytes.Trim(check[:tagSize], blanks)) != "MD5" {
		return nil, nil, false
	}
	text, _, ok = cutField(rest)
	return text, check[tagSize:], ok
}

// cutField takes one field off the front. A length is exactly twelve digits: no sign, no blank.
func cutField(frame []byte) (field, rest []byte, ok bool) {
	if len(frame) < lengthDigits {
		return nil, nil, false
	}
	var size uint64
	for _, c := range frame[:lengthDigits] {
		if c < '0' || c > '9' {
			return nil, nil, false
		}
		size = size*10 + uint64(c-'0')
	}
	frame = frame[lengthDigits:]
	if size > uint64(len(frame)) {
		return nil, nil, false
	}
	return frame[:size:size], frame[size:], true
}
