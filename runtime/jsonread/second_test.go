package jsonread

import (
	"testing"
	"time"
)

// Date-times in whole seconds of UTC take the short way.
func TestWholeSecondsTakeTheShortWay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"2026-11-20T10:15:09Z", "2000-02-29T23:59:59Z", "1900-02-28T00:00:00Z", "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z",
	} {
		want, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := parseSecond((*[20]byte)([]byte(text))); !ok || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
}
