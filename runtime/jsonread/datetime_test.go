package jsonread

import (
	"testing"
	"time"
)

// Every day of every year that a date-time can name.
func TestDaysAgreeWithTime(t *testing.T) {
	for day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 10000; day = day.AddDate(0, 0, 1) {
		if got := int64(daysTo(day.Year(), int(day.Month()), day.Day())) * 86400; got != day.Unix() {
			t.Fatalf("%s: %d seconds, want %d", day, got, day.Unix())
		}
		if day.Day() == 1 {
			if got, want := lastDay(day.Year(), int(day.Month())), day.AddDate(0, 1, -1).Day(); got != want {
				t.Fatalf("%s: %d days, want %d", day, got, want)
			}
		}
	}
}

func TestParseTimeAgreesWithTime(t *testing.T) {
	for _, text := range []string{
		"2023-08-29T15:34:56+03:00", "2023-08-29T15:34:56.123456789-03:30", "0000-01-01T00:00:00Z",
		"0000-02-29T23:59:59Z",
		"9999-12-31T23:59:59.9+23:59", "2024-02-29T00:00:00Z", "1969-12-31T23:59:59-00:00", "1970-01-01T00:00:00Z",
	} {
		got, plain, ok := parseTime([]byte(text))
		want, err := time.Parse(time.RFC3339, text)
		if !ok || !plain || err != nil || !got.Equal(want) ||
			got.Format(time.RFC3339Nano) != want.Format(time.RFC3339Nano) {
			t.Errorf("%s: got %v %v, want %v %v", text, got, ok, want, err)
		}
	}
	for _, text := range []string{"1998-12-31T23:59:60Z", "1998-12-31T15:59:60.5-08:00"} {
		got, plain, ok := parseTime([]byte(text))
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
		if _, _, ok := parseTime([]byte(text)); ok {
			t.Errorf("%s is taken", text)
		}
	}
}
