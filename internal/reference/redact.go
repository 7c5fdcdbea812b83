package reference

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Redacted stands where something was taken out.
const Redacted = "[REDACTED]"

// A Redactor takes out of the bodies of one exchange what is secret, personal, or not in the specification: of that
// nobody knows what it is. A text that was taken out anywhere is also taken out of texts that would be kept, such as
// messages of errors.
type Redactor struct {
	doc     *Doc
	taken   map[string]bool
	numbers map[string]bool // of three digits, as on the back of a card
}

// Redactor begins with an exchange.
func (d *Doc) Redactor() *Redactor { return &Redactor{d, map[string]bool{}, map[string]bool{}} }

// How long a text or a number must be to be looked for in other texts: shorter ones are found everywhere.
const (
	shortestText   = 4
	shortestNumber = 6
)

// shortNumber is one of three digits. In other texts it is looked for as a word of its own only.
var shortNumber = regexp.MustCompile(`\b[0-9]{3}\b`)

// mostTaken is how many of them are looked for. Where more were taken out, nothing is kept.
const mostTaken = 1000

// Took notes a text that was taken out elsewhere, as of a header.
func (r *Redactor) Took(text string) {
	if len(text) == 3 && shortNumber.FindString(text) == text {
		r.numbers[text] = true
	}
	if len(text) >= shortestText && len(r.taken) <= mostTaken {
		r.taken[text] = true
	}
}

func (r *Redactor) tookNumber(n json.Number) {
	if len(n) >= shortestNumber || len(n) == 3 {
		r.Took(n.String())
	}
}

// Body gives a JSON body without what is taken out. Anything that is no JSON is taken out as a whole. It is called
// twice for the bodies of an exchange: what the second one has taken out may stand in a text of the first one.
func (r *Redactor) Body(part Part, body []byte) []byte {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	decoder.UseNumber()
	var out bytes.Buffer
	err := r.value(&out, decoder, r.doc.variants(part.schema))
	if _, more := decoder.Token(); err != nil || more == nil {
		return []byte(Redacted)
	}
	return out.Bytes()
}

// value writes a value, or that it was taken out.
func (r *Redactor) value(out *bytes.Buffer, from *json.Decoder, known []node) error {
	token, err := from.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		return r.container(out, from, known, t)
	case string:
		return r.text(out, t, isScalar(known))
	case json.Number:
		if !isScalar(known) || withoutCards(t.String()) != t.String() {
			r.tookNumber(t)
			return writeJSON(out, Redacted)
		}
		return writeJSON(out, t)
	}
	return writeJSON(out, token) // null, true, false
}

func (r *Redactor) text(out *bytes.Buffer, text string, keep bool) error {
	if !keep {
		r.Took(text)
		return writeJSON(out, Redacted)
	}
	return writeJSON(out, r.Text(text))
}

// Text gives a text that is kept, without what was taken out elsewhere.
func (r *Redactor) Text(text string) string {
	if len(r.taken) > mostTaken {
		return Redacted
	}
	// The longest first: a shorter one may be a part of it, and the rest would stay.
	for _, taken := range slices.SortedFunc(maps.Keys(r.taken), func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	}) {
		text = strings.ReplaceAll(text, taken, Redacted)
	}
	return shortNumber.ReplaceAllStringFunc(withoutCards(text), func(number string) string {
		if r.numbers[number] {
			return Redacted
		}
		return number
	})
}

func (r *Redactor) container(out *bytes.Buffer, from *json.Decoder, known []node, begin json.Delim) error {
	if len(known) == 0 || begin == '[' && !declares(known, "items") || begin == '{' && !declares(known, "properties") {
		// An object of which the specification names no member has the user's own names and values in it.
		if err := r.drop(from, begin); err != nil {
			return err
		}
		return writeJSON(out, Redacted)
	}
	out.WriteRune(rune(begin))
	for first := true; from.More(); first = false {
		if !first {
			out.WriteByte(',')
		}
		inner := r.doc.within(known, "items")
		if begin == '{' {
			token, err := from.Token()
			if err != nil {
				return err
			}
			name, ok := token.(string)
			if !ok {
				return errors.New("a member without a name")
			}
			inner = r.doc.memberOf(known, name)
			if err := writeJSON(out, r.name(name, inner)); err != nil {
				return err
			}
			out.WriteByte(':')
		}
		if err := r.value(out, from, inner); err != nil {
			return err
		}
	}
	end, err := from.Token()
	if err == nil {
		out.WriteRune(rune(end.(json.Delim)))
	}
	return err
}

// identifier is a name that programs give to members. Others may be data.
var identifier = regexp.MustCompile(`^[0-9]?[A-Za-z_][A-Za-z0-9_-]{0,39}$`)
var digits = regexp.MustCompile(`[0-9]{4}`)

func (r *Redactor) name(name string, known []node) string {
	if known != nil {
		return name
	}
	plain := PlainName(name)
	if plain != name {
		r.Took(name)
	}
	return plain
}

// PlainName is a name that programs give to members; of any other one, that it was taken out.
func PlainName(name string) string {
	if !identifier.MatchString(name) || digits.MatchString(name) {
		return Redacted
	}
	return name
}

// drop reads what is left of a container and notes the values in it.
func (r *Redactor) drop(from *json.Decoder, begin json.Delim) error {
	inside := []json.Delim{begin}
	named := false // the next text in an object is a value
	for len(inside) > 0 {
		token, err := from.Token()
		if err != nil {
			return err
		}
		object := inside[len(inside)-1] == '{'
		if object && !named {
			if _, name := token.(string); name {
				named = true
				continue
			}
		}
		named = false
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				inside = append(inside, t)
			} else {
				inside = inside[:len(inside)-1]
			}
		case string:
			r.Took(t)
		case json.Number:
			r.tookNumber(t)
		}
	}
	return nil
}

func writeJSON(out *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	out.Truncate(len(bytes.TrimRight(out.Bytes(), "\n")))
	return err
}
