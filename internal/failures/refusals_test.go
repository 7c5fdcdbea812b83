package failures

import (
	"errors"
	"slices"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
)

// A refusedInSuccess is a no that comes with HTTP 200.
type refusedInSuccess struct {
	operation, answer string // a file of specs/, or the body
	refused           string // its code; "-" for none, "" for any
}

// A no that comes with HTTP 200 is an error for an operation that changes something, with the value in it: whoever
// looks at the error alone does not ship the goods. What waits is no refusal.
func TestRefusalsInsideASuccess(t *testing.T) {
	for _, of := range casesOf {
		for _, r := range of.inSuccess {
			r.try(t)
		}
	}
}

func (r *refusedInSuccess) try(t *testing.T) {
	t.Helper()
	for _, c := range calls() {
		if c.String() != r.operation {
			continue
		}
		body := []byte(r.answer)
		if body[0] != '{' {
			_, _, body = exampleOf(t, c.Name+"/"+r.answer)
		}
		server := rawserver.New(t, rawserver.JSON(200, string(body)))
		in := writtenBody{arguments{c.op, c.set}, requestOf(t, r.operation)}
		value, err := at(t, c, server.URL).Invoke(t.Context(), c.op.ID, in)
		if r.refused == "-" {
			if err != nil {
				t.Errorf("%s: %v", r.answer, err)
			}
			continue
		}
		expect(t, r.answer, err, strictpay.Refused)
		var refusal *strictpay.Refusal
		if errors.As(err, &refusal) && r.refused != "" && refusal.Code != r.refused {
			t.Errorf("%s: the code is %q", r.answer, refusal.Code)
		}
		if refusal != nil && refusal.Body == nil {
			t.Errorf("%s: the value is lost, got %v", r.answer, value)
		}
	}
}

// A refusal whose code is empty is none, and what contradicts is named.
func TestRefusalsWithAnEmptyCode(t *testing.T) {
	for name, of := range casesOf {
		if of.refusal == nil {
			continue
		}
		server := rawserver.New(t, rawserver.JSON(of.refusal.status, `{"code":""}`))
		for _, c := range calls() {
			if c.Name != name {
				continue
			}
			err := invoke(t.Context(), at(t, c, server.URL), c)
			expect(t, c.String(), err, contradicted(c))
			reported := strictpay.DeviationsOf(err)
			if !slices.ContainsFunc(reported, func(d strictpay.Deviation) bool {
				return d.Severity == strictpay.Violation && d.Kind == strictpay.KindMissing && d.Pointer == "/code"
			}) {
				t.Errorf("%s: reported %v", c, reported)
			}
		}
	}
}
