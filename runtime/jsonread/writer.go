package jsonread

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Generated appendJSON methods write an object as its members, each with a comma before its name: the comma of the
// first one becomes the brace. So whether a member is the first need not be asked, and the names, which the generator
// knows, are constants that are copied as they are.

// EndObject ends the object whose members were written behind start bytes of b.
func EndObject(b []byte, start int) []byte {
	if len(b) == start {
		return append(b, '{', '}')
	}
	b[start] = '{'
	return append(b, '}')
}

// AppendString writes a text.
func AppendString(b []byte, v string) []byte { return leaf.AppendString(b, v) }

// AppendInt writes an integer.
func AppendInt(b []byte, v int64) []byte { return leaf.AppendInt(b, v) }

// AppendDecimal writes an amount as a string, which is empty for no amount. There is nothing to escape in it.
func AppendDecimal(b []byte, v strictpay.Decimal) []byte {
	return append(append(append(b, '"'), v.String()...), '"')
}

// AppendNumber writes an amount as a number, null for no amount. Leading zeros, which a string may have, are left
// out: JSON has none.
func AppendNumber(b []byte, v strictpay.Decimal) []byte {
	if v.String() == "" {
		return append(b, "null"...)
	}
	text := v.String()
	if text[0] == '-' {
		b, text = append(b, '-'), text[1:]
	}
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	return append(b, text...)
}

// AppendText writes the spelling it came in.
func AppendText(b []byte, v strictpay.Text) []byte {
	if v.IsNumber() {
		return append(b, v.String()...)
	}
	return leaf.AppendString(b, v.String())
}

// AppendRaw writes JSON as it came.
func AppendRaw(b []byte, v strictpay.Raw) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	return append(b, v...)
}

// AppendMap writes a map of texts, in the order of their names.
func AppendMap(b []byte, m map[string]string) []byte {
	var room [8]leaf.Entry[string]
	start := len(b)
	for _, entry := range leaf.AppendEntries(room[:0], m) {
		b = leaf.AppendString(AppendName(b, entry.Key), entry.Value)
	}
	return EndObject(b, start)
}

// AppendExtras writes the other members of an open object, in the order of their names.
func AppendExtras(b []byte, m map[string]strictpay.Raw) []byte {
	if len(m) == 0 {
		return b
	}
	var room [8]leaf.Entry[strictpay.Raw]
	for _, entry := range leaf.AppendEntries(room[:0], m) {
		b = AppendRaw(AppendName(b, entry.Key), entry.Value)
	}
	return b
}

// AppendPairs writes the other members of an open object.
func AppendPairs(b []byte, v strictpay.Pairs) []byte {
	for i := range v {
		b = v[i].AppendValue(AppendName(b, v[i].Name))
	}
	return b
}

// AppendName writes a comma and a name that the generator does not know; the value comes behind it.
func AppendName(b []byte, name string) []byte {
	return append(leaf.AppendString(append(b, ','), name), ':')
}
