package jsonread_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

// Times are written as package time writes them.
func TestAppendTime(t *testing.T) {
	t.Parallel()
	check := func(v time.Time) {
		if got, want := string(jsonread.AppendTime(nil, v)), v.Format(`"`+time.RFC3339Nano+`"`); got != want {
			t.Fatalf("%v is written %s, want %s", v, got, want)
		}
	}
	zones := []*time.Location{
		time.UTC, time.FixedZone("", 0), time.FixedZone("", 2*3600), time.FixedZone("", -5*3600-1800), time.Local,
	}
	for _, nanos := range []int{0, 1, 999_999_999, 1e6, 10e6, 100e6, 120e6, 123e6, 203e6, 999e6, 120_000_001} {
		for _, year := range []int{-1, 0, 1, 999, 1970, 2026, 9999, 10_000, 123_456} {
			for _, zone := range zones {
				check(time.Date(year, 3, 2, 12, 51, 49, nanos, zone))
				check(time.Date(year, 12, 31, 23, 59, 59, nanos, zone))
			}
		}
	}
	for range 20_000 {
		check(time.UnixMilli(rand.Int64N(8e14) - 4e14).UTC())
	}
}
