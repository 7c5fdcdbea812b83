package main

import (
	"strings"
	"unicode"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// signature is that of all webhooks, nil where they have none.
func (ms *models) signature() *openapi.Signature {
	if len(ms.doc.Webhooks) == 0 {
		return nil
	}
	return ms.doc.Webhooks[0].Signature
}

// signatureNames are the constants of emitSignature.
func (ms *models) signatureNames() []string {
	s := ms.signature()
	switch {
	case s == nil:
		return nil
	case s.Basic:
		return []string{"SignatureBasic"}
	}
	return []string{"HeaderSignature", "Signature" + words(s.Algorithm.Value) + "In" + words(s.Encoding.Value)}
}

// emitSignature writes what proves where a webhook is from. The algorithm is in the name of a constant that adapters
// refer to: a specification that says another one does not compile with code that makes the old one.
func (ms *models) emitSignature(w *writer) {
	s, names := ms.signature(), ms.signatureNames()
	switch {
	case s == nil:
		return
	case s.Basic:
		w.comment("", names[0]+" says that callbacks carry a login and a password and no signature. Adapters refer to it.")
		w.p("const %s = true\n", names[0])
		return
	}
	w.p("// HeaderSignature is the header that proves where a callback is from.\nconst HeaderSignature = %q\n", s.Header.Value)
	w.comment("", names[1]+" is how it is made. Adapters refer to it by this name, so that another algorithm does not "+
		"compile with code for this one.")
	w.p("const %s = %q\n", names[1], s.Algorithm.Value+", "+s.Encoding.Value)
}

// words writes the words of a text as one name.
func words(text string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(camelUpper(word))
	}
	return b.String()
}
