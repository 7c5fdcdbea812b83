package xpayments

import (
	"bytes"

	"github.com/strictpay/strictpay/runtime/xmlread"
)

// asides are what can stand in XML beside tags and text: how it begins and how it ends.
var asides = [...]struct{ begin, end []byte }{
	{[]byte("<![CDATA["), []byte("]]>")},
	{[]byte("<!--"), []byte("-->")},
	{[]byte("<?"), []byte("?>")},
	{[]byte("<"), []byte(">")},
}

// decodeEntities decodes the entities of a document's texts. A decoded text goes into a CDATA section: with < or & in it, it would be markup otherwise.
// What is no XML comes out as no XML.
func decodeEntities(document []byte) []byte {
	if bytes.IndexByte(document, '&') < 0 {
		return document
	}
	out := make([]byte, 0, len(document)+64)
	for len(document) > 0 {
		n := bytes.IndexByte(document, '<')
		if n < 0 {
			n = len(document)
		}
		out = appendText(out, document[:n])
		document = document[n:]
		n = markup(document)
		out = append(out, document[:n]...)
		document = document[n:]
	}
	return out
}

// markup is how long the tag or section at the beginning of document is.
func markup(document []byte) int {
	for _, a := range asides {
		if !bytes.HasPrefix(document, a.begin) {
			continue
		}
		if n := bytes.Index(document[len(a.begin):], a.end); n >= 0 {
			return len(a.begin) + n + len(a.end)
		}
		break
	}
	return len(document)
}

func appendText(out, text []byte) []byte {
	decoded := xmlread.DecodeText(string(text))
	if decoded == string(text) {
		return append(out, text...)
	}
	out = append(out, "<![CDATA["...)
	out = append(out, bytes.ReplaceAll([]byte(decoded), []byte("]]>"), []byte("]]]]><![CDATA[>"))...)
	return append(out, "]]>"...)
}
