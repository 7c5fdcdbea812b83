package damage

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"time"
)

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
