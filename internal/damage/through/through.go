// Package through takes the damage kit to the readers that generated code gives: by operation, status and webhook.
package through

import (
	"io/fs"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/damage"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
	"github.com/strictpay/strictpay/specs"
)

// Run damages every example body of an API and compares what its readers tell with what is expected of them.
func Run(t *testing.T, api *spec.API) {
	t.Helper()
	RunIn(t, specs.FS, api)
}

// RunIn is Run for an API in another folder.
func RunIn(t *testing.T, fsys fs.FS, api *spec.API) {
	t.Helper()
	damage.Run(t, fsys, api.Name, func(s *damage.Sample) damage.Read {
		read := reader(api, s)
		if read == nil {
			return nil
		}
		return func(body []byte) (any, []damage.Finding) {
			value, deviations := read(body)
			found := make([]damage.Finding, len(deviations.List))
			for i, d := range deviations.List {
				found[i] = damage.Finding{Kind: string(d.Kind), Severity: string(d.Severity), Pointer: d.Pointer}
			}
			return value, found
		}
	})
}

func reader(api *spec.API, s *damage.Sample) func([]byte) (any, strictpay.Deviations) {
	if s.Webhook {
		if hook := api.Webhook(s.Operation); hook != nil {
			return hook.Read
		}
		return nil
	}
	op := api.Operation(s.Operation)
	switch {
	case op == nil:
		return nil
	case s.Request && op.NewRequest != nil:
		return func(body []byte) (any, strictpay.Deviations) {
			value := op.NewRequest()
			if s.XML {
				return value, xmlread.ReadInto(body, damage.XMLRequestRoot, value.(xmlread.Readable))
			}
			return value, jsonread.ReadInto(body, value.(jsonread.Readable))
		}
	case s.Request:
		return nil
	}
	if answer := op.Answer(s.Status); answer != nil {
		return answer.Read
	}
	return nil
}
