package receive_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

func whole(except ...string) *spec.Webhook {
	return &spec.Webhook{Name: "reported", MediaType: "application/json", DeduplicateExcept: except}
}

// What a serializer may write in another way does not count.
func TestOneDocumentHasOneKey(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{`{"a":1,"b":[{"c":"x","d":null},true]}`,
			"\ufeff { \"b\" : [ {\"d\":null , \"c\":\"x\"}, true ],\n\t\"a\":1 } ",
			`{"b":[{"c":"\u0078","d":null},true],"\u0061":1}`},
		{`{"url":"https://a/b","name":"ä"}`, `{"name":"\u00e4","url":"https:\/\/a\/b"}`},
		{`{"a":"\"","b":"\\"}`, `{"b":"\u005c","a":"\u0022"}`},
		{`{}`, ` { } `},
		{`{"status":1,"statusCode":-2.5e3,"statusText":true,"data":null}`,
			"{\"statusText\": true ,\n\"statusCode\" : -2.5e3, \"data\": null,\r\n\"status\":\t1\n}",
			`{"statusTex\u0074":true,"data":null,"status":1,"statusCode":-2.5e3}`},
	} {
		for _, text := range same[1:] {
			if receive.Key(whole(), []byte(same[0]), false) != receive.Key(whole(), []byte(text), false) {
				t.Errorf("%s\n%s\nhave two keys", same[0], text)
			}
		}
	}
}

// Everything that can be said counts, wherever it stands.
func TestEveryDifferenceHasAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	keys := map[string]string{}
	for _, text := range []string{
		`{}`, `{"a":1}`, `{"a":2}`, `{"a":"1"}`, `{"a":1.0}`, `{"a":null}`, `{"a":"null"}`, `{"a":[]}`, `{"a":{}}`,
		`{"a":[1]}`, `{"a":[[1]]}`,
		`{"a":[1,2]}`, `{"a":[2,1]}`, `{"a":[12]}`, `{"A":1}`, `{"a":{"b":1}}`, `{"a":{},"b":1}`, `{"a":1,"b":1}`,
		`{"a":"","b":1}`,
		`{"a":"1,\"b\":1"}`, `{"a,":1}`, `{"a":"x","b":"y"}`, `{"a":"y","b":"x"}`, `{"a":true}`,
		`{"a":[{"b":1},{"c":1}]}`, `{"a":[{"b":1,"c":1}]}`, `{"a":[{"c":1},{"b":1}]}`,
	} {
		key := receive.Key(whole(), []byte(text), false)
		if other := keys[key]; other != "" {
			t.Errorf("%s and %s have one key", other, text)
		}
		if !strings.HasPrefix(key, "reported:") || len(key) != len("reported:")+32 {
			t.Errorf("the key of %s is %q", text, key)
		}
		keys[key] = text
	}
}

func TestMembersThatARepeatChanges(t *testing.T) {
	t.Parallel()
	hook := whole("/requestId", "/meta/sent")
	key := func(text string) string { return receive.Key(hook, []byte(text), false) }
	first := key(`{"a":1,"requestId":"1","meta":{"sent":{"at":1},"n":1}}`)
	for _, same := range []string{`{"a":1,"meta":{"n":1,"sent":2},"requestId":"2"}`, `{"a":1,"meta":{"n":1}}`,
		`{"request\u0049d":"2","meta":{"n":1,"sent":"x"},"a":1}`} {
		if key(same) != first {
			t.Errorf("%s has another key", same)
		}
	}
	for _, other := range []string{`{"a":2,"meta":{"n":1}}`, `{"a":1,"meta":{"n":2}}`,
		`{"a":1,"meta":{"n":1},"sent":1}`, `{"a":1,"meta":{"n":1,"requestId":1}}`} {
		if key(other) == first {
			t.Errorf("%s has the same key", other)
		}
	}
}

// Where the provider gives a delivery a name, the specification lists it, and nothing else counts.
func TestMembersThatNameADelivery(t *testing.T) {
	t.Parallel()
	hook := &spec.Webhook{Name: "reported", MediaType: "application/json", Deduplicate: []string{"/id", "/data/n"}}
	key := func(text string) string { return receive.Key(hook, []byte(text), false) }
	first := key(`{"x":{"id":2},"id":1,"data":{"n":"a","z":1}}`)
	if key(`{"data":{"z":[2],"n":"\u0061"},"id":1}`) != first {
		t.Error("members beside those that are listed count")
	}
	for _, other := range []string{`{"id":2,"data":{"n":"a"}}`, `{"id":1,"data":{"n":"b"}}`, `{"id":1}`,
		`{"data":{"n":"a"}}`, `{"data":{"n":1}}`, `{"id":"a"}`} {
		if key(other) == first {
			t.Errorf("%s has the same key", other)
		}
	}
	// Without any of them two different documents are not one.
	if key(`{"x":1}`) == key(`{"x":2}`) {
		t.Error("documents that have no listed member have one key")
	}
}

// What was not read without violation is named by its bytes.
func TestKeysOfWhatIsBroken(t *testing.T) {
	t.Parallel()
	hook := whole()
	if receive.Key(hook, []byte(`{"a":1}`), true) == receive.Key(hook, []byte(`{ "a":1}`), true) {
		t.Error("white space does not count in a document with a violation")
	}
	if receive.Key(hook, []byte(`{"a":1}`), true) == receive.Key(hook, []byte(`{"a":1}`), false) {
		t.Error("a violation and a good document have one key")
	}
	keys := map[string]string{}
	for _, text := range []string{"", "{", "[", `"`, `"\`, "nul", "{}{}", `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{1:2}`,
		`[1`, `[1,`, `{"a":"\x"}`, strings.Repeat("[", 200)} {
		for _, violated := range []bool{true, false} {
			key := receive.Key(hook, []byte(text), violated)
			if other, there := keys[key]; there && other != text {
				t.Errorf("%q and %q have one key", other, text)
			}
			keys[key] = text
		}
	}
	xml := &spec.Webhook{Name: "reported", MediaType: "application/xml"}
	if receive.Key(xml, []byte("<a>1</a>"), false) == receive.Key(xml, []byte("<a>2</a>"), false) {
		t.Error("two XML documents have one key")
	}
}

// A key costs little more than the hash: no tree and no maps are built.
func TestKeysAllocateLittle(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"data":[`)
	for i := range 100 {
		fmt.Fprintf(&text, `{"id":%d,"name":"n\u0041","z":{"y":1,"x":2}},`, i)
	}
	text.WriteString(`{}]}`)
	hook, body := whole(), []byte(text.String())
	// A text with an escape costs what encoding/json costs to read it.
	if n := testing.AllocsPerRun(20, func() { receive.Key(hook, body, false) }); n > 600 {
		t.Errorf("%.0f allocations for 100 objects", n)
	}
	body = []byte(strings.ReplaceAll(string(body), `\u0041`, "A"))
	if n := testing.AllocsPerRun(20, func() { receive.Key(hook, body, false) }); n > 30 {
		t.Errorf("%.0f allocations for 100 objects without escapes", n)
	}
}
