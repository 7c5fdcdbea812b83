package jsonread

import "bytes"

// A NumberForm says in which way a number is no plain integer.
type NumberForm byte

// The ways: written with a fraction or an exponent, but an integer that fits; out of the range of its type; or no
// integer that fits, written so.
const (
	Spelled NumberForm = iota + 1
	OutOfRange
	NoInteger
)

// Integer is the exact value of a JSON number where an integer of some bits is expected. detail is empty for a plain
// one.
func Integer(text []byte, whole bool, bits int) (n int64, form NumberForm, detail string) {
	if whole {
		n, ok := ParseInt(text)
		if !ok || bits == 32 && int64(int32(n)) != n {
			return 0, OutOfRange, expectedInteger(bits)
		}
		return n, 0, ""
	}
	plain, ok := expand(text, true)
	if ok {
		n, ok = ParseInt(plain)
	}
	if !ok || bits == 32 && int64(int32(n)) != n {
		return 0, NoInteger, expectedInteger(bits)
	}
	return n, Spelled, "an integer written with a fraction or an exponent"
}

func expectedInteger(bits int) string {
	if bits == 32 {
		return "expected an integer of 32 bits"
	}
	return "expected an integer of 64 bits"
}

// ParseInt reads digits with an optional minus that the scanner has accepted.
func ParseInt(b []byte) (int64, bool) {
	negative := b[0] == '-'
	if negative {
		b = b[1:]
	}
	if len(b) > 19 {
		return 0, false
	}
	var n uint64
	for _, c := range b {
		n = n*10 + uint64(c-'0')
	}
	switch {
	case negative && n <= 1<<63:
		return -int64(n), true
	case !negative && n < 1<<63:
		return int64(n), true
	}
	return 0, false
}

// IsNumber reports whether a text is spelled as JSON spells a number, and whether without fraction and exponent.
func IsNumber(b []byte) (whole, ok bool) {
	end, whole, ok := scanNumber(b, 0)
	return whole, ok && end == len(b)
}

// maxShift bounds exponents: beyond it no value fits any type, zero apart.
const maxShift = 1000

// expand writes a JSON number without its exponent; false where that takes more than maxShift digits. integer drops a
// fraction of zeros.
func expand(text []byte, integer bool) ([]byte, bool) {
	mantissa, shift := text, 0
	if i := bytes.IndexAny(text, "eE"); i >= 0 {
		var ok bool
		if shift, ok = exponent(text[i+1:]); !ok {
			return nil, false
		}
		mantissa = text[:i]
	}
	negative := mantissa[0] == '-'
	if negative {
		mantissa = mantissa[1:]
	}
	whole, fraction, _ := bytes.Cut(mantissa, []byte{'.'})
	if integer {
		fraction = bytes.TrimRight(fraction, "0")
	}
	digits := append(append(make([]byte, 0, len(mantissa)+4), whole...), fraction...)
	scale := len(fraction) - shift // the value is digits / 10^scale
	if integer {
		for scale > 0 && len(digits) > 0 && digits[len(digits)-1] == '0' {
			digits, scale = digits[:len(digits)-1], scale-1
		}
		if len(digits) == 0 {
			scale = 0
		}
		if scale > 0 {
			return nil, false
		}
	}
	digits = bytes.TrimLeft(digits, "0")
	if len(digits) == 0 && scale < 0 {
		scale = 0
	}
	if scale < -maxShift || scale > len(digits)+maxShift {
		return nil, false
	}
	var out []byte
	if negative {
		out = append(out, '-')
	}
	return point(out, digits, scale), true
}

// point writes digits / 10^scale behind out.
func point(out, digits []byte, scale int) []byte {
	if scale <= 0 {
		if len(digits) == 0 {
			return append(out, '0')
		}
		out = append(out, digits...)
		return append(out, bytes.Repeat([]byte{'0'}, -scale)...)
	}
	if len(digits) <= scale {
		out = append(out, '0', '.')
		out = append(out, bytes.Repeat([]byte{'0'}, scale-len(digits))...)
		return append(out, digits...)
	}
	out = append(out, digits[:len(digits)-scale]...)
	return append(append(out, '.'), digits[len(digits)-scale:]...)
}

// exponent reads the exponent of a JSON number; false where it is far beyond what any type holds.
func exponent(b []byte) (int, bool) {
	negative := b[0] == '-'
	if negative || b[0] == '+' {
		b = b[1:]
	}
	b = bytes.TrimLeft(b, "0")
	if len(b) > 6 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}
