package receive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"sync"

	"github.com/strictpay/strictpay/runtime/spec"
)

// largest is up to which size a document is written in another form: places in it are numbers of 32 bits, and the form
// may be half as large again.
const largest = math.MaxInt32 / 2

// scanners are used again with the room that they have.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

// What room a scanner keeps: bytes of a document, and members.
const (
	kept        = 64 << 10
	keptMembers = 4096
)

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
		s.longest = max(s.longest, len(s.out))
		s.out = append(append(s.out[:0], 0), body...) // a zero begins no canonical form
	}
	sum := sha256.Sum256(s.out)
	text := make([]byte, 0, 64)
	text = append(append(text, hook.Name...), ':')
	return string(hex.AppendEncode(text, sum[:16]))
}

// release gives the scanner back, unless it has more room than the next document is likely to need.
func (s *scanner) release() {
	if cap(s.out) > kept || max(cap(s.members), cap(s.places.List), cap(s.order)) > keptMembers {
		return
	}
	s.clear()
	scanners.Put(s)
}

// clear leaves the room; no part of the document stays in it.
func (s *scanner) clear() {
	clear(s.out[:min(max(s.longest, len(s.out))+2*chunk, cap(s.out))])
	clear(s.sorted[:cap(s.sorted)])
	clear(s.members[:cap(s.members)]) // they have the first bytes of names
	s.places.List = s.places.List[:0]
	*s = scanner{
		out: s.out[:0], sorted: s.sorted[:0], members: s.members[:0], places: s.places, order: s.order[:s.ordered],
	}
}

// canonical writes what names a document; false where it could not be read.
func (s *scanner) canonical(hook *spec.Webhook, body []byte) bool {
	if len(body) > largest {
		return false
	}
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
