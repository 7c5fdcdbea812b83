package xpayments

import (
	"testing"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// What is decoded reads as its characters, whatever they are; all else stays, byte by byte.
func TestDecodeEntities(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, message string }{
		{"plain", "plain"},
		{"R&amp;D", "R&D"},
		{"R&D &nbsp; &", "R&D &nbsp; &"},
		{"&lt;b&gt; &#38; &#x3C;/message&gt;", "<b> & </message>"},
		{"&amp;lt;", "&lt;"},
		{"]]&gt;&amp;]]&gt;", "]]>&]]>"},
		{"<![CDATA[&amp; > ]]>&amp;", "&amp; > &"},
		{"<!-- &amp; > -->&amp;", "&"},
		{"<?x &amp; > ?>&amp;", "&"},
	} {
		document := "<data><message>" + c.text + "</message><status>1</status><error></error><error_message></error_message></data>"
		v := new(xpaymentsapi.OperationResult)
		devs := xmlread.ReadInto(decodeEntities([]byte(document)), "data", v)
		if len(devs.List) > 0 || v.Message == nil || *v.Message != c.message {
			t.Errorf("%s: %v, %v", c.text, v, devs.List)
		}
	}
	for _, broken := range []string{"", "&amp;", "<data>&amp;", "<data", "<![CDATA[&amp;", "<!-- &amp;", "<data>&amp;</dat", "&amp;<", "<a b='>'>&amp;</a>"} {
		v := new(xpaymentsapi.OperationResult)
		devs := xmlread.ReadInto(decodeEntities([]byte(broken)), "data", v)
		if !devs.Violated() {
			t.Errorf("%q reads", broken)
		}
	}
}

func FuzzDecodeEntities(f *testing.F) {
	f.Add("<data><message>R&amp;D</message></data>")
	f.Add("<data><![CDATA[&amp;]]>&lt;</data>")
	f.Fuzz(func(t *testing.T, document string) {
		plain, decoded := new(xpaymentsapi.OperationResult), new(xpaymentsapi.OperationResult)
		before := xmlread.Decoder{Entities: true}.Decode([]byte(document), "data", plain)
		after := xmlread.ReadInto(decodeEntities([]byte(document)), "data", decoded)
		if before.Violated() || after.Violated() {
			return
		}
		if plain.Message != nil && (decoded.Message == nil || *plain.Message != *decoded.Message) {
			t.Errorf("%q, want %q", *decoded.Message, *plain.Message)
		}
	})
}
