package damage

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/specs"
)

func TestTreesAreWrittenAsTheyWereRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{}`, ` [ ] `, "{\n \"a\" : [ 1 , 2.50e+1 ] ,\t\"a\":\"\\u0061\\\"\\/\" , \"\" : {\"b\":null}}\r\n", `"x"`,
		` -0.0 `, `[[],{},true,false]`,
	} {
		n, err := ParseJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		if n.String() != text {
			t.Errorf("%q is written as %q", text, n)
		}
	}
	for _, text := range []string{
		"<?xml version=\"1.0\"?>\n<data><!-- c -->\n <a type=\"cell\" >1</a ><3d/> <b\n/><![CDATA[ ]]></data>\n<!-- " +
			"d -->",
		"<data><c><![CDATA[a < b]]></c>\n</data>",
		"<data></data>", "<data/>",
	} {
		n, err := ParseXML(text)
		if err != nil {
			t.Fatal(err)
		}
		if n.String() != text {
			t.Errorf("%q is written as %q", text, n)
		}
	}
}

func TestExamplesAreWrittenAsTheyWereRead(t *testing.T) {
	t.Parallel()
	read := 0
	err := fs.WalkDir(specs.FS, ".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(path.Dir(file)) != "examples" {
			return err
		}
		data, err := fs.ReadFile(specs.FS, file)
		if err != nil {
			return err
		}
		text, n := string(data), (*Node)(nil)
		switch path.Ext(file) {
		case ".json":
			n, err = ParseJSON(text)
		case ".xml":
			text = "<top>" + text + "</top>"
			n, err = ParseXML(text)
		default:
			return nil
		}
		if err != nil {
			return err
		}
		if read++; n.String() != text {
			t.Errorf("%s is written as %q", file, n)
		}
		return nil
	})
	if err != nil || read < 100 {
		t.Errorf("%d examples, %v", read, err)
	}
}

func TestBrokenTextsAreNoTrees(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", `{"a":1}x`, `{"a" 1}`, "[1,]", "nul"} {
		if n, err := ParseJSON(text); err == nil {
			t.Errorf("%q is read as %q", text, n)
		}
	}
	for _, text := range []string{"", "x", "<a>", "<a></b>", "<a/><b/>", "<a><b></a></b>", "<a", "<a>1</a>x<b"} {
		if n, err := ParseXML(text); err == nil {
			t.Errorf("%q is read as %q", text, n)
		}
	}
}

// Where a document is cut, the place names the member being read, or the container between two.
func TestPlacesOfACutDocument(t *testing.T) {
	t.Parallel()
	const text = `{"a": [10, "x"], "b~/" :{"c":null}}`
	w := writer{noting: true}
	w.document(mustJSON(text))
	for length, want := range map[int]string{
		1: "", 2: "", 4: "/a", 6: "/a", 7: "/a", 8: "/a/0", 9: "/a", 10: "/a", 11: "/a", 12: "/a/1", 14: "/a", 15: "",
		17: "", 22: "/b~0~1",
		24: "/b~0~1", 25: "/b~0~1", 28: "/b~0~1/c", 30: "/b~0~1/c", 33: "/b~0~1", 34: "",
	} {
		if got := w.places[length].pointer; got != want {
			t.Errorf("cut behind %q: %q, want %q", text[:length], got, want)
		}
	}
	if len(w.places) != len(text) {
		t.Errorf("%d places for %d bytes", len(w.places), len(text))
	}
}

func TestPointers(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 200)
	for got, want := range map[string]string{
		below("/a", "b"): "/a/b", below("", ""): "/", below("", "~/"): "/~0~1", item("/a", 0): "/a/0",
		below("", long): "/" + long[:longestName],
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	tree := mustJSON(`{"a":[1,{"x/y":true}],"b":null}`)
	if n := find(tree, "/a/1/x~1y"); n == nil || n.Text != "true" {
		t.Errorf("found %v", n)
	}
	if n := find(tree, "/a/7/x"); n != nil {
		t.Errorf("found %v", n)
	}
}
