package leaf

import "strconv"

// pairs are the numbers from 00 to 99.
const pairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839" +
	"40414243444546474849505152535455565758596061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// AppendInt is strconv.AppendInt, in half the time for numbers of up to eight digits and where b has room, as minor
// units in a request mostly are and have.
func AppendInt(b []byte, v int64) []byte {
	if v < 0 || v >= 1e8 {
		return strconv.AppendInt(b, v, 10)
	}
	rest, end := uint32(v), len(b)+digits(uint32(v))
	if end > cap(b) {
		return strconv.AppendInt(b, v, 10)
	}
	b = b[:end]
	for rest >= 100 {
		quotient := rest / 100
		pair := 2 * (rest - 100*quotient)
		b[end-2], b[end-1] = pairs[pair], pairs[pair+1]
		rest, end = quotient, end-2
	}
	if rest >= 10 {
		b[end-2] = pairs[2*rest]
	}
	b[end-1] = pairs[2*rest+1]
	return b
}

// digits is how many digits a number below 100,000,000 has.
func digits(v uint32) int {
	n := 1
	if v >= 1e4 {
		v, n = v/1e4, 5
	}
	if v >= 100 {
		v, n = v/100, n+2
	}
	if v >= 10 {
		n++
	}
	return n
}
