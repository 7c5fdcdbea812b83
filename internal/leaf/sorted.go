package leaf

import (
	"slices"
	"strings"
)

// AppendSorted appends the keys of a map in their order; on a caller's array it allocates nothing.
func AppendSorted[V any](keys []string, m map[string]V) []string {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// An Entry is one of a map.
type Entry[V any] struct {
	Key   string
	Value V
}

// AppendEntries appends the entries of a map in the order of their keys; on a caller's array it allocates nothing.
func AppendEntries[V any](entries []Entry[V], m map[string]V) []Entry[V] {
	for key, v := range m {
		entries = append(entries, Entry[V]{key, v})
		if len(entries) > maxInserted {
			continue
		}
		for i := len(entries) - 1; i > 0 && entries[i].Key < entries[i-1].Key; i-- {
			entries[i], entries[i-1] = entries[i-1], entries[i]
		}
	}
	if len(entries) > maxInserted {
		slices.SortFunc(entries, func(a, b Entry[V]) int { return strings.Compare(a.Key, b.Key) })
	}
	return entries
}

// maxInserted is up to how many entries are put in their place one by one.
const maxInserted = 8
