package leaf_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Entries of maps of any size come in the order of their keys, each with its own value.
func TestPairsAreSorted(t *testing.T) {
	t.Parallel()
	for n := range 30 {
		m := map[string]int{}
		for len(m) < n {
			v := rand.IntN(1000)
			m[strconv.Itoa(v)] = v
		}
		keys := leaf.AppendSorted(nil, m)
		var got []string
		for _, entry := range leaf.AppendEntries(nil, m) {
			if got = append(got, entry.Key); strconv.Itoa(entry.Value) != entry.Key {
				t.Errorf("%s has the value %d", entry.Key, entry.Value)
			}
		}
		if !slices.Equal(got, keys) || !slices.IsSorted(got) {
			t.Errorf("%d entries in the order %q", n, got)
		}
	}
}
