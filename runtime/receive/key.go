package receive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/strictpay/strictpay/runtime/spec"
)

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Key names a delivery: by the members that the specification lists for it, or by the whole document without those
// that a repeat changes. Members count that the specification does not know, too. White space, the order of members
// and how characters are escaped do not count; numbers count as they are spelled. A document that is no JSON, or that
// contradicts the specification, is named by its bytes.
func Key(hook *spec.Webhook, body []byte, violated bool) string {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	said, ok := (*buffer)[:0], false
	if !violated && hook.MediaType == "application/json" {
		said, ok = canonical(said, hook, body)
		*buffer = said
	}
	sum := sha256.New()
	if ok {
		_, _ = sum.Write(said)
	} else {
		_, _ = sum.Write([]byte{0}) // begins no canonical form
		_, _ = sum.Write(body)
	}
	return hook.Name + ":" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// canonical is what names a document; ok is false where it could not be read.
func canonical(dst []byte, hook *spec.Webhook, body []byte) (out []byte, ok bool) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if len(hook.Deduplicate) == 0 {
		s := scanner{data: body, out: dst}
		ok = s.document(hook.DeduplicateExcept)
		return s.out, ok
	}
	found := false
	for _, pointer := range hook.Deduplicate {
		value, there := lookup(body, pointer)
		found = found || there
		if there {
			s := scanner{data: value, out: dst}
			if !s.document(nil) {
				return s.out, false
			}
			dst = s.out
		}
		dst = append(dst, 0)
	}
	return dst, found
}
