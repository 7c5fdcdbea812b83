package damage

import (
	"strings"
)

// numeric judges a value where a number is expected, which may stand in quotes.
func (s *site) numeric(n *Node, judge func(text string, quoted bool) []Finding) []Finding {
	switch {
	case n.Type == Number:
		return judge(n.Text, false)
	case n.Type != String:
		return s.violation(KindType)
	case n.Value == "":
		return s.blank()
	}
	found := judge(n.Value, true)
	if s.shape.alsoRead == "string" || violated(found) || hasKind(found, KindType) {
		return found
	}
	kept := n.Value
	if s.shape.Type.Is("number") {
		return append(found, s.drift(KindType, kept))
	}
	value, _ := wholeNumber(kept)
	return append(found, s.drift(KindType, value.String()))
}

func (s *site) integer(text string, quoted bool) []Finding {
	if quoted && !jsonNumber.MatchString(text) {
		return s.unreadable()
	}
	value, whole := wholeNumber(text)
	plain := jsonInteger.MatchString(text)
	switch {
	case plain && (!whole || !s.shape.fitsInteger(value)):
		return s.violation(KindFormat)
	case !plain && (!whole || !s.shape.fitsInteger(value)):
		return s.violation(KindType)
	}
	var found []Finding
	kept := value.String()
	if fraction := s.shape.alsoRead == "fraction" && !quoted && !strings.ContainsAny(text, "eE"); !plain && !fraction {
		found = append(found, s.drift(KindType, kept))
	}
	if !s.shape.rangeFits(kept) {
		found = append(found, s.drift(KindFormat, kept))
	}
	return append(found, s.unlisted(kept, kept)...)
}

// unreadable is a text in place of a number that is none.
func (s *site) unreadable() []Finding {
	if s.shape.alsoRead == "string" {
		return s.violation(KindFormat)
	}
	return s.violation(KindType)
}

func (s *site) decimalNumber(text string, quoted bool) []Finding {
	var found []Finding
	switch {
	case isDecimal(text):
	case quoted:
		return s.unreadable()
	default:
		plain, ok := expanded(text)
		if !ok {
			return s.violation(KindFormat)
		}
		text = plain
		found = append(found, s.drift(KindFormat, text))
	}
	if !s.shape.rangeFits(text) {
		return []Finding{s.drift(KindFormat, text)}
	}
	return found
}
