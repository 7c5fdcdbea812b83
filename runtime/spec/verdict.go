package spec

import (
	"github.com/strictpay/strictpay"
)

// A Verdict is what a body says of its own refusal. Generated models give it.
type Verdict struct {
	Code, Text, Table, Context string
	AsError                    bool     // the answer has no value beside it
	Decides                    []string // pointers of the members that say so
}

// A Refuser is a body that can mean no.
type Refuser interface{ Verdict() (Verdict, bool) }

// Refuse makes a Refusal of a verdict: it finds the table's row and the sentinels.
func (a *API) Refuse(op *Operation, status int, v Verdict) strictpay.Refusal {
	r := *strictpay.NewRefusal(strictpay.Refusal{API: a.Name, Status: status, Code: v.Code}, v.Text, nil)
	context := v.Context
	if op != nil {
		r.Operation = op.ID
		if op.Context != "" {
			context = op.Context
		}
	}
	r.Row, r.Known = a.Lookup(v.Table, v.Code, context)
	if a.NotFound.hasCode(status, v.Code) {
		r = r.Matching(strictpay.ErrNotFound)
	}
	if a.Unauthorized.has(status, v.Code) {
		r = r.Matching(strictpay.ErrUnauthorized)
	}
	if a.RateLimited.has(status, v.Code) {
		r = r.Matching(strictpay.ErrRateLimited)
	}
	return r
}
