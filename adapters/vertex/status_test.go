package vertex_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
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

// The parts and texts are those of the specification's tables, each row of which has a constant here.
func TestStatusCodesAreThoseOfTheTables(t *testing.T) {
	t.Parallel()
	known := map[string]vertex.StatusCode{}
	for _, c := range []vertex.StatusCode{vertex.StatusSuccess, vertex.StatusGatewayTimeout,
		vertex.StatusProviderWindow,
		vertex.StatusMerchantWindow, vertex.StatusNoSuitableMethod, vertex.StatusMismatch} {
		known[c.String()] = c
	}
	origins := []string{vertex.OriginSystem.String(), vertex.OriginProvider.String()}
	var areas []string
	for a := vertex.AreaGeneral; a <= vertex.AreaParticipants; a++ {
		areas = append(areas, a.String())
	}
	for _, table := range vertexapi.API.Tables {
		for i, row := range table.Rows {
			switch table.Name {
			case "status_code":
				c, ok := known[row.Code]
				if !ok || !c.Known() || row.Text != "" && c.Text() != row.Text || c.Text() == "" {
					t.Errorf("%s: %q, known %v", row.Code, c.Text(), c.Known())
				}
				delete(known, row.Code)
			case "status_source":
				if row.Text != origins[i] {
					t.Errorf("origin %s is %q, want %q", row.Code, origins[i], row.Text)
				}
			case "status_scenario":
				if row.Text != areas[i] {
					t.Errorf("area %s is %q, want %q", row.Code, areas[i], row.Text)
				}
			}
		}
	}
	if len(known) > 0 {
		t.Errorf("the specification lacks %v", known)
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
