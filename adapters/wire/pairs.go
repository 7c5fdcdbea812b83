package wire

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
)

// A Pair is a member of an open XML container: a text, or children.
type Pair struct {
	Name     string
	Value    string
	Children Pairs // nil for a text
}

// Pairs are the members of an open XML container in their order. They print their number only: what is in them is not known.
// A name that repeats is an item of a list.
type Pairs []Pair

// Get is the text of the first member called name; false where there is none, or it has children.
func (v Pairs) Get(name string) (string, bool) {
	for i := range v {
		if v[i].Name == name {
			return v[i].Value, v[i].Children == nil
		}
	}
	return "", false
}

// Format prints the number of members.
func (v Pairs) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, v.count()) }

// LogValue is the number of members.
func (v Pairs) LogValue() slog.Value { return slog.StringValue(v.count()) }

func (v Pairs) count() string { return "[" + strconv.Itoa(len(v)) + " entries]" }

// Format is redacted under every verb.
func (p Pair) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue is redacted.
func (p Pair) LogValue() slog.Value { return slog.StringValue(redacted) }

// repeated are the names that stand more than once.
func (v Pairs) repeated() map[string]bool {
	if len(v) < 2 {
		return nil
	}
	seen, again := make(map[string]bool, len(v)), map[string]bool(nil)
	for i := range v {
		if seen[v[i].Name] {
			if again == nil {
				again = map[string]bool{}
			}
			again[v[i].Name] = true
		}
		seen[v[i].Name] = true
	}
	return again
}

// AppendJSON writes an object in the order of the members, or, where a name repeats, an array of objects with name and value.
// A value is a text, or again an object or array. No Pairs at all are null.
func (v Pairs) AppendJSON(b []byte) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	if v.repeated() != nil {
		b = append(b, '[')
		for i := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = v[i].AppendJSON(b)
		}
		return append(b, ']')
	}
	w := WriteObject(b)
	for i := range v {
		w.Value(v[i].appendValue(w.Name(v[i].Name)))
	}
	return w.Done()
}

// AppendJSON writes an object with name and value.
func (p Pair) AppendJSON(b []byte) []byte {
	w := WriteObject(b)
	w.String("name", p.Name)
	w.Value(p.appendValue(w.Name("value")))
	return w.Done()
}

func (p Pair) appendValue(b []byte) []byte {
	if p.Children == nil {
		return AppendString(b, p.Value)
	}
	return p.Children.AppendJSON(b)
}

// MarshalJSON is AppendJSON.
func (v Pairs) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

// MarshalJSON is AppendJSON.
func (p Pair) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Pairs) UnmarshalJSON(b []byte) error { return unmarshal(b, v) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Pair) UnmarshalJSON(b []byte) error { return unmarshal(b, p) }

// ReadJSON reads an object of texts, objects and arrays, or an array of objects with name and value.
func (v *Pairs) ReadJSON(r *Reader) {
	r.space()
	switch {
	case r.at() == 'n':
		if r.literal("null") {
			*v = nil
		}
	case r.at() == '[' && r.Array("Pairs"):
		pairs := Pairs{}
		for r.Item() {
			pairs = append(pairs, Pair{})
			pairs[len(pairs)-1].ReadJSON(r)
		}
		r.EndArray()
		*v = pairs
	case r.at() != '[' && r.Object("Pairs"):
		pairs := Pairs{}
		for r.Next() {
			if !r.firstOther() {
				r.Skip()
				continue
			}
			p := Pair{Name: r.keep(r.Name())}
			p.readValue(r)
			pairs = append(pairs, p)
		}
		r.End(new(Seen), 0, nil)
		*v = pairs
	}
}

// ReadJSON reads an object with name and value.
func (p *Pair) ReadJSON(r *Reader) {
	if !r.Object("Pair") {
		return
	}
	var seen Seen
	for r.Next() {
		switch string(r.Name()) {
		case "name":
			if r.First(&seen, 0) {
				r.String(&p.Name)
			}
		case "value":
			if r.First(&seen, 1) {
				p.readValue(r)
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b11, []string{"name", "value"})
}

func (p *Pair) readValue(r *Reader) {
	r.space()
	if c := r.at(); c == '{' || c == '[' {
		p.Children.ReadJSON(r)
		return
	}
	r.String(&p.Value)
}
