package jsonread

import (
	"testing"
	"time"
)

// Date-times as providers write them take the short way, and what is none of them does not.
func TestPlainDateTimesTakeTheShortWay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"2026-11-20T10:15:09Z", "2000-02-29T23:59:59Z", "1900-02-28T00:00:00Z", "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "2023-08-29T15:34:56+03:00", "2024-03-01T00:30:00+05:30",
		"2023-12-31T23:00:00-08:00", "2024-02-29T00:00:00-00:00",
		"2026-11-20T09:15:42.318Z", "2026-11-20T09:15:42.123456789+03:00",
		"2026-11-20T09:15:42.0Z",
	} {
		want, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		got, length := plainTime([]byte(text + `"`))
		_, offset := got.Zone()
		if _, wanted := want.Zone(); length != len(text) || !got.Equal(want) || offset != wanted {
			t.Errorf("%s: %v, %d", text, got, length)
		}
		if slow, plain, ok := parseTime([]byte(text)); !ok || !plain || slow.String() != got.String() {
			t.Errorf("%s: %v the long way, %v the short one", text, slow, got)
		}
	}
	for _, text := range []string{
		`2026-11-20T10:15:09Z`, `2026-11-20T10:15:09Z,`, `2026-11-20T10:15:09.Z"`, `2026-11-20T10:15:09.5"`,
		`2026-11-20T10:15:09+0300"`,
		`2026-11-20T10:15:09+24:00"`, `2026-11-20T10:15:09+03:60"`, `2026-11-20T10:15:09z"`, `2026-02-29T10:15:09Z"`,
		`2026-11-20T10:15:60Z"`, `2026-11-20T24:15:00Z"`, `2026-11-20 10:15:09Z"`, `2026-11-20T10:15:09+03-00"`,
		`2026-11-20T10:15:09 03:00"`, `2026-11-20T10:15:09+03:00`, `"`, ``,
	} {
		if got, length := plainTime([]byte(text)); length != 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
}
