package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"unicode/utf8"
)

// maxMembers bounds the members of a bundle, known or not.
const maxMembers = 64

// EncodeJSON writes the JSON form, in base64, for [ParseBundle] and for stores. The members stand in the documented
// order, which some connectors insist on. It is as secret as the keys in it.
func (b Bundle) EncodeJSON() string {
	var raw bytes.Buffer
	encoder := json.NewEncoder(&raw)
	encoder.SetEscapeHTML(false)
	write := func(text string) {
		_ = encoder.Encode(text)    // a Buffer takes everything, and a string always marshals
		raw.Truncate(raw.Len() - 1) // the line end
	}
	raw.WriteByte('{')
	for i, s := range b.settings() {
		if s.optional && *s.value == "" {
			continue
		}
		if i > 0 {
			raw.WriteByte(',')
		}
		write(s.name)
		raw.WriteByte(':')
		write(*s.value)
	}
	raw.WriteByte('}')
	return base64.StdEncoding.EncodeToString(raw.Bytes())
}

// jsonMembers reads a flat JSON object. Members whose value is null are left out, as if they were absent; the value
// of an unknown member can be anything. It goes by tokens because json.Unmarshal would take a repeated member, and a
// member whose name differs in case, without a word.
func jsonMembers(raw []byte) ([]member, bool) {
	if !utf8.Valid(raw) || !json.Valid(raw) { // json.Valid also sees to it that nothing follows
		return nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, false
	}
	var members []member
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil || len(members) == maxMembers {
			return nil, false
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return nil, false
		}
		text, isString := value.(string)
		if value == nil || !isString && !isSetting(name.(string)) {
			continue
		}
		if !isString {
			return nil, false
		}
		members = append(members, member{name.(string), text})
	}
	return members, true
}

func isSetting(name string) bool {
	for _, s := range new(Bundle).settings() {
		if s.name == name {
			return true
		}
	}
	return false
}
