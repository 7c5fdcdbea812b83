package xmlread

import (
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// content is the text of the element being read, to its end tag; it is valid until the next read. Children are of the wrong type.
func (r *Reader) content(typ string) ([]byte, bool) {
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
func (r *Reader) join(text, b []byte, pieces int) []byte {
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
func (r *Reader) Keep(b []byte) string { return r.arena.Keep(b) }

// String reads a text.
func (r *Reader) String(v *string) bool { return r.Text(v, nil) }

// Text reads a text that must keep a rule.
func (r *Reader) Text(v *string, rule *check.Rule) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	if detail := rule.Broken(b); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
	*v = r.Keep(b)
	return true
}

// Secret reads a text that must not be printed. rule may be nil.
func (r *Reader) Secret(v *strictpay.Secret, rule *check.Rule) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	if detail := rule.Broken(b); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
	*v = strictpay.NewSecret(string(b))
	return true
}

// Int64 reads an integer: digits with an optional minus.
func (r *Reader) Int64(v *int64) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	n, ok := parseInteger(b)
	if !ok {
		r.violation(strictpay.KindFormat, "an integer of 64 bits is due")
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
	return jsonread.ParseInt(b)
}

// Int64In reads an integer and checks its range; a value outside is noted and kept.
func (r *Reader) Int64In(v *int64, low, high int64) bool {
	if !r.Int64(v) {
		return false
	}
	if *v < low || *v > high {
		r.violation(strictpay.KindFormat, leaf.Outside(low, high))
	}
	return true
}

// Int32 reads an integer of 32 bits.
func (r *Reader) Int32(v *int32) bool {
	var wide int64
	if !r.Int64(&wide) {
		return false
	}
	if int64(int32(wide)) != wide {
		r.violation(strictpay.KindFormat, "an integer of 32 bits is due")
		return false
	}
	*v = int32(wide)
	return true
}

// Int32In reads an integer of 32 bits and checks its range.
func (r *Reader) Int32In(v *int32, low, high int64) bool {
	if !r.Int32(v) {
		return false
	}
	if int64(*v) < low || int64(*v) > high {
		r.violation(strictpay.KindFormat, leaf.Outside(low, high))
	}
	return true
}

// Flag reads 1, or 0 or nothing.
func (r *Reader) Flag(v *bool) bool {
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
		r.violation(strictpay.KindFormat, "a flag is due: 1, 0 or nothing")
		return false
	}
	return true
}

// Decimal reads an amount.
func (r *Reader) Decimal(v *strictpay.Decimal) bool {
	b, ok := r.content("")
	if !ok {
		return false
	}
	d, err := strictpay.ParseDecimal(r.Keep(b))
	if err != nil {
		r.violation(strictpay.KindFormat, "a decimal without exponent, of at most 38 digits, is due")
		return false
	}
	*v = d
	return true
}

// DecimalIn reads an amount within a range; a value outside is noted and kept.
func (r *Reader) DecimalIn(v *strictpay.Decimal, in *check.Range) bool {
	if !r.Decimal(v) {
		return false
	}
	if detail := in.Broken(*v); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
	return true
}

// Enum reads a text that is usually one of few; generated code looks it up before anything is copied.
func (r *Reader) Enum(typ string) ([]byte, bool) { return r.content(typ) }

// Unlisted notes a value that the specification does not list and keeps it.
func (r *Reader) Unlisted(typ string, b []byte) string {
	r.drift(strictpay.KindUnknownValue, leaf.Unlisted(typ, b))
	return r.Keep(b)
}

// Keeps checks the rule of a value that is not listed.
func (r *Reader) Keeps(b []byte, rule *check.Rule) {
	if detail := rule.Broken(b); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
}

// UnlistedInt is Unlisted for enums of integers.
func (r *Reader) UnlistedInt(typ string, n int64) {
	r.drift(strictpay.KindUnknownValue, leaf.Unlisted(typ, strconv.AppendInt(nil, n, 10)))
}
