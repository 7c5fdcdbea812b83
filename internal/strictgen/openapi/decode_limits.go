package openapi

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"gopkg.in/yaml.v3"
)

// bounds checks the limits against each other.
func (d *decoder) bounds(s *Schema, n *yaml.Node, exclusiveMinimum, exclusiveMaximum bool) {
	for _, side := range []struct {
		name      string
		exclusive bool
		bound     *Bound
	}{{"inimum", exclusiveMinimum, s.Minimum}, {"aximum", exclusiveMaximum, s.Maximum}} {
		switch {
		case side.exclusive && side.bound == nil:
			name := "exclusive" + strings.ToUpper("m") + side.name
			d.report(d.orElse(child(n, name), n), s.Where, name+" without m"+side.name,
				"write both: m"+side.name+": 0 and "+name+": true")
		case side.bound != nil:
			side.bound.Exclusive = side.exclusive
		}
	}
	reversed := func(name string, low, high *uint64) {
		if low != nil && high != nil && *low > *high {
			d.report(d.orElse(child(n, "min"+name), n), s.Where, fmt.Sprintf("min%s is above max%s", name, name),
				"exchange them")
		}
	}
	reversed("Length", s.MinLength, s.MaxLength)
	reversed("Items", s.MinItems, s.MaxItems)
	low, high := s.Minimum, s.Maximum
	if low == nil && high == nil {
		return
	}
	at := d.orElse(child(n, "minimum"), child(n, "maximum"))
	if s.kind.Integer() {
		if _, _, ok := Integers(low, high, s.kind); !ok {
			d.report(at, s.Where, "no "+s.Format+" is within the limits", "widen them, or write format: int64")
		}
	} else if low != nil && high != nil {
		if c := low.Value.Cmp(high.Value); c > 0 || c == 0 && (low.Exclusive || high.Exclusive) {
			d.report(at, s.Where, "no number is within the limits", "exchange or widen them")
		}
	}
}

// pattern decodes a regular expression. What the engine of generated code has not, or means otherwise than OpenAPI, is
// reported.
func (d *decoder) pattern(n *yaml.Node, s *Schema) {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		d.report(n, s.Where, "pattern is no text", `write a regular expression in quotes, "^[A-Z]{2}$"`)
		return
	}
	if what, instead := patternProblem(n.Value); what != "" {
		d.report(n, s.Where, "pattern "+n.Value+" "+what, instead)
		return
	}
	s.Pattern = &Text{d.at(n), n.Value}
}

var escapeU = regexp.MustCompile(`\\u([0-9A-Fa-f]{4})`)

func patternProblem(pattern string) (what, instead string) {
	rest := strings.ReplaceAll(pattern, `\\`, "")
	switch {
	case strings.Contains(rest, "(?=") || strings.Contains(rest, "(?!") || strings.Contains(rest, "(?<=") ||
		strings.Contains(rest, "(?<!"):
		return "looks ahead or behind, which Go's regexp cannot", "write the allowed texts as alternatives, or " +
			"say the " +
			"rule in the description"
	case regexp.MustCompile(`\\[1-9]`).MatchString(rest):
		return "refers back to a group, which Go's regexp cannot", "say the rule in the description"
	case escapeU.MatchString(rest):
		return `has \u, which Go's regexp does not know`, "write " + escapeU.ReplaceAllString(pattern, `\x{$1}`)
	case strings.Contains(rest, `\s`) || strings.Contains(rest, `\S`):
		return `has \s, which means other characters in OpenAPI than in Go`, `write the characters, [ \t\r\n]`
	case strings.Contains(rest, "(?") && !strings.Contains(rest, "(?:"):
		return "has a group that OpenAPI does not know", "write (?: ... )"
	}
	if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
		return "is no regular expression: " + strings.TrimPrefix(err.Error(),
			"error parsing regexp: "), "look at the brackets and the backslashes"
	}
	return "", ""
}
