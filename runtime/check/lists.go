package check

import (
	"strconv"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Count checks how many items a list or map has; max 0 is no limit.
func (c *Checker) Count(name string, n, low, high int) {
	if n < low {
		c.Note(name, strictpay.KindFormat, "fewer than "+strconv.Itoa(low)+" items")
	}
	if high > 0 && n > high {
		c.Note(name, strictpay.KindFormat, "more than "+strconv.Itoa(high)+" items")
	}
}

// Unique checks that no item stands in a list twice; text is an item as the wire has it.
func (c *Checker) Unique(name string, n int, text func(i int) string) {
	if n < 2 {
		return
	}
	seen := make(map[string]bool, n)
	for i := range n {
		item := text(i)
		if seen[item] {
			mark := c.Here()
			c.Note(strconv.Itoa(i), strictpay.KindFormat, "the same item again")
			c.Within(mark, name)
		}
		seen[item] = true
	}
}

// Map checks the keys and values of a map of texts.
func (c *Checker) Map(name string, m map[string]string, maxKey int, value *Rule) {
	if entriesAreValid(m, maxKey, value) {
		return
	}
	var room [16]string
	mark := c.Here()
	for _, key := range leaf.AppendSorted(room[:0], m) {
		c.Key(key, maxKey)
		c.Text(key, m[key], false, value)
	}
	c.Within(mark, name)
}

// entriesAreValid reports whether nothing is wrong with any entry of a map, as nearly always: then there is no order to
// report it in.
func entriesAreValid(m map[string]string, maxKey int, value *Rule) bool {
	for key, v := range m {
		if maxKey > 0 && len(key) > maxKey || !utf8.ValidString(key) || !utf8.ValidString(v) {
			return false
		}
		if _, detail := broken(value, v); detail != "" {
			return false
		}
	}
	return true
}

// Key checks the name of an entry of a map, of at most maxKey characters, 0 for any.
func (c *Checker) Key(key string, maxKey int) {
	if !utf8.ValidString(key) {
		c.Note(key, strictpay.KindFormat, "a name in invalid UTF-8")
	}
	if maxKey > 0 && utf8.RuneCountInString(key) > maxKey {
		c.Note(key, strictpay.KindFormat, "a name longer than "+strconv.Itoa(maxKey)+" characters")
	}
}
