package main

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/strictpay/strictpay/runtime/check"
)

// An automaton matches what package regexp matches.
func TestAutomata(t *testing.T) {
	t.Parallel()
	const alphabet = "aabbcczAZ019-_.:/hтД\n\x80k\u212a"
	for _, pattern := range []string{
		"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", "^https://", "^[A-Z]{2}$", "^[a-z0-9]+$", "^[a-z]*$", "b",
		"^[\\x{0410}-\\x{042F}]+$", "^(a|ab)(c|bcd)(-*)$", "a.c", "(?i)k", "(?s)^a.b$", "a$|^b", "(^a|b)*c", "", "^",
		"$",
		"^$", "^[^a-c]+$", "a{2,3}b?", "^(a+|b+)*z$", "[^\\n]$", "^[0-9]{1,3}(-[0-9]{2})?$", "(?:^|-)a(?:-|$)",
		"^ab$", "^ab*$", "^a(ba)*$", "^(ab)+", "^aab[0-9]*$", "^Д",
		"^*a", "(^*)+a", "(^|$)*a", "(()*)*a", "^(a*)*$", "($*)*", // what takes no character leads back to itself
	} {
		want := regexp.MustCompile(pattern)
		states, ok := automatonOf(pattern)
		if !ok {
			t.Errorf("%s has no automaton", pattern)
			continue
		}
		prefix, rest := prefixOf(states)
		rule := check.Rule{Pattern: &check.Pattern{Text: pattern, Prefix: prefix, States: rest}}
		whole := check.Rule{Pattern: &check.Pattern{Text: pattern, States: states}}
		letters := []rune(alphabet)
		for range 20_000 {
			var text []byte
			for range rand.IntN(7) {
				text = append(text, string(letters[rand.IntN(len(letters))])...)
			}
			if rand.IntN(10) == 0 {
				text = append(text, 0x80)
			}
			_, detail := rule.Broken(text)
			if (detail == "") != want.Match(text) {
				t.Fatalf("%s and %q: %q", pattern, text, detail)
			}
			if _, again := whole.Broken(text); again != detail {
				t.Fatalf("%s and %q: %q without a prefix, %q with %q", pattern, text, again, detail, prefix)
			}
		}
	}
}

// What an automaton cannot do stays with package regexp.
func TestPatternsWithoutAutomaton(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{`\bword\b`, "(?m)^a$", "^[a-z]{100}$"} {
		if _, ok := automatonOf(pattern); ok {
			t.Errorf("%s has an automaton", pattern)
		}
		rule := check.Rule{Pattern: &check.Pattern{Text: pattern, Expression: regexp.MustCompile(pattern)}}
		if _, detail := rule.Broken([]byte("1")); detail != "expected the pattern "+pattern {
			t.Errorf("%s and 1: %q", pattern, detail)
		}
	}
}
