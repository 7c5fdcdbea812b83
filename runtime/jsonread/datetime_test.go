package jsonread_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

// readTime reads a text as a date-time. plain: nothing is told of it.
func readTime(text string) (got time.Time, plain, ok bool) {
	devs := jsonread.ReadInto([]byte(`"`+text+`"`), reading(func(r *jsonread.Reader) { r.Time(&got) }))
	return got, len(devs.List) == 0, !devs.Violated()
}

// Every day of every year that a date-time can name, in a short run one of thirteen, and the day behind each month.
func TestDaysAgreeWithTime(t *testing.T) {
	t.Parallel()
	step := 1
	if testing.Short() {
		step = 13
	}
	for day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 10000; day = day.AddDate(0, 0, step) {
		if got, plain, ok := readTime(day.Format(time.RFC3339)); !ok || !plain || !got.Equal(day) {
			t.Fatalf("%s is read as %s", day, got)
		}
	}
	for month := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); month.Year() < 10000; month = month.AddDate(0, 1, 0) {
		last := month.AddDate(0, 1, -1)
		if got, _, ok := readTime(last.Format(time.RFC3339)); !ok || !got.Equal(last) {
			t.Fatalf("%s is read as %s", last, got)
		}
		behind := fmt.Sprintf("%s-%02dT00:00:00Z", month.Format("2006-01"), last.Day()+1)
		if _, _, ok := readTime(behind); ok {
			t.Fatalf("%s is taken", behind)
		}
	}
}

func TestParseTimeAgreesWithTime(t *testing.T) {
	for _, text := range []string{
		"2023-08-29T15:34:56+03:00", "2023-08-29T15:34:56.123456789-03:30", "0000-01-01T00:00:00Z",
		"0000-02-29T23:59:59Z",
		"9999-12-31T23:59:59.9+23:59", "2024-02-29T00:00:00Z", "1969-12-31T23:59:59-00:00", "1970-01-01T00:00:00Z",
	} {
		got, plain, ok := readTime(text)
		want, err := time.Parse(time.RFC3339, text)
		if !ok || !plain || err != nil || !got.Equal(want) ||
			got.Format(time.RFC3339Nano) != want.Format(time.RFC3339Nano) {
			t.Errorf("%s: got %v %v, want %v %v", text, got, ok, want, err)
		}
	}
	for _, text := range []string{"1998-12-31T23:59:60Z", "1998-12-31T15:59:60.5-08:00"} {
		got, plain, ok := readTime(text)
		if midnight := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC); !ok || !plain ||
			!got.Truncate(time.Second).Equal(midnight) {
			t.Errorf("the leap second %s reads as %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "1998-12-31T23:59:61Z", "1998-12-31T23:59:60+01:00",
		"2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2023-13-01T00:00:00Z",
		"2023-12-32T00:00:00Z",
	} {
		if _, _, ok := readTime(text); ok {
			t.Errorf("%s is taken", text)
		}
	}
}

// A date-time is read the short way where it is written as almost all are, and one with an escape the long way.
// Whatever stands at one place of it, both say the same.
func TestBothWaysReadDateTimesAlike(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"2026-11-20T10:15:09Z", "2000-02-29T23:59:59Z", "1900-02-28T00:00:00Z", "2023-08-29T15:34:56+03:00",
		"2026-11-20T09:15:42.318Z", "2026-11-20T09:15:42.5-08:00",
	} {
		for at := range len(good) {
			for c := byte(' '); c < 0x7f; c++ {
				if c == '"' || c == '\\' {
					continue
				}
				text := good[:at] + string(c) + good[at+1:]
				got, plain, ok := readTime(text)
				want, wantPlain, wantOK := readTime(`\u00` + fmt.Sprintf("%02x", text[0]) + text[1:])
				if !got.Equal(want) || plain != wantPlain || ok != wantOK {
					t.Errorf("%s: %v, %v, %v; with an escape %v, %v, %v", text, got, plain, ok, want, wantPlain, wantOK)
				}
			}
		}
	}
}
