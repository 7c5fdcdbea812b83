package damage

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// The damages of the small file show every line of the severity table.
func TestEveryRuleIsTried(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	samples, err := Load(smallFiles(), "small")
	if err != nil || len(samples) != 5 {
		t.Fatal(len(samples), err)
	}
	for _, s := range samples {
		clean := 0
		for c := range s.Cases() {
			for _, f := range c.Want {
				seen[f.Severity+" "+f.Kind+map[bool]string{true: " xml"}[s.XML]]++
			}
			if len(c.Want) == 0 {
				clean++
			}
		}
		if clean < 10 {
			t.Errorf("%s: only %d bodies without a finding", s.Name, clean)
		}
	}
	for _, rule := range []string{
		"violation syntax", "drift syntax", "violation missing", "violation null", "drift null", "violation type",
		"drift type", "violation format",
		"drift format", "violation duplicate", "violation union", "drift unknown-member", "drift unknown-value",
		"violation syntax xml", "drift syntax xml", "violation missing xml", "violation type xml", "drift type xml",
		"violation format xml",
		"drift format xml", "violation duplicate xml", "drift unknown-member xml", "drift unknown-value xml",
	} {
		if seen[rule] < 2 {
			t.Errorf("%s: tried %d times", rule, seen[rule])
		}
	}
}

// A body that is expected to be clean, or to have no syntax violation, is well-formed.
func TestCasesAreWellFormedUnlessSaid(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "thing.200.json")
	for c := range s.Cases() {
		broken := false
		for _, f := range c.Want {
			broken = broken || f.Kind == KindSyntax
		}
		// What encoding/json takes and the kit does not: too much nesting, half a surrogate, bytes that are no UTF-8.
		lax := c.Rule == "nested to the limit or deeper" || bytes.Contains(c.Body, []byte(`\ud`)) || !utf8.Valid(c.Body)
		if !lax && json.Valid(c.Body) == broken {
			t.Errorf("%s at %q: %v for %s", c.Rule, c.Pointer, c.Want, c.Body)
		}
	}
}

// Only what was damaged is judged again; the outcome is that of judging everything.
func TestWhatIsKnownChangesNothing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"thing.200.json", "thing.203.xml"} {
		s := smallSample(t, name)
		for c := range s.Cases() {
			if c.Rule == "cut" || bytes.Equal(c.Body, s.Body) || c.Pointer == "" {
				continue
			}
			whole := s.expect(nil, nil)
			if lacking, surplus := difference(c.Want, whole); len(lacking)+len(surplus) > 0 {
				t.Errorf("%s at %q: %v and %v", c.Rule, c.Pointer, lacking, surplus)
			}
		}
	}
}

// A reader that is wrong is found out, and what it does wrong is told by sort.
func TestDifferencesAreTold(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "thing.request.json")
	var right, wrong tally
	for c := range s.Cases() {
		obedient := func([]byte) (any, []Finding) { return nil, c.Want }
		if text := right.compare(s, &c, obedient); text != "" && !strings.Contains(text, "the value") {
			t.Fatal(text)
		}
		wrong.compare(s, &c, func(body []byte) (any, []Finding) {
			found := append([]Finding(nil), c.Want...)
			for i := range found {
				if found[i].Kind == KindNull {
					found[i].Severity = Drift
				}
			}
			return json.RawMessage(body), found
		})
	}
	if wrong.groups["violation null expected, got drift null"] == nil {
		t.Error("a violation that is reported as drift was not found out")
	}
	if len(right.groups) > len(wrong.groups) {
		t.Errorf("%d sorts of differences without a mistake, %d with one", len(right.groups), len(wrong.groups))
	}
}

// A value that drift must not lose is looked for in what was read.
func TestValuesSurviveDrift(t *testing.T) {
	t.Parallel()
	at := func(kept string) []Finding { return []Finding{{KindType, Drift, "/a", kept}} }
	for _, c := range []struct {
		value, kept string
		lost        bool
	}{
		{`{"a":3}`, "3", false}, {`{"a":4}`, "3", true}, {`{}`, "3", true},
		{`{"a":null}`, absent, false}, {`{}`, absent, false}, {`{"a":3}`, absent, true},
		{`{"a":"2026-11-20T08:15:00Z"}`, `"2026-11-20T10:15:00+02:00"`, false},
		{`{"a":"2026-11-20T08:15:00Z"}`, `"2026-11-20T10:15:00Z"`, true},
		{`{"a":{}}`, "{}", false}, {`{}`, "[]", false}, {`{"a":"\u0061"}`, `"a"`, false}, {`{"a":true}`, "true", false},
	} {
		if err := lost(json.RawMessage(c.value), at(c.kept)); (err != nil) != c.lost {
			t.Errorf("%s for %s: %v", c.value, c.kept, err)
		}
	}
}
