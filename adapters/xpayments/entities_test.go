package xpayments_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
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
	} {
		document := "<data><message>" + c.text +
			"</message><status>1</status><error></error><error_message></error_message></data>"
		v := new(xpaymentsapi.OperationResult)
		devs := v.ReadDocument([]byte(document), spec.Decoding{Entities: true})
		if len(devs.List) > 0 || v.Message == nil || *v.Message != c.message {
			t.Errorf("%s: %v, %v", c.text, v, devs.List)
		}
	}
	for _, broken := range []string{"", "&amp;", "<data>&amp;", "<data", "<![CDATA[&amp;", "<!-- &amp;",
		"<data>&amp;</dat", "&amp;<", "<a b='>'>&amp;</a>"} {
		v := new(xpaymentsapi.OperationResult)
		devs := v.ReadDocument([]byte(broken), spec.Decoding{Entities: true})
		if !devs.Violated() {
			t.Errorf("%q reads", broken)
		}
	}
}
