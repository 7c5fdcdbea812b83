package leaf

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// chunk is how much text of one document shares an allocation.
const chunk = 512

// An Arena copies text that outlives the document. Short texts of one document share one copy; a long one has its
// own, so that keeping a short text never keeps a long one alive. It does without strings.Builder, which
// made reading a whole document 2 to 3 % slower. Short lists of texts share allocations as well.
type Arena struct {
	free []byte // of the newest chunk, not written yet
	Size int    // of the document

	lists []string // the newest chunk of lists
	list  int      // where the newest list begins in it
	used  int      // where it ends
}

// Keep copies a text.
func (a *Arena) Keep(b []byte) string {
	if n := len(b); n > 0 && n <= len(a.free) {
		copy(a.free, b)
		// As strings.Builder does: the bytes of a text are in no slice any more, so nothing can change them.
		text := unsafe.String(&a.free[0], n)
		a.free = a.free[n:]
		return text
	}
	return a.more(b)
}

// KeepPlain copies the text that begins at i while it looks for the quote at its end. end is 0, and nothing is kept,
// where something else ends it, and where it cannot look at eight bytes at a time. Callers that do not use the text,
// as of an amount that is none, leave it in the chunk.
func (a *Arena) KeepPlain(data []byte, i int) (text string, end int) {
	free := a.free
	for n := 0; i+n+8 <= len(data) && n+8 <= len(free); n += 8 {
		w := binary.LittleEndian.Uint64(data[i+n:])
		binary.LittleEndian.PutUint64(free[n:], w)
		if hit := NotPlain(w); hit != 0 {
			n += bits.TrailingZeros64(hit) >> 3
			if data[i+n] != '"' {
				break
			}
			a.free = free[n:]
			return unsafe.String(unsafe.SliceData(free), n), i + n
		}
	}
	return "", 0
}

// more is Keep where the chunk is full.
func (a *Arena) more(b []byte) string {
	if len(b) == 0 || len(b) >= chunk/2 {
		return string(b)
	}
	a.free = make([]byte, min(chunk, max(a.Size/2, len(b))))
	return a.Keep(b)
}

// ShortList is the most items that a list in the arena may have.
const ShortList = 16

// listRoom is how many texts a chunk of lists has room for, at most.
const listRoom = 32

// AddText adds a text to a list in the arena that is being read, and returns it: list is none, or what the last call
// returned. made is how many texts a new chunk has room for; mostly there is none. What is not kept of the list that
// is returned is room for the next item, or the next list.
func (a *Arena) AddText(list []string, text string) (longer []string, made int) {
	n := len(list)
	if n == 0 {
		a.list = a.used
	}
	if a.list+n != a.used || a.used == len(a.lists) {
		made = max(n+2, min(listRoom, a.Size/128))
		a.lists, a.list = make([]string, made), 0
		copy(a.lists, list)
	}
	a.used = a.list + n + 1
	longer = a.lists[a.list:a.used:a.used]
	longer[n] = text
	return longer, made
}

// Texts is a list of texts of a type of their own, such as an enumeration, as a list of plain ones: in memory they are
// the same.
func Texts[T ~string](list *[]T) *[]string { return (*[]string)(unsafe.Pointer(list)) }
