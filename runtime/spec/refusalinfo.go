package spec

import (
	"github.com/strictpay/strictpay"
)

// A RefusalInfo is what a body says of its own refusal. Generated models give it.
type RefusalInfo struct {
	Code, Text, Table, Context string
	AsError                    bool     // the answer has no value beside it
	Decides                    []string // pointers of the members that say so
}

// A Refusable is a body that can mean no.
type Refusable interface{ RefusalInfo() (RefusalInfo, bool) }

// Refuse makes a Refusal of what a body says: it finds the table's row and the sentinels.
func (a *API) Refuse(op *Operation, status int, v RefusalInfo) strictpay.Refusal {
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

// RefusalIn is the no of a body that came with status 200, nil where it says none.
func (a *API) RefusalIn(body Refusable) *strictpay.Refusal {
	info, refused := body.RefusalInfo()
	if !refused {
		return nil
	}
	refusal := a.Refuse(nil, 200, info)
	refusal.Body = body
	return &refusal
}
