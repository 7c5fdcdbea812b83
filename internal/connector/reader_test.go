package connector

import (
	"encoding/json"
	"os"
	"testing"
)

// The vectors hold what the real readers made of each document.
func TestReadIsWhatConnectorsRead(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../adapters/xpayments/seal/testdata/vectors/response_xml.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Responses []struct {
			Name string
			XML  string
			Tree struct{ Data Tree } `json:"tree_read_by_real_connectors"`
		}
	}
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors.Responses) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, v := range vectors.Responses {
		got, ok := Read(v.XML)
		if !ok || text(t, got) != text(t, v.Tree.Data) {
			t.Errorf("%s: %s\nwant %s", v.Name, text(t, got), text(t, v.Tree.Data))
		}
	}
}

func text(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestReadDeletesDuplicates(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		"<data><a>1</a><a>2</a></data>":                         `{"a":"2"}`,
		`<data><a type="cell">1</a><a type='cell'>1</a></data>`: `{"a":["1","1"]}`,
		`<data><a type="cell">1</a><a type="cell">1</a></data>`: `{"a":["1"]}`,
		"<data><b>1</b><c><b>1</b><d>2</d></c></data>":          `{"b":"1","c":{"d":"2"}}`,
		"<data><a/><b>1</b></data>":                             `{"b":"1"}`,
		"<data><a> x &amp; <![CDATA[y]]> </a></data>": `{"a":" x \u0026amp; ` +
			`\u003c![CDATA[y]]\u003e "}`,
		"<data><message>a < b</message><n>1</n></data>":                         `{"message":"a \u003c b","n":"1"}`,
		"<?xml version=\"1.0\"?><data><3dsecure><x></x></3dsecure></data>stray": `{"3dsecure":{"x":""}}`,
	} {
		got, ok := Read(document)
		if !ok || text(t, got) != want {
			t.Errorf("%s: %s, want %s", document, text(t, got), want)
		}
	}
	for _, document := range []string{"", "<html></html>", "<data>", "<data></data>"} {
		if got, ok := Read(document); ok {
			t.Errorf("%q: %v", document, got)
		}
	}
}
