package strictpay

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Repeated are the names that stand more than once.
func (v Pairs) Repeated() map[string]bool {
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

// AppendJSON writes an object in the order of the members, or, where a name repeats, an array of objects with name
// and value. A value is a text, or again an object or array. No Pairs at all are null.
func (v Pairs) AppendJSON(b []byte) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	if v.Repeated() != nil {
		b = append(b, '[')
		for i := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = v[i].AppendJSON(b)
		}
		return append(b, ']')
	}
	b = append(b, '{')
	for i := range v {
		if i > 0 {
			b = append(b, ',')
		}
		b = v[i].AppendValue(append(leaf.AppendString(b, v[i].Name), ':'))
	}
	return append(b, '}')
}

// AppendJSON writes an object with name and value.
func (p Pair) AppendJSON(b []byte) []byte {
	b = leaf.AppendString(append(b, `{"name":`...), p.Name)
	return append(p.AppendValue(append(b, `,"value":`...)), '}')
}

// AppendValue writes the value.
func (p Pair) AppendValue(b []byte) []byte {
	if p.Children == nil {
		return leaf.AppendString(b, p.Value)
	}
	return p.Children.AppendJSON(b)
}

// MarshalJSON is AppendJSON.
func (v Pairs) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

// MarshalJSON is AppendJSON.
func (p Pair) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// errPairs is returned for JSON that is not what MarshalJSON of Pairs writes.
var errPairs = errors.New("expected an object of texts, objects and arrays, or an array of objects with name and value")

// UnmarshalJSON reads what MarshalJSON writes and refuses anything else.
func (v *Pairs) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	start, err := d.Token()
	if err != nil {
		return err
	}
	switch start {
	case nil:
		*v = nil
		return nil
	case json.Delim('['):
		*v, err = decodeItems(d)
	case json.Delim('{'):
		*v, err = decodeMembers(d)
	default:
		err = errPairs
	}
	return err
}

// decodeItems reads the items of an array of objects with name and value.
func decodeItems(d *json.Decoder) (Pairs, error) {
	pairs := Pairs{}
	for d.More() {
		var p Pair
		if err := d.Decode(&p); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// decodeMembers reads the members of an object, in which a name stands once.
func decodeMembers(d *json.Decoder) (Pairs, error) {
	pairs, seen := Pairs{}, map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		if seen[name] {
			return nil, errPairs
		}
		seen[name] = true
		p := Pair{Name: name}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		if err := p.setValue(value); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// UnmarshalJSON reads an object with name and value.
func (p *Pair) UnmarshalJSON(b []byte) error {
	var object struct {
		Name  *string
		Value json.RawMessage
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&object); err != nil {
		return err
	}
	if object.Name == nil {
		return errPairs
	}
	p.Name = *object.Name
	return p.setValue(object.Value)
}

// setValue takes a text, or children.
func (p *Pair) setValue(value json.RawMessage) error {
	switch {
	case len(value) == 0:
		return errPairs
	case value[0] == '"':
		return json.Unmarshal(value, &p.Value)
	case value[0] == '{' || value[0] == '[':
		return p.Children.UnmarshalJSON(value)
	}
	return errPairs
}
