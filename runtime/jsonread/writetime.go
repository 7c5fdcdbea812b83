package jsonread

import (
	"time"

	"github.com/strictpay/strictpay/internal/leaf"
)

// AppendTime writes RFC 3339 with the fraction there is. Times in UTC, in whole milliseconds, are most of those that
// are sent; package time takes three times as long for them.
func AppendTime(b []byte, v time.Time) []byte {
	year, month, day := v.Date()
	nanos := v.Nanosecond()
	if v.Location() != time.UTC || uint(year) > 9999 || nanos%1e6 != 0 {
		return append(v.AppendFormat(append(b, '"'), time.RFC3339Nano), '"')
	}
	hour, minute, second := v.Clock()
	b = leaf.AppendFour(append(b, '"'), year)
	b = leaf.AppendTwo(append(b, '-'), int(month))
	b = leaf.AppendTwo(append(b, '-'), day)
	b = leaf.AppendTwo(append(b, 'T'), hour)
	b = leaf.AppendTwo(append(b, ':'), minute)
	b = leaf.AppendTwo(append(b, ':'), second)
	if nanos > 0 {
		b = append(b, '.', byte('0'+nanos/1e8))
		if rest := nanos / 1e6 % 100; rest%10 > 0 {
			b = leaf.AppendTwo(b, rest)
		} else if rest > 0 {
			b = append(b, byte('0'+rest/10))
		}
	}
	return append(b, 'Z', '"')
}
