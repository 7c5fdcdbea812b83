package wire

import (
	"strconv"
)

// content is the text of the element being read, to its end tag; it is valid until the next read. Children are of the wrong type.
func (r *XMLReader) content(typ string) ([]byte, bool) {
	if !r.open(false) {
		return nil, false
	}
	r.frames[r.depth-1].typ = typ
	var text []byte
	for pieces := 0; ; {
		kind, b := r.next()
		switch kind {
		case pieceText:
			text = r.join(text, b, pieces)
			pieces++
		case pieceEnd:
			return text, true
		case pieceChild:
			r.wrong(r.depth-1, "text is due, not elements")
			return nil, false
		default:
			return nil, false
		}
	}
}

// join puts a further piece behind a text: the first is taken as it is, a piece of the document.
func (r *XMLReader) join(text, b []byte, pieces int) []byte {
	switch pieces {
	case 0:
		return b
	case 1:
		r.buf = append(r.buf[:0], text...)
	}
	r.buf = append(r.buf, b...)
	return r.buf
}

// Keep copies text that outlives the document.
func (r *XMLReader) Keep(b []byte) string { return r.arena.keep(b) }

// String reads a text.
func (r *XMLReader) String(v *string) bool { return r.Text(v, nil) }

// Text reads a text that must keep a rule.
func (r *XMLReader) Text(v *string, rule *Rule) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	if detail := rule.broken(b); detail != "" {
		r.note(KindFormat, detail)
	}
	*v = r.Keep(b)
	return true
}

// Secret reads a text that must not be printed. rule may be nil.
func (r *XMLReader) Secret(v *Secret, rule *Rule) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	if detail := rule.broken(b); detail != "" {
		r.note(KindFormat, detail)
	}
	*v = NewSecret(string(b))
	return true
}

// Int64 reads an integer: digits with an optional minus.
func (r *XMLReader) Int64(v *int64) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	n, ok := parseInteger(b)
	if !ok {
		r.note(KindFormat, "an integer of 64 bits is due")
		return false
	}
	*v = n
	return true
}

// parseInteger reads text; XML has no integers of its own.
func parseInteger(b []byte) (int64, bool) {
	number := b
	if len(number) > 0 && number[0] == '-' {
		number = number[1:]
	}
	if len(number) == 0 {
		return 0, false
	}
	for _, c := range number {
		if c-'0' > 9 {
			return 0, false
		}
	}
	return parseInt(b)
}

// Int64In reads an integer and checks its range; a value outside is noted and kept.
func (r *XMLReader) Int64In(v *int64, low, high int64) bool {
	if !r.Int64(v) {
		return false
	}
	if *v < low || *v > high {
		r.note(KindFormat, outside(low, high))
	}
	return true
}

// Int32 reads an integer of 32 bits.
func (r *XMLReader) Int32(v *int32) bool {
	var wide int64
	if !r.Int64(&wide) {
		return false
	}
	if int64(int32(wide)) != wide {
		r.note(KindFormat, "an integer of 32 bits is due")
		return false
	}
	*v = int32(wide)
	return true
}

// Int32In reads an integer of 32 bits and checks its range.
func (r *XMLReader) Int32In(v *int32, low, high int64) bool {
	if !r.Int32(v) {
		return false
	}
	if int64(*v) < low || int64(*v) > high {
		r.note(KindFormat, outside(low, high))
	}
	return true
}

// Flag reads 1, or 0 or nothing.
func (r *XMLReader) Flag(v *bool) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	switch string(b) {
	case "", "0":
		*v = false
	case "1":
		*v = true
	default:
		r.note(KindFormat, "a flag is due: 1, 0 or nothing")
		return false
	}
	return true
}

// Decimal reads an amount.
func (r *XMLReader) Decimal(v *Decimal) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	if !isDecimal(b) {
		r.note(KindFormat, "a decimal without exponent, of at most 38 digits, is due")
		return false
	}
	v.text = r.Keep(b)
	return true
}

// DecimalFrom reads an amount and checks a minimum; a value below it is noted and kept.
func (r *XMLReader) DecimalFrom(v *Decimal, low string) bool {
	if !r.Decimal(v) {
		return false
	}
	if v.Cmp(Decimal{low}) < 0 {
		r.note(KindFormat, "less than "+low)
	}
	return true
}

// Enum reads a text that is usually one of few; generated code looks it up before anything is copied.
func (r *XMLReader) Enum(typ string) ([]byte, bool) { return r.content(typ) }

// Unlisted notes a value that the specification does not list and keeps it.
func (r *XMLReader) Unlisted(typ string, b []byte) string {
	r.note(KindUnknownValue, unlisted(typ, b))
	return r.Keep(b)
}

// Keeps checks the rule of a value that is not listed.
func (r *XMLReader) Keeps(b []byte, rule *Rule) {
	if detail := rule.broken(b); detail != "" {
		r.note(KindFormat, detail)
	}
}

// UnlistedInt is Unlisted for enums of integers.
func (r *XMLReader) UnlistedInt(typ string, n int64) {
	r.note(KindUnknownValue, unlisted(typ, strconv.AppendInt(nil, n, 10)))
}
