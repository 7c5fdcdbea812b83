package leaf

import "slices"

// AppendSorted appends the keys of a map in their order; on a caller's array it allocates nothing.
func AppendSorted[V any](keys []string, m map[string]V) []string {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
