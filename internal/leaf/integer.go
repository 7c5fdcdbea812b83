package leaf

import "strconv"

// pairs are the numbers from 00 to 99.
const pairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839" +
	"40414243444546474849505152535455565758596061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// AppendInt is strconv.AppendInt, in half the time for numbers of up to eight digits, as minor units in a request
// mostly are.
func AppendInt(b []byte, v int64) []byte {
	switch u := uint64(v); {
	case u < 10:
		return append(b, byte('0'+u))
	case u < 100:
		return append(b, pairs[2*u], pairs[2*u+1])
	case u < 1e4:
		return appendThousands(b, uint32(u))
	case u < 1e8:
		high, low := uint32(u)/1e4, uint32(u)%1e4
		if high < 10 {
			b = append(b, byte('0'+high))
		} else if high < 100 {
			b = append(b, pairs[2*high], pairs[2*high+1])
		} else {
			b = appendThousands(b, high)
		}
		return AppendFour(b, int(low))
	}
	return strconv.AppendInt(b, v, 10)
}

// appendThousands writes a number of three or four digits.
func appendThousands(b []byte, v uint32) []byte {
	if v < 1000 {
		high, low := v/100, 2*(v%100)
		return append(b, byte('0'+high), pairs[low], pairs[low+1])
	}
	return AppendFour(b, int(v))
}

// AppendFour writes a number below 10,000 in four digits.
func AppendFour(b []byte, v int) []byte {
	high, low := 2*(uint32(v)/100), 2*(uint32(v)%100)
	return append(b, pairs[high], pairs[high+1], pairs[low], pairs[low+1])
}

// AppendTwo writes a number below 100 in two digits.
func AppendTwo(b []byte, v int) []byte { return append(b, pairs[2*v], pairs[2*v+1]) }
