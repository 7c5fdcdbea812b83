package invoke

import (
	"bytes"
	"io"

	"github.com/strictpay/strictpay/runtime/spec"
)

// OpenedBody is the body of an answer that came sealed and was opened on its way here. The call takes the document as it
// is and judges it by what it says: HTTP status and media type are those of the envelope.
func OpenedBody(document []byte) io.ReadCloser {
	return &openedBody{Reader: bytes.NewReader(document), document: document}
}

type openedBody struct {
	*bytes.Reader // for whoever looks at answers between the doer and the call
	document      []byte
}

func (b *openedBody) Close() error { return nil }

// documented is how the specification describes the answer; nil where it does not. A document that was opened is the
// operation's one answer, whatever the HTTP status.
func (c *Call) documented() *spec.Answer {
	if !c.opened {
		return c.op.Answer(c.info.Status)
	}
	for i := range c.op.Answers {
		if c.op.Answers[i].Status < 300 {
			return &c.op.Answers[i]
		}
	}
	return nil
}

// failedStatus reports whether the HTTP status alone says that the call failed.
func (c *Call) failedStatus() bool { return !c.opened && c.info.Status >= 400 }

// hasMediaType reports whether the answer is of the documented media type. Where answers come sealed, one that was not
// opened is never, whatever it calls itself.
func (c *Call) hasMediaType(answer *spec.Answer) bool {
	if c.caller.Sealed {
		return c.opened
	}
	return answer.Has(c.info.Header.Get("Content-Type"))
}
