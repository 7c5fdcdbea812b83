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

// A Pair is an entry of a map.
type Pair[V any] struct {
	Key   string
	Value V
}

// AppendPairs appends the entries of a map in the order of their keys; on a caller's array it allocates nothing.
func AppendPairs[V any](pairs []Pair[V], m map[string]V) []Pair[V] {
	for key, v := range m {
		pairs = append(pairs, Pair[V]{key, v})
		if len(pairs) > sortedAtOnce {
			continue
		}
		for i := len(pairs) - 1; i > 0 && pairs[i].Key < pairs[i-1].Key; i-- {
			pairs[i], pairs[i-1] = pairs[i-1], pairs[i]
		}
	}
	if len(pairs) > sortedAtOnce {
		slices.SortFunc(pairs, func(a, b Pair[V]) int { return strings.Compare(a.Key, b.Key) })
	}
	return pairs
}

// sortedAtOnce is how many entries are put in their place one by one.
const sortedAtOnce = 8
