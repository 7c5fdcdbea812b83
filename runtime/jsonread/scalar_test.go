package jsonread_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

func TestDateTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want time.Time // zero: refused
	}{
		{"2023-08-29T15:34:56+03:00", time.Date(2023, 8, 29, 12, 34, 56, 0, time.UTC)},
		{"2024-06-15T10:51:49.086Z", time.Date(2024, 6, 15, 10, 51, 49, 86e6, time.UTC)},
		{"2024-02-29t00:00:00z", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"2024-02-29T00:00:00.1234567891-00:00", time.Date(2024, 2, 29, 0, 0, 0, 123456789, time.UTC)},
		{"2023-01-01 00:00:00Z", time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"2023-01-01T00:00:00+0300", time.Date(2022, 12, 31, 21, 0, 0, 0, time.UTC)},
		{text: "2023-01-01T00:00:00+03000"}, {text: "2023-01-01  00:00:00Z"}, {text: "2023-01-01T00:00:00+3:00"},
		{text: "2023-02-29T00:00:00Z"}, {text: "2023-13-01T00:00:00Z"}, {text: "2023-00-01T00:00:00Z"},
		{text: "2023-01-00T00:00:00Z"},
		{text: "2023-01-01T24:00:00Z"}, {text: "2023-01-01T00:60:00Z"}, {text: "2023-01-01T00:00:60Z"},
		{text: "2023-01-01T00:00:00"}, {text: "2023-01-01T00:00:00.Z"}, {text: "2023-01-01T00:00:00,5Z"},
		{text: "2023-01-01T00:00:00+24:00"}, {text: "2023-01-01T00:00:00+03:60"}, {text: "2023-01-01T00:00:00ZZ"},
		{text: "23-01-01T00:00:00Z"}, {text: ""},
	} {
		var got time.Time
		devs := jsonread.ReadInto([]byte(`"`+c.text+`"`), reading(func(r *jsonread.Reader) { r.Time(&got) }))
		if c.want.IsZero() != devs.Violated() || !got.Equal(c.want) {
			t.Errorf("%q gives %v, %v", c.text, got, devs.List)
		}
	}
}

type reading func(r *jsonread.Reader)

func (f reading) ReadJSON(r *jsonread.Reader) { f(r) }

func TestNumbersAreWrittenAsJSONHasThem(t *testing.T) {
	t.Parallel()
	if got := string(jsonread.AppendNumber(nil, strictpay.MustDecimal("-007.50"))); got != "-7.50" {
		t.Errorf("written %s", got)
	}
}

// A number with a blank behind it is read the short way where it is plain, and at the end of the document the long way.
// Both say the same.
func TestBothWaysReadNumbersAlike(t *testing.T) {
	t.Parallel()
	read := func(text string) string {
		var small int32
		var large int64
		var amount, narrow strictpay.Decimal
		ten := &check.Range{Max: strictpay.MustDecimal("10")}
		var found []string
		for _, read := range []func(*jsonread.Reader){
			func(r *jsonread.Reader) { r.Int32(&small) }, func(r *jsonread.Reader) { r.Int64(&large) },
			func(r *jsonread.Reader) { r.Number(&amount, nil) }, func(r *jsonread.Reader) { r.Number(&narrow, ten) },
		} {
			found = append(found, fmt.Sprint(jsonread.ReadInto([]byte(text), reading(read)).List))
		}
		return fmt.Sprint(small, large, amount, narrow, found)
	}
	for _, text := range []string{
		"0", "7", "00", "07", "-0", "-7", "10", "11", "999999999", "1000000000", "2147483647", "2147483648",
		"-2147483648", "999999999999999999", "1000000000000000000", "9223372036854775807", "9223372036854775808",
		"1.50", "1.", ".5", "1e2", "1E-2", "+1", "12a", "1 2", "-", "1.5.2",
		strings.Repeat("9", 38), strings.Repeat("9", 39), strings.Repeat("1", 400),
	} {
		if long, short := read(text), read(text+" "); long != short {
			t.Errorf("%s: %s at the end of the document, %s before its end", text, long, short)
		}
	}
}
