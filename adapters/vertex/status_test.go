package vertex_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/strictpay/strictpay/adapters/vertex"
)

func TestParseStatusCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text         string
		want         vertex.StatusCode
		origin, area string
		known, tech  bool
	}{
		{"0", vertex.StatusSuccess, "success", "", true, false},
		{"1-01-01", vertex.StatusGatewayTimeout, "system", "general", true, false},
		{"1-01-02", vertex.StatusProviderWindow, "system", "general", true, false},
		{"1-01-03", vertex.StatusMerchantWindow, "system", "general", true, false},
		{"1-03-02", vertex.StatusNoSuitableMethod, "system", "payment method definition", true, false},
		{"2-07-04", vertex.StatusMismatch, "provider", "payment processing", true, false},
		{"2-04-99", vertex.StatusCode{Origin: 2, Area: vertex.Area3DS, Number: 99}, "provider", "3DS", false, true},
		{"1-02-10", vertex.StatusCode{Origin: 1, Area: vertex.AreaValidation, Number: 10}, "system",
			"request validation", false, false},
		{"1-05-01", vertex.StatusCode{Origin: 1, Area: vertex.AreaAntifraud, Number: 1}, "system", "antifraud", false,
			false},
		{"2-06-01", vertex.StatusCode{Origin: 2, Area: vertex.AreaLimits, Number: 1}, "provider", "limits", false,
			false},
		{"2-08-00", vertex.StatusCode{Origin: 2, Area: vertex.AreaParticipants}, "provider", "participant actions",
			false, false},
		{"3-11-02", vertex.StatusCode{Origin: 3, Area: 11, Number: 2}, "", "", false, false},
	} {
		got, err := vertex.ParseStatusCode(c.text)
		if err != nil || got != c.want || got.String() != c.text || got.Known() != c.known ||
			(got.Text() != "") != c.known || got.Technical() != c.tech {
			t.Errorf("%s: got %v (%q), %v", c.text, got, got.Text(), err)
		}
		if got.Origin.String() != c.origin || got.Area.String() != c.area || got.Success() != (c.text == "0") {
			t.Errorf("%s: origin %q, area %q", c.text, got.Origin, got.Area)
		}
		text, err := json.Marshal(map[string]vertex.StatusCode{"c": got})
		var back map[string]vertex.StatusCode
		if err != nil || json.Unmarshal(text, &back) != nil || back["c"] != got {
			t.Errorf("%s: round trip by %s", c.text, text)
		}
	}
	for _, text := range []string{"", "00", "1", "0-00-00", "0-01-01", "1-1-1", "1-01-1", "1-01-001", "11-01-01",
		"1_01_01", "1-01-01 ", " 1-01-01", "1-0a-01", "a-01-01", "1-01--1", "1-01-٠", "-1-01-0"} {
		if c, err := vertex.ParseStatusCode(text); !errors.Is(err, vertex.ErrStatusCode) || c != (vertex.StatusCode{}) {
			t.Errorf("%q: %v, %v", text, c, err)
		}
	}
	var c vertex.StatusCode
	if err := json.Unmarshal([]byte(`"none"`), &c); !errors.Is(err, vertex.ErrStatusCode) {
		t.Errorf("got %v", err)
	}
}

func FuzzParseStatusCode(f *testing.F) {
	for _, s := range []string{"0", "1-01-01", "2-07-04", "", "9-99-99", "1-01-0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := vertex.ParseStatusCode(text)
		if err == nil && c.String() != text {
			t.Fatalf("%q reads as %s", text, c)
		}
		if err != nil && c != (vertex.StatusCode{}) {
			t.Fatalf("%q: a value beside an error", text)
		}
	})
}
