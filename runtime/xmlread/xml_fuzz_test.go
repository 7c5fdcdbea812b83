package xmlread

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
)

// An xmlAny reads any document into strictpay.Pairs.
type xmlAny struct{ pairs strictpay.Pairs }

func (v *xmlAny) ReadXML(r *Reader) { r.Pairs(&v.pairs) }

func (v *xmlAny) write() []byte {
	var w Writer
	w.Open("data", false)
	w.Text("first", "")
	w.Pairs("rest", v.pairs)
	w.Close("data")
	return w.Bytes()
}

// Nothing that comes panics, all findings are bounded and have a place, and what is read without a finding is written
// and read back as it was.
func FuzzReadXML(f *testing.F) {
	for _, doc := range []string{
		"", "<data/>", xmlHead + "</data>", xmlHead + "<words type='cell'/><words>a</words></data>",
		xmlHead + "<card><last4>1</last4><a type=\"cell\"><b>&lt;</b></a><a type=\"cell\">&#8364;</a></card></data>",
		"<?xml version=\"1.0\"?><data><!-- a " +
			"--><status><![CDATA[2]]></status>\n<3dsecure><імя>x</імя></3dsecure></data>\n",
		"<html><body><br></html>", "<!DOCTYPE a><data/>", "<data><status>2<message>x</message></data>",
		"<data>2</status></data>",
		strings.Repeat("<data>", 70), "<data a='1' b=\"2\" a=''></data>", "\xef\xbb\xbf<data/>", "<data>\xff</data>",
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var model xmlPayment
		found := ReadInto(doc, "data", &model)
		if len(found.List) > strictpay.MaxKept || found.Dropped > 0 && len(found.List) < strictpay.MaxKept {
			t.Fatalf("%d kept, %d dropped", len(found.List), found.Dropped)
		}
		syntax := 0
		for _, d := range found.List {
			if d.Kind == strictpay.KindSyntax && d.Severity == strictpay.Violation {
				syntax++
			}
			if d.Pointer != "" && d.Pointer[0] != '/' {
				t.Fatalf("pointer %q", d.Pointer)
			}
			if d.Kind != strictpay.KindSyntax && d.Pointer == "" {
				t.Fatalf("%s without a pointer", d.Kind)
			}
		}
		var open xmlAny
		decoder := Decoder{Entities: true}
		devs := decoder.Decode(doc, "data", &open)
		// Where a document breaks depends on the model: what is markup in a container is text in a text.
		if syntax > 1 {
			t.Fatalf("a document breaks once: %v", found.List)
		}
		if devs.Violated() {
			return
		}
		once := open.write()
		var again xmlAny
		if devs := decoder.Decode(once, "data", &again); len(devs.List) > 0 {
			t.Fatalf("%q: %v", once, devs.List)
		}
		rest, _ := find(again.pairs, "rest")
		if twice := (&xmlAny{rest.Children}).write(); string(twice) != string(once) {
			t.Fatalf("%q became %q", once, twice)
		}
	})
}

func find(v strictpay.Pairs, name string) (strictpay.Pair, bool) {
	for _, p := range v {
		if p.Name == name {
			return p, true
		}
	}
	return strictpay.Pair{}, false
}
