package traffic

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// open opens a sealed message with the first key that does.
func (c *Checker) open(message []byte) ([]byte, bool) {
	for _, open := range c.openers {
		if text, err := open(c.ctx, message); err == nil {
			return text, true
		}
	}
	return nil, false
}

// checkSealed checks an exchange of an API that seals its messages, at the one path that all its operations have.
func (c *Checker) checkSealed(x *Exchange, t *target, parts []string, r *Result) bool {
	sealing := t.api.Sealing
	own := segments(sealing.Path)
	if t.host == "" && len(parts) > len(own) {
		parts = parts[len(parts)-len(own):]
	}
	if x.Method != "POST" || !slices.Equal(parts, own) {
		if t.host != "" && r.API == nil {
			c.unmatched(x, t, parts, r, "")
		}
		return false
	}
	r.API, r.Unmatched, r.Path = t.api, "", ""
	if len(c.openers) == 0 {
		r.Unmatched, r.Path = "it is sealed, and there is no key", sealing.Path
		return true
	}
	text, opened := c.openRequest(x, r)
	if opened {
		r.Operation = sealing.Operation(elementText(text, "target"), elementText(text, "action"))
		if r.Operation == nil {
			r.Unmatched, r.Path = "the request asks for no operation of the specification", sealing.Path
			return true
		}
		if r.Operation.NewRequest != nil {
			r.Request = ReadRequest(r.Operation, text)
		}
		c.readSealedAnswer(x, r, asked(r.Operation, text, nil))
		return true
	}
	c.fitSealedAnswer(x, r)
	return true
}

// openRequest opens the request. Its key is the provider's: most stores have none.
func (c *Checker) openRequest(x *Exchange, r *Result) ([]byte, bool) {
	if !x.Request.Recorded || x.Request.Cut {
		return nil, false
	}
	message := r.API.Sealing.Message(x.Request.Header, x.Request.Body)
	if message == nil {
		return nil, false
	}
	return c.open(message)
}

// receivedSealed is the answer, opened where it is sealed.
func (c *Checker) receivedSealed(x *Exchange, r *Result) (*spec.Received, bool) {
	if r.noAnswer(x) {
		return nil, false
	}
	body, ok := c.bodyOf(&x.Answer, "answer", r, &r.Answer)
	if !ok {
		return nil, false
	}
	received := &spec.Received{Status: x.Status, Header: x.Answer.Header, Body: body, Envelope: spec.Closed}
	if !r.API.Sealing.Sealed(body) {
		return received, true
	}
	text, opened := c.open(body)
	if !opened {
		r.note("the answer is sealed, and none of the keys opens it")
		return nil, false
	}
	received.Body, received.Envelope = text, spec.Opened
	return received, true
}

func (c *Checker) readSealedAnswer(x *Exchange, r *Result, asked []string) {
	received, ok := c.receivedSealed(x, r)
	if !ok {
		return
	}
	reading := r.Operation.Read(received, nil, spec.Decoding{})
	r.Answer = reading.Deviations
	r.Operation.Identify(asked, reading.Value, &r.Answer)
}

// fitSealedAnswer reads the answer to a request that does not open: it is taken for that of the operation which it
// fits best.
func (c *Checker) fitSealedAnswer(x *Exchange, r *Result) {
	r.note("the request is sealed, and none of the keys opens it")
	r.Operation, r.Fits = &r.API.Operations[0], []*spec.Operation{&r.API.Operations[0]}
	received, ok := c.receivedSealed(x, r)
	if !ok {
		return
	}
	best := -1
	for i := range r.API.Operations {
		op := &r.API.Operations[i]
		devs := op.Read(received, nil, spec.Decoding{}).Deviations
		switch w := weight(&devs); {
		case best < 0 || w < best:
			best, r.Operation, r.Fits, r.Answer = w, op, []*spec.Operation{op}, devs
		case w == best:
			r.Fits = append(r.Fits, op)
		}
	}
	var names []string
	for _, op := range r.Fits {
		names = append(names, op.ID)
	}
	if received.Envelope == spec.Opened && len(names) < len(r.API.Operations) {
		r.note("the answer fits " + strings.Join(names, ", "))
	}
}

// noAnswer notes that nothing came, or not all of it.
func (r *Result) noAnswer(x *Exchange) bool {
	text := "no answer came"
	switch {
	case x.Status == 0:
	case x.Failure != "":
		text = "the answer broke off"
	default:
		return false
	}
	if why := plainFailure(x.Failure); why != "" {
		text += ": " + why
	}
	r.note(text)
	return true
}

// sizeOf is the deviation of a body that is too large.
func sizeOf(devs *strictpay.Deviations) {
	devs.Add(strictpay.Violation, strictpay.KindSize, "", "more than 1 MiB")
}
