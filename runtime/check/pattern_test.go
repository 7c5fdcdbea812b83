package check

import (
	"strings"
	"testing"
)

// chain is the pattern of n-1 times the letter a: each but the last of its n states leads to the next.
func chain(n int) *Rule {
	p := &Pattern{Text: "a chain", States: make([]State, n)}
	for i := range n - 1 {
		p.States[i].Steps = []Step{{'a', 'a', rune(i + 1)}}
	}
	p.States[n-1].Ends = true
	return &Rule{Pattern: p}
}

// A Pattern of MaxStates is followed to its last state; one of more is refused rather than misread.
func TestMaxStates(t *testing.T) {
	t.Parallel()
	most := chain(MaxStates)
	for n, want := range map[int]bool{MaxStates - 2: false, MaxStates - 1: true, MaxStates: false} {
		if got := most.Kept([]byte(strings.Repeat("a", n))); got != want {
			t.Errorf("%d letters: %v, want %v", n, got, want)
		}
	}
	if most.Kept([]byte(strings.Repeat("a", MaxStates-2) + "b")) {
		t.Error("another last letter is taken")
	}
	defer func() {
		if recover() == nil {
			t.Error("a Pattern of one state more is taken")
		}
	}()
	chain(MaxStates + 1).Kept([]byte("a"))
}
