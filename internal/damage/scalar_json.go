package damage

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"time"
)

// scalar judges a JSON scalar where a scalar is expected.
func (s *site) scalar(n *Node) []Finding {
	switch {
	case s.shape.Type.Is("boolean"):
		return s.flag(n)
	case s.shape.Type.Is("integer"):
		return s.numeric(n, s.integer)
	case s.shape.Type.Is("number"):
		return s.numeric(n, s.decimalNumber)
	}
	return s.textual(n)
}

func (s *site) violation(kind string) []Finding {
	return []Finding{{Kind: kind, Severity: Violation, Pointer: s.pointer}}
}

func (s *site) drift(kind, kept string) Finding { return Finding{kind, Drift, s.pointer, kept} }

// blank judges the empty text where it has no meaning.
func (s *site) blank() []Finding {
	if s.forgiving() {
		return []Finding{s.drift(KindFormat, absent)}
	}
	return s.violation(KindFormat)
}

func (s *site) flag(n *Node) []Finding {
	text := n.Text
	switch {
	case n.Type == Bool:
		return nil
	case n.Type == String && n.Value == "":
		return s.blank()
	case n.Type == String:
		text = n.Value
	}
	switch text {
	case "true", "1":
		return []Finding{s.drift(KindType, "true")}
	case "false", "0":
		return []Finding{s.drift(KindType, "false")}
	}
	return s.violation(KindType)
}

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

func violated(found []Finding) bool {
	for _, f := range found {
		if f.Severity == Violation {
			return true
		}
	}
	return false
}

func hasKind(found []Finding, kind string) bool {
	for _, f := range found {
		if f.Kind == kind {
			return true
		}
	}
	return false
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

// unlisted judges a value by its list. It is kept as it came.
func (s *site) unlisted(text, kept string) []Finding {
	if s.shape.listed == nil || s.shape.listed[text] {
		return nil
	}
	return []Finding{s.drift(KindUnknownValue, kept)}
}

// textual judges a value where text is expected, which may be a number.
func (s *site) textual(n *Node) []Finding {
	switch n.Type {
	case String:
		return s.text(n.Value)
	case Number:
	default:
		return s.violation(KindType)
	}
	if s.shape.Format == "byte" {
		return s.violation(KindType)
	}
	if s.shape.alsoRead == "number" && s.shape.Format != "decimal" {
		return s.text(n.Text)
	}
	kept := n.Text
	var found []Finding
	if s.shape.Format == "decimal" {
		found = s.decimalNumber(n.Text, false)
		for i := range found { // written again as a text
			found[i].kept = quote(found[i].kept)
		}
		if s.shape.alsoRead == "number" || violated(found) {
			return found
		}
		if plain, ok := expanded(n.Text); ok {
			kept = plain
		}
	} else if found = s.text(n.Text); violated(found) {
		return s.violation(KindType)
	}
	return append(found, s.drift(KindType, quote(kept)))
}

var currencyForm = regexp.MustCompile(`^[A-Z0-9_]{3,16}$`)

// text judges a text by its form, then by length, range and list.
func (s *site) text(text string) []Finding {
	shape := s.shape
	if text == "" && shape.formal() && !shape.listed[""] {
		return s.blank()
	}
	var found []Finding
	switch shape.Format {
	case "decimal":
		if !isDecimal(text) {
			return s.violation(KindFormat)
		}
		if !shape.rangeFits(text) {
			found = append(found, s.drift(KindFormat, ""))
		}
		return found
	case "currency":
		if !currencyForm.MatchString(text) || !shape.lengthFits(text) {
			return s.violation(KindFormat)
		}
		return nil
	case "date-time":
		plain, ok := normalTime(text)
		switch {
		case !ok:
			return s.violation(KindFormat)
		case plain != text:
			found = append(found, s.drift(KindFormat, quote(plain)))
		}
		return found
	}
	if form := forms[shape.Format]; form != nil && !form(text) {
		return s.violation(KindFormat)
	}
	if shape.Format == "byte" {
		return s.base64(text)
	}
	if shape.pattern != nil && !shape.pattern.MatchString(text) {
		return s.violation(KindFormat)
	}
	if !shape.lengthFits(text) {
		found = append(found, s.drift(KindFormat, quote(text)))
	}
	return append(found, s.unlisted(text, quote(text))...)
}

// forms are those of texts that are kept as they came.
var forms = map[string]func(string) bool{
	"date": func(text string) bool {
		_, err := time.Parse(time.DateOnly, text)
		return err == nil
	},
	"uuid": regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`).MatchString,
}

// base64 judges bytes: without padding, or in the alphabet of addresses, they are read all the same.
func (s *site) base64(text string) []Finding {
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(text)
	if pad := len(plain) % 4; pad != 0 && !strings.HasSuffix(plain, "=") {
		plain += "===="[pad:]
	}
	switch decoded, err := base64.StdEncoding.Strict().DecodeString(plain); {
	case err != nil || strings.ContainsAny(text, "\r\n"):
		return s.violation(KindFormat)
	case plain != text:
		return []Finding{s.drift(KindFormat, quote(base64.StdEncoding.EncodeToString(decoded)))}
	}
	return nil
}

var timeForm = regexp.MustCompile(
	`^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)$`)

// normalTime spells a date-time as RFC 3339 does, if it is one but for a blank in place of T and a zone without a
// colon.
func normalTime(text string) (string, bool) {
	m := timeForm.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	zone := m[3]
	if len(zone) == len("+0300") {
		zone = zone[:3] + ":" + zone[3:]
	}
	plain := m[1] + "T" + m[2] + zone
	_, err := time.Parse(time.RFC3339Nano, plain)
	return plain, err == nil
}

func quote(text string) string {
	literal, _ := json.Marshal(text)
	return string(literal)
}
