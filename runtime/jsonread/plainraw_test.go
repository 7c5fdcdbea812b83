package jsonread

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// rawTexts are JSON of every form, broken and repeated members among it.
var rawTexts = []string{
	"{}", " {} ", "[]", "", " ", "1", "-0.5e+3", "01", "1.", "-", "true", "truex", "null", "nul", `"a"`, `"a`,
	`{"a":1}`,
	`{"a":1}x`, `{"a":1} {}`, `{"a":1,"a":2}`, `{"a":1,"b":{"c":[1,2,{"d":null}]}}`, `{"a":{"b":1,"b":1}}`,
	`{"a":[{"b":1,"b":1}]}`,
	`{"a":1,"\u0061":2}`, `{"a":"\n"}`, `{"a":"\q"}`, "{\"a\":\"\n\"}", "{\"\xff\":1}", "{\"a\":\"\xd0\"}",
	"{\"a\":\"\xd0\x9f, \xe2\x82\xac\"}", "{\"\xd0\x9f\":1,\"\xd0\x9f\":1}", `{"a" : 1 , "b" : 2 }`, `{"a":1,}`, `{,}`,
	`{"a"}`, `{"a":}`, `{"a" 1}`, `{a:1}`, `[1,]`, `[,1]`, `[1 2]`, `[1}`, `{"a":1]`, `{"a":01}`, `{"a":1.}`,
	`{"a":tru}`,
	"\xef\xbb\xbf{}", `{"":1,"":1}`, `{"1":1,"2":2,"3":3,"4":4,"5":5,"6":6,"7":7,"8":8}`,
	`{"1":1,"2":2,"3":3,"4":4,"5":5,"6":6,"7":7,"8":8,"9":9,"1":1}`,
	strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70), strings.Repeat("[", 70) + strings.Repeat("]", 70),
	strings.Repeat(`{"a":`, 7) + "1" + strings.Repeat("}", 7), strings.Repeat("[", 8) + strings.Repeat("]", 8),
}

// sameAsReader holds the short look at JSON of a caller against a Reader: it passes nothing that a Reader notes.
func sameAsReader(t *testing.T, data []byte) (passed bool) {
	t.Helper()
	if plainRaw(data, plainObject) {
		if devs := ReadInto(data, rawObject{}); len(devs.List) > 0 {
			t.Fatalf("%q passes for an object, and a Reader finds %v", data, devs.List)
		}
		passed = true
	}
	if plainRaw(data, plainValue) {
		if devs := ReadInto(data, rawValue{}); len(devs.List) > 0 {
			t.Fatalf("%q passes, and a Reader finds %v", data, devs.List)
		}
		passed = true
	}
	return passed
}

func TestRawObjectsPassAsWithAReader(t *testing.T) {
	t.Parallel()
	passed := 0
	for _, text := range rawTexts {
		if sameAsReader(t, []byte(text)) {
			passed++
		}
		for i := range text { // one byte less, one more, another one
			sameAsReader(t, []byte(text[:i]+text[i+1:]))
			for _, c := range []byte("\" {}[],:\\0ea\x00\x7f\xd0") {
				sameAsReader(t, []byte(text[:i]+string([]byte{c})+text[i:]))
				sameAsReader(t, []byte(text[:i]+string([]byte{c})+text[i+1:]))
			}
		}
	}
	tokens := strings.Fields(`{ } [ ] , : "a" "b" "ж" 1 -2.5 null true`)
	for range 100_000 {
		var b strings.Builder
		for range rand.IntN(14) {
			b.WriteString(tokens[rand.IntN(len(tokens))])
		}
		sameAsReader(t, []byte(b.String()))
	}
	if passed < 12 {
		t.Errorf("%d of %d texts pass; the common ones should", passed, len(rawTexts))
	}
}

func FuzzRawObjects(f *testing.F) {
	for _, text := range rawTexts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { sameAsReader(t, data) })
}
