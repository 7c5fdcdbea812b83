package receive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/strictpay/strictpay/runtime/spec"
)

// scanners are used again with the room that they have.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

// kept is the room for a document that a scanner keeps.
const kept = 64 << 10

// Key names a delivery: by the members that the specification lists for it, or by the whole document without those
// that a repeat changes. Members count that the specification does not know, too. White space, the order of members
// and how characters are escaped do not count; numbers count as they are spelled. A document that is no JSON, or that
// contradicts the specification, is named by its bytes.
func Key(hook *spec.Webhook, body []byte, violated bool) string {
	s := scanners.Get().(*scanner)
	key := s.key(hook, body, violated)
	s.release()
	return key
}

func (s *scanner) key(hook *spec.Webhook, body []byte, violated bool) string {
	ok := !violated && hook.MediaType == "application/json" && s.canonical(hook, body)
	if !ok {
		s.out = append(append(s.out[:0], 0), body...) // a zero begins no canonical form
	}
	sum := sha256.Sum256(s.out)
	text := make([]byte, 0, 64)
	text = append(append(text, hook.Name...), ':')
	return string(hex.AppendEncode(text, sum[:16]))
}

// release gives the scanner back; no part of the document stays in it.
func (s *scanner) release() {
	if max(cap(s.out), cap(s.places.List), cap(s.order)) > kept {
		return
	}
	clear(s.out[:min(max(s.most, len(s.out))+2*chunk, cap(s.out))])
	clear(s.sorted[:cap(s.sorted)])
	s.places.List = s.places.List[:0]
	*s = scanner{
		out: s.out[:0], sorted: s.sorted[:0], members: s.members[:0], places: s.places, order: s.order[:s.tried],
	}
	scanners.Put(s)
}

// canonical writes what names a document; false where it could not be read.
func (s *scanner) canonical(hook *spec.Webhook, body []byte) bool {
	s.data = body
	if len(hook.Deduplicate) == 0 && s.placedDocument(hook.DeduplicateExcept) {
		return true
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	s.data = body
	if len(hook.Deduplicate) == 0 {
		return s.document(hook.DeduplicateExcept)
	}
	found := false
	for _, pointer := range hook.Deduplicate {
		value, there := lookup(body, pointer)
		found = found || there
		if there {
			s.data, s.pos = value, 0
			if !s.document(nil) {
				return false
			}
		}
		s.out = append(s.out, 0)
	}
	return found
}
