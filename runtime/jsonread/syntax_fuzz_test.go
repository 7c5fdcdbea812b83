package jsonread_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// FuzzSyntax holds the scanner against encoding/json: both find the same documents well-formed, but for what only
// this reader refuses: invalid UTF-8, lone surrogates, a depth over 64.
func FuzzSyntax(f *testing.F) {
	for _, text := range []string{`{"a":[1,-0.5e+3,true,false,null,"\u00e9\n"]}`, `[01]`, `"\ud83d\ude00"`, `"\ud83d"`,
		" \t\r\n1 ", `{"a":1,}`, "[1 2]", `nulll`, "\"\x7f\x80\"", "", `{"":""}`, `1.`, `-`, `"\u12G4"`, `{"a"}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		devs := jsonread.ReadInto(data, reading(func(r *jsonread.Reader) { r.Skip() }))
		ours := len(devs.List) == 0
		theirs := json.Valid(data)
		if ours && !theirs {
			t.Fatalf("%q passes", data)
		}
		if !ours && theirs && utf8.Valid(data) && !loneSurrogate(data) && depth(data) <= leaf.MaxDepth {
			t.Fatalf("%q is refused: %v", data, devs.List)
		}
	})
}

// loneSurrogate reports whether a well-formed document has an escape of half a pair: encoding/json reads it as U+FFFD.
func loneSurrogate(data []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if text, ok := token.(string); ok && strings.ContainsRune(text, utf8.RuneError) {
			return true // or a real U+FFFD; either way there is nothing to compare
		}
	}
}

func depth(data []byte) (deepest int) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	level := 0
	for {
		token, err := decoder.Token()
		if err != nil {
			return deepest
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			level++
			deepest = max(deepest, level)
		case json.Delim('}'), json.Delim(']'):
			level--
		}
	}
}
