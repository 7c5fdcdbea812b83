package invoke

import "sync/atomic"

// A Room is how much a request builder reserves for the body of an operation, so that it is written without growing:
// what earlier bodies took, and a little more. The zero Room reserves what is enough for most. It is safe for
// concurrent use.
type Room struct{ size atomic.Int64 }

// firstRoom is reserved for the first body.
const firstRoom = 1536

// Empty is room for the next body.
func (r *Room) Empty() []byte {
	size := r.size.Load()
	if size == 0 {
		size = firstRoom
	}
	return make([]byte, 0, size)
}

// Filled notes the length of a body, and returns it. A body that is much shorter than those before makes the room
// smaller by an eighth only, since a long one may follow.
func (r *Room) Filled(body []byte) []byte {
	n, size := int64(len(body)), r.size.Load()
	switch {
	case n > size:
		r.size.Store((n + n/8 + 63) &^ 63)
	case n < size/2:
		r.size.Store(size - size/8)
	}
	return body
}
