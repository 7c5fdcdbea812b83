package main

import (
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
	return []string{"HeaderSignature"}
}

// emitSignature writes what proves where a webhook is from. How a signature is made is in the data of the webhooks,
// which runtime/signature reads.
func (ms *models) emitSignature(w *writer) {
	s, names := ms.signature(), ms.signatureNames()
	switch {
	case s == nil:
		return
	case s.Basic:
		w.comment("", names[0]+" says that callbacks carry a login and a password and no signature. Adapters refer "+
			"to it.")
		w.p("const %s = true\n", names[0])
		return
	}
	w.p("// HeaderSignature is the header that proves where a callback is from.\nconst HeaderSignature = %q\n",
		s.Header.Value)
}
