package receive_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A reading is a model that reads a document in some way.
type reading func(r *jsonread.Reader)

func (read reading) ReadJSON(r *jsonread.Reader) { read(r) }

func (read reading) ReadDocument(data []byte, _ spec.Decoding) strictpay.Deviations {
	return jsonread.ReadInto(data, read)
}

var shape = jsonread.Shape{Type: "Shape", Members: []string{"t", "d", "a"}}

// once passes over the document from front to back.
func once(r *jsonread.Reader) { r.Skip() }

// ahead looks for a member before it reads the object, and comes back to another when it was read.
func ahead(r *jsonread.Reader) {
	r.Selected("t")
	if !r.Object(&shape) {
		return
	}
	var deferred jsonread.Mark
	for name := r.NextName(); name != nil; name = r.NextName() {
		switch string(name) {
		case "d":
			deferred = r.Defer()
		case "t":
			ahead(r)
		case "a":
			if r.Array("list") {
				for r.Item() {
					ahead(r)
				}
				r.EndArray()
			}
		default:
			r.Skip()
		}
	}
	r.Resume(deferred, "d", func() { ahead(r) })
	r.End(new(jsonread.Seen), 0)
}

// received is the key of a callback that was received, and whether it is in violation.
func received(hook *spec.Webhook, body []byte) (key string, violated bool) {
	event, err := receive.Receive[reading](hook, func(http.Header, []byte) error { return nil }, nil, body)
	return event.Key, err != nil
}

// FuzzPlaces holds the key of a callback, of which the reader noted where members stand, against that of its bytes.
func FuzzPlaces(f *testing.F) {
	long := strings.Repeat("x", 70)
	for _, text := range []string{
		`{}`, ` { } `, `{"a":1}`, `{"b":{"c":1,"a":{}},"a":[{"z":1,"y":{"x":[]}},{}],"t":"x"}`, `[{"a":1}]`, `"a"`,
		`{"d":{"b":1,"a":2},"t":{"d":[1, 2 ],"a":[]},"c":"\u0041"}`, "\ufeff{\"b\":1,\"a\":2}", `{"a":[],"t":{}}`,
		"{\n  \"t\" : 1,\n  \"requestId\":\t{\"b\": null , \"a\" :2},\r\n\"meta\":{\"sent\":1,\"n\":[ ]}}",
		`{"a":{},"t":[],"d":{}}`, `{"` + long + `b":"` + long + `","` + long + `a":1}`, `{"":1,"a":{"":2}}`,
		`{"m":1,"l":2,"k":3,"j":4,"i":5,"h":6,"g":7,"f":8,"e":9,"d":{"r":1,"q":2},"c":1,"b":2,"a":[{"v":1,"u":2}]}`,
	} {
		f.Add([]byte(text))
	}
	hooks := []*spec.Webhook{whole(), whole("/requestId", "/meta/sent", "/t/d", "/")}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) == 0 {
			return
		}
		for _, hook := range hooks {
			for _, read := range []reading{once, ahead} {
				hook.API, hook.New = &spec.API{}, func() spec.Model { return read }
				for range 2 { // the order of members is tried again
					got, violated := received(hook, body)
					if want := receive.Key(hook, body, violated); got != want {
						t.Fatalf("%q: received with the key %s, its bytes have %s", body, got, want)
					}
				}
			}
		}
	})
}
