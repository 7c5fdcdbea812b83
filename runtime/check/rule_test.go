package check

import "testing"

// An empty text has the form of a rule that says so, and of no other.
func TestEmptyTextsHaveTheFormOfSomeRules(t *testing.T) {
	any := &Pattern{Text: "^a*$", States: []State{{Ends: true, Steps: []Step{{'a', 'a', 0}}}}}
	one := &Pattern{Text: "^a$", States: []State{{Steps: []Step{{'a', 'a', 1}}}, {Ends: true}}}
	for name, c := range map[string]struct {
		rule   *Rule
		formal bool
	}{
		"none":                    {nil, false},
		"a greatest length":       {&Rule{Max: 3}, false},
		"a least length":          {&Rule{Min: 1}, true},
		"a pattern that fits it":  {&Rule{Pattern: any}, false},
		"a pattern that does not": {&Rule{Pattern: one}, true},
		"a currency":              {CurrencyRule(0, 0), true},
		"a UUID":                  {UUIDRule(), true},
	} {
		if got := c.rule.Formal(); got != c.formal {
			t.Errorf("%s: an empty text has no meaning: %v, want %v", name, got, c.formal)
		}
	}
}
