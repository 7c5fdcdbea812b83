package jsonread

import (
	"encoding/binary"
	"time"

	"github.com/strictpay/strictpay"
)

// Time reads an RFC 3339 date-time with zone. A blank in place of T, and a zone without a colon, are noted.
func (r *Reader) Time(v *time.Time) bool {
	// What almost every one looks like; anything else is left to token.
	if data, i := r.data, r.pos; i < len(data) && data[i] == '"' {
		if t, length := plainTime(data[i+1:]); length > 0 {
			r.pos = i + 1 + length + 1
			*v = t
			return true
		}
	}
	b, quoted, ok := r.token("a date-time")
	switch {
	case !ok:
		return false
	case !quoted:
		r.violation(strictpay.KindType, "a number; expected a date-time")
		return false
	case len(b) == 0:
		r.empty("a date-time")
		return false
	}
	t, plain, ok := parseTime(b)
	if !ok {
		r.violation(strictpay.KindFormat, "expected a date-time of RFC 3339 with zone")
		return false
	}
	if !plain {
		r.drift(strictpay.KindFormat, "a date-time with a blank for T, or a zone without a colon")
	}
	*v = t
	return true
}

// plainTime reads a date-time as almost all providers write it, with the quote behind it. length is that of its text, 0
// where it is written in another way, valid or not.
func plainTime(b []byte) (t time.Time, length int) {
	const clock, zoned = len("2006-01-02T15:04:05"), len("+03:00")
	if len(b) < clock {
		return time.Time{}, 0
	}
	seconds, ok := plainSecond((*[clock]byte)(b))
	if !ok {
		return time.Time{}, 0
	}
	nanos, rest, ok := fraction(b[clock:])
	switch {
	case !ok:
	case len(rest) > 1 && rest[0] == 'Z' && rest[1] == '"':
		return time.Unix(seconds, int64(nanos)).UTC(), len(b) - len(rest) + 1
	case len(rest) > zoned && rest[zoned] == '"':
		if zone, offset, ok := parseZone(rest[:zoned]); ok {
			return time.Unix(seconds-int64(offset), int64(nanos)).In(zone), len(b) - len(rest) + zoned
		}
	}
	return time.Time{}, 0
}

// plainSecond is the second of a date and a time, as if in UTC. It looks at eight bytes at a time: the first differ
// from 0000-00- by the numbers that the digits are, and the next from 00T00:00.
func plainSecond(b *[19]byte) (seconds int64, ok bool) {
	date := binary.LittleEndian.Uint64(b[0:8]) ^ 0x2d30302d30303030
	clock := binary.LittleEndian.Uint64(b[8:16]) ^ 0x30303a3030543030
	ten, one := b[17]-'0', b[18]-'0'
	// The highest bit of a byte is set where a number is more than 9, or where another byte is not as it must be.
	if ((date+0x7f76767f76767676)|date|(clock+0x76767f76767f7676)|clock)&0x8080808080808080 != 0 ||
		b[16] != ':' || ten > 5 || one > 9 {
		return 0, false
	}
	date, clock = 10*date+date>>8, 10*clock+clock>>8 // numbers of two digits, where their first stands
	year, month := 100*int(date&0xff)+int(date>>16&0xff), int(date>>40&0xff)
	day, hour, minute := int(clock&0xff), int(clock>>24&0xff), int(clock>>48&0xff)
	if month < 1 || month > 12 || day < 1 || day > lastDay(year, month) || hour > 23 || minute > 59 {
		return 0, false
	}
	return int64(daysTo(year, month, day))*86400 + int64(hour*3600+minute*60+10*int(ten)+int(one)), true
}

// parseTime reads an RFC 3339 date-time; plain is false for one with a blank in place of T or a zone without a colon.
// time.Parse takes more than that, and a text on the way.
func parseTime(b []byte) (t time.Time, plain, ok bool) {
	if len(b) < len("2006-01-02T15:04:05Z") || b[4] != '-' || b[7] != '-' || b[13] != ':' || b[16] != ':' {
		return time.Time{}, false, false
	}
	plain = b[10]|0x20 == 't'
	if !plain && b[10] != ' ' {
		return time.Time{}, false, false
	}
	century, year := twoDigits(b[0], b[1]), twoDigits(b[2], b[3])
	month, day := twoDigits(b[5], b[6]), twoDigits(b[8], b[9])
	hour, minute, second := twoDigits(b[11], b[12]), twoDigits(b[14], b[15]), twoDigits(b[17], b[18])
	if century|year|month|day|hour|minute|second < 0 || month < 1 || month > 12 || day < 1 || hour > 23 ||
		minute > 59 || second > 60 {
		return time.Time{}, false, false
	}
	year += 100 * century
	if day > lastDay(year, month) {
		return time.Time{}, false, false
	}
	nanos, rest, ok := fraction(b[19:])
	if !ok {
		return time.Time{}, false, false
	}
	if len(rest) == len("+0300") {
		plain = false
	}
	zone, offset, ok := parseZone(rest)
	if !ok {
		return time.Time{}, false, false
	}
	seconds := int64(daysTo(year, month, day))*86400 + int64(hour*3600+minute*60+second-offset)
	if second == 60 && seconds%86400 != 0 {
		return time.Time{}, false, false // a leap second is the last one of a day in UTC; it reads as the next one
	}
	return time.Unix(seconds, int64(nanos)).In(zone), plain, true
}

// lastDay of a month.
func lastDay(year, month int) int {
	switch {
	case month != 2:
		return 30 + (month+month>>3)&1 // 31 in odd months up to July, and in even ones from August on
	case year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	}
	return 28
}

// daysTo counts the days from 1970-01-01. Years begin in March there, so that the leap day is the last one; 400 years
// are as many days wherever they begin.
func daysTo(year, month, day int) int {
	year += 400
	if month <= 2 {
		year, month = year-1, month+12
	}
	const epoch = 865565 // what the line below is for 1970-01-01
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - epoch
}

func fraction(b []byte) (nanos int, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' {
		return 0, b, true
	}
	i, unit := 1, 100_000_000
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		nanos += int(b[i]-'0') * unit
		unit /= 10
	}
	return nanos, b[i:], i > 1
}

func parseZone(b []byte) (zone *time.Location, offset int, ok bool) {
	if len(b) == 1 && b[0]|0x20 == 'z' {
		return time.UTC, 0, true
	}
	if len(b) < len("+0300") || b[0] != '+' && b[0] != '-' {
		return nil, 0, false
	}
	hours := twoDigits(b[1], b[2])
	rest := b[3:]
	if rest[0] == ':' {
		rest = rest[1:]
	}
	if len(rest) != 2 {
		return nil, 0, false
	}
	minutes := twoDigits(rest[0], rest[1])
	if hours|minutes < 0 || hours > 23 || minutes > 59 {
		return nil, 0, false
	}
	seconds := hours*3600 + minutes*60
	if b[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), seconds, true
}

// twoDigits is a number of two digits, negative where one of them is none.
func twoDigits(ten, one byte) int {
	if ten, one = ten-'0', one-'0'; ten > 9 || one > 9 {
		return -1
	}
	return 10*int(ten) + int(one)
}
