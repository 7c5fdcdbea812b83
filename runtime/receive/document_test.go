package receive

import (
	"testing"

	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
)

type skipped struct{}

func (skipped) ReadJSON(r *jsonread.Reader) { r.Skip() }

// Documents as providers write them are written from the places that were noted, others are scanned.
func TestWhichDocumentsAreWrittenFromPlaces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{}`: true, `{"b":{"d":1,"c":[{"y":1,"x":2}]},"a":"x"}`: true, "{\n  \"b\": 1,\n  \"a\": null\n}\n": true,
		`{"a":"\u0041"}`: false, "\ufeff{\"a\":1}": false, `{"a" :1}`: false, `[{"a":1}]`: false, `"a"`: false,
	} {
		s := &scanner{data: []byte(text)}
		if devs := jsonread.ReadPlaces(s.data, skipped{}, &s.places); devs.Violated() {
			t.Fatalf("%s: %v", text, devs.List)
		}
		if got := s.placedDocument(nil); got != want || !got && len(s.out) > 0 {
			t.Errorf("%s: %v, %q", text, got, s.out)
		}
	}
}

// What a scanner keeps for the next document has nothing of the last one.
func TestScannersKeepNoDocument(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"secret2":"pan4","secret1":{"pan":"4"}}`, `{"secret2":"pan4","secret1":"\u0034"}`,
		`{"secret2":"pan4","secret1":{"pan" :4},`} {
		s := &scanner{data: []byte(text)}
		devs := jsonread.ReadPlaces(s.data, skipped{}, &s.places)
		s.key(&spec.Webhook{Name: "reported", MediaType: "application/json"}, []byte(text), devs.Violated())
		s.clear()
		for _, b := range [][]byte{s.out[:cap(s.out)], s.sorted[:cap(s.sorted)]} {
			for _, c := range b {
				if c != 0 {
					t.Fatalf("%s: %q is kept", text, b)
				}
			}
		}
		for _, m := range s.members[:cap(s.members)] {
			if m.begin != 0 {
				t.Errorf("%s: the begin of a name is kept", text)
			}
		}
	}
}
