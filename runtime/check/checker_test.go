package check_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
)

// Pointers name every member and item that a finding was made in, and nothing found before is moved.
func TestPointersOfFindings(t *testing.T) {
	t.Parallel()
	var c check.Checker
	c.Missing("first")
	outer := c.Here()
	c.Missing("a/b")
	for i := range 12 {
		item := c.Here()
		if i == 10 {
			c.Int("n~", 5, 6, math.MaxInt64)
			c.ExactlyOne([]bool{true, true}, "x", "y")
			c.Inside("raw", []strictpay.Deviation{{Kind: strictpay.KindDuplicate, Pointer: "/deep/0"}})
		}
		c.WithinItem(item, i)
	}
	c.Within(outer, "list")
	c.Within(c.Here(), "nothing")
	c.Missing("last")
	want := []string{
		"/first", "/list/a~1b", "/list/10/n~0", "/list/10", "/list/10/raw/deep/0", "/last",
	}
	for i, d := range c.Found().List {
		if i >= len(want) || d.Pointer != want[i] {
			t.Errorf("finding %d is %v", i, d)
		}
	}
	if n := len(c.Found().List); n != len(want) {
		t.Errorf("%d findings, want %d", n, len(want))
	}
}

// Findings beyond those that are kept are counted, and move nothing.
func TestFindingsBeyondThoseKept(t *testing.T) {
	t.Parallel()
	var c check.Checker
	mark := c.Here()
	for i := range strictpay.MaxKept + 5 {
		c.Missing(strconv.Itoa(i))
		if i == strictpay.MaxKept+2 {
			c.Within(c.Here(), "beyond")
		}
	}
	c.Within(mark, "all")
	found := c.Found()
	if len(found.List) != strictpay.MaxKept || found.Dropped != 5 {
		t.Errorf("%d kept, %d dropped", len(found.List), found.Dropped)
	}
	if last := found.List[strictpay.MaxKept-1].Pointer; last != "/all/999" {
		t.Errorf("the last is at %s", last)
	}
}
