package leaf

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// chunk is how much text of one document shares an allocation.
const chunk = 512

// An Arena copies text that outlives the document. Short texts of one document share one copy; a long one has its
// own, so that keeping a short text never keeps a long one alive. It does without strings.Builder, which made
// reading a whole document 2 to 3 % slower. Short lists of short texts share allocations as well.
type Arena struct {
	free []byte // of the newest chunk, not written yet
	Size int    // of the document

	lists []string // of the newest room for lists, what is free
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

// What room a list of texts begins with at least, and how much room the lists of a document share at most.
const (
	leastRoom = 4
	listRoom  = 32
)

// StartTexts gives room for a list of texts that is going to be read. made is for how many texts room was allocated;
// mostly there is room left. The list must be given to EndTexts before the next one starts.
func (a *Arena) StartTexts() (room []string, made int) {
	if len(a.lists) < leastRoom {
		made = max(leastRoom, min(listRoom, a.Size/128))
		a.lists = make([]string, made)
	}
	return a.lists[:0], made
}

// EndTexts gives the list its final form. One that outgrew its room, or has a long text, gets memory of its own. The
// capacity of any other is its length, so that appending to it never writes into the next one; it keeps up to 31 texts
// of its neighbours alive, with the chunks that these are in.
func (a *Arena) EndTexts(list []string) []string {
	n := len(list)
	if n < len(a.lists) {
		a.lists[n] = "" // what a reader that counts, and builds nothing any more, has written behind the list
	}
	switch {
	case n == 0:
		return []string{}
	case &list[0] != &a.lists[0]: // it has outgrown its room
		clear(a.lists)
		return list
	}
	for _, text := range list {
		if len(text) >= chunk/2 {
			own := append([]string(nil), list...)
			clear(a.lists)
			return own
		}
	}
	a.lists = a.lists[n:]
	return list[:n:n]
}

// Texts is a list of texts of a type of their own, such as an enumeration, as a list of plain ones: in memory they are
// the same.
func Texts[T ~string](list *[]T) *[]string { return (*[]string)(unsafe.Pointer(list)) }
