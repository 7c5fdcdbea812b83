package leaf

import (
	"strings"
)

// chunk is how much text of one document shares an allocation.
const chunk = 512

// An arena copies text that outlives the document. Short texts of one document share one copy; a long one has its
// own, so that keeping a short text never keeps a long one alive.
type Arena struct {
	b    strings.Builder
	Size int // of the document
}

func (a *Arena) Keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) >= chunk/2 {
		return string(b)
	}
	if a.b.Cap()-a.b.Len() < len(b) {
		a.b = strings.Builder{}
		a.b.Grow(min(chunk, max(a.Size/4, len(b))))
	}
	start := a.b.Len()
	a.b.Write(b)
	return a.b.String()[start:]
}
