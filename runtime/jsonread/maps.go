package jsonread

import (
	"strconv"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
)

// Map reads an object of texts: at most maxCount of them, names of at most maxKey characters; 0 is no limit.
func (r *Reader) Map(v *map[string]string, maxCount, maxKey int, rule *check.Rule) bool {
	if !r.Entries() {
		return false
	}
	m := make(map[string]string)
	names := 0
	for r.Next() {
		name, ok := r.Entry(maxKey)
		if !ok {
			continue
		}
		names++
		var text string
		if r.Text(&text, rule) {
			Put(r, m, name, text)
		}
	}
	r.EndEntries(names, maxCount)
	*v = m
	return true
}

// Entries opens a map, as Object opens an object.
func (r *Reader) Entries() bool { return r.Object(&mapShape) }

// Entry is the name of an entry of a map, of at most maxKey characters, 0 for any; false for a repeated name, whose
// value it passes over.
func (r *Reader) Entry(maxKey int) (name string, ok bool) {
	if !r.firstOfName() {
		r.Skip()
		return "", false
	}
	if maxKey > 0 && utf8.RuneCount(r.Name()) > maxKey {
		r.drift(strictpay.KindFormat, "a name longer than "+strconv.Itoa(maxKey)+" characters")
	}
	return string(r.Name()), true
}

// Put keeps an entry of a map that is being read.
func Put[T any](r *Reader, m map[string]T, name string, v T) {
	if !r.full() {
		r.built(mapEntry + len(name))
		m[name] = v
	}
}

// EndEntries closes a map of n different names; high 0 is no limit.
func (r *Reader) EndEntries(n, high int) {
	r.pop()
	r.Count(n, 0, high)
}

// Unique checks that no item stands twice in the list just read; text is an item as it is written.
func (r *Reader) Unique(n int, text func(i int) string) {
	if r.broken || n < 2 {
		return
	}
	seen := make(map[string]bool, n)
	for i := range n {
		item := text(i)
		r.built(mapEntry + len(item))
		if seen[item] {
			r.drift(strictpay.KindFormat, "an item again")
			return
		}
		if seen[item] = true; r.broken {
			return
		}
	}
}

// Nil reports whether null stands here as an item or entry that may be null, and passes over it.
func (r *Reader) Nil() bool {
	r.space()
	return r.at() == 'n' && r.literal("null")
}

// Names are the names of a map's entries in their order.
func Names[V any](m map[string]V) []string { return leaf.AppendSorted(make([]string, 0, len(m)), m) }
