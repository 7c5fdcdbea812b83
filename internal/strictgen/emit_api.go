package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitAPI writes operation data, webhooks and code tables: what the provider's package says of itself.
func (ms *models) emitAPI(api string) string {
	w := &writer{rules: map[string]string{}}
	w.p("// Name of the API on the command line.\nconst Name = %q\n", api)
	w.p("// Revision is the date of the specification's last edit.\nconst Revision = %q\n", ms.doc.Revision.Value)
	w.p("// DefaultTimeout is the total timeout of a client that is given none.\nconst DefaultTimeout = %s\n", duration(ms.doc.Timeout))
	for _, scheme := range ms.doc.Schemes {
		if scheme.Header != "" {
			goName := codegen.ToCamelCaseWithInitialisms(scheme.Name)
			w.p("// Header%s is the header of the security scheme %s.\nconst Header%s = %q\n", goName, scheme.Name, goName, scheme.Header)
		}
	}
	w.p("// API is what the specification says of the whole API.")
	w.p("var API = &spec.API{Name: Name, Revision: Revision, Timeout: DefaultTimeout}\n")
	w.p("// Error is a refusal by the provider; see strictpay.Refusal.")
	w.p("type Error struct{ strictpay.Refusal }\n")
	ms.emitOperations(w)
	ms.emitWebhooks(w)
	ms.emitTables(w)
	w.p("func init() {")
	w.p("\tAPI.Operations, API.Webhooks, API.Tables = operations, webhooks, tables")
	w.p("\tfor i := range operations {\n\t\toperations[i].API = API\n\t}")
	w.p("\tfor i := range webhooks {\n\t\twebhooks[i].API = API\n\t}")
	w.p("\tfor i := range tables {\n\t\tfor j := range tables[i].Rows {\n\t\t\ttables[i].Rows[j].API, tables[i].Rows[j].Table = Name, tables[i].Name\n\t\t}\n\t}")
	for _, s := range []struct {
		name string
		openapi.Sentinel
	}{{"NotFound", ms.doc.Sentinels.NotFound}, {"Unauthorized", ms.doc.Sentinels.Unauthorized}, {"RateLimited", ms.doc.Sentinels.RateLimited}} {
		w.p("\tAPI.%s = spec.Sentinel{Statuses: []int{%s}, Codes: %s, Except: %s}", s.name, strings.Join(openapi.Values(s.Statuses), ", "), stringList(openapi.Values(s.Codes)), stringList(openapi.Values(s.Except)))
	}
	w.p("\tAPI.NewError = func(r strictpay.Refusal) error { return &Error{r} }")
	w.p("}\n")
	return w.String()
}

func (ms *models) emitOperations(w *writer) {
	ops := ms.doc.Operations
	w.p("// Numbers of the operations in API.Operations.\nconst (")
	for i, o := range ops {
		if i == 0 {
			w.p("\top%s = iota", camelUpper(o.ID))
		} else {
			w.p("\top%s", camelUpper(o.ID))
		}
	}
	w.p(")\n")
	w.p("var operations = []spec.Operation{")
	for _, o := range ops {
		askWith, tells := "", ""
		if o.AskWith != nil {
			askWith, tells = o.AskWith.Operation.Value, cmp.Or(o.AskWith.Tells.Value, "always")
		}
		w.p("\t{ID: %q, Method: %q, Path: %q, Idempotent: %v, MovesMoney: %v, IdempotencyKey: %q, AskWith: %q, Context: %q, Deprecated: %v,",
			o.ID, o.Method, o.Path, o.Idempotent, o.MovesMoney, o.IdempotencyKey.Value,
			askWith, o.Context.Value, o.Deprecated)
		w.p("\t\tEffect: spec.%s, AskTells: %q,", camelUpper(o.Effect.Value), tells)
		w.p("\t\tTarget: %q, Action: %q, Since: %q, Until: %q, Source: %q,", o.XTarget.Value, o.XAction.Value, o.Since.Value, o.Until.Value, o.Source.Value)
		if p := o.Polling; p != nil {
			w.p("\t\tPolling: &spec.Polling{First: %s, Every: %s, Total: %s},", duration(p.First), duration(p.Every), duration(p.Total))
		}
		var arguments []string
		for _, p := range o.Parameters {
			arguments = append(arguments, p.Name)
		}
		if len(arguments) > 0 {
			w.p("\t\tArguments: %s,", stringList(arguments))
		}
		if body := o.Request(); body != nil {
			w.p("\t\tNewRequest: func() any { return new(%s) },", ms.byName[body.Name].goName)
		}
		ms.emitEchoes(w, ms.call(o))
		w.p("\t\tAnswers: []spec.Answer{")
		for _, r := range o.Responses {
			if r.Schema == nil {
				w.p("\t\t\t{Status: %s},", r.Status)
				continue
			}
			empty := ""
			if r.MayBeEmpty {
				empty = ", MayBeEmpty: true"
			}
			form := ""
			if r.ErrorForm.Value != "" {
				form = ", ErrorForm: " + ms.readFunc(r.Media, ms.byName[r.ErrorForm.Value])
			}
			w.p("\t\t\t{Status: %s, MediaType: %q%s, Read: %s%s},", r.Status, r.Media, empty, ms.readFunc(r.Media, ms.byName[r.Schema.Name]), form)
		}
		w.p("\t\t}},")
	}
	w.p("}\n")
}

func (ms *models) readFunc(typ string, m *model) string {
	if strings.HasSuffix(typ, "xml") {
		return fmt.Sprintf("func(data []byte) (any, strictpay.Deviations) { v := new(%s); return v, xmlread.ReadInto(data, %q, v) }", m.goName, m.root)
	}
	return fmt.Sprintf("func(data []byte) (any, strictpay.Deviations) { v := new(%s); return v, jsonread.ReadInto(data, v) }", m.goName)
}

func (ms *models) emitWebhooks(w *writer) {
	w.p("var webhooks = []spec.Webhook{")
	for _, h := range ms.doc.Webhooks {
		signature := openapi.Signature{}
		if h.Signature != nil {
			signature = *h.Signature
		}
		w.p("\t{Name: %q, MediaType: %q, Header: %q, Algorithm: %q, Encoding: %q, Basic: %v, Deduplicate: %s, Source: %q,", h.Name.Value, h.Media.Value, signature.Header.Value, signature.Algorithm.Value, signature.Encoding.Value, signature.Basic,
			stringList(openapi.Values(h.Deduplicate)), h.Source.Value)
		w.p("\t\tRead: %s},", ms.readFunc(h.Media.Value, ms.byName[h.Schema.Value]))
	}
	w.p("}\n")
}

func (ms *models) emitTables(w *writer) {
	w.p("var tables = []spec.Table{")
	for _, t := range ms.doc.Codes {
		w.p("\t{Name: %q, Source: %q, Rest: %q, Rows: []strictpay.Row{", t.Name.Value, t.Source.Value, t.Rest.Value)
		for _, r := range t.Rows {
			line := fmt.Sprintf("Code: %q", r.Code.Value)
			for _, c := range [][2]string{{"Group", r.Group.Value}, {"Text", r.Text.Value}, {"Tip", r.Tip.Value}, {"Context", r.Context.Value}} {
				if c[1] != "" {
					line += fmt.Sprintf(", %s: %s", c[0], strconv.Quote(c[1]))
				}
			}
			w.p("\t\t{%s},", line)
		}
		w.p("\t}},")
	}
	w.p("}\n")
}

func stringList(list []string) string {
	if len(list) == 0 {
		return "nil"
	}
	quoted := make([]string, len(list))
	for i, v := range list {
		quoted[i] = strconv.Quote(v)
	}
	return "[]string{" + strings.Join(quoted, ", ") + "}"
}

func duration(d time.Duration) string {
	switch {
	case d%time.Second == 0:
		return fmt.Sprintf("%d * time.Second", d/time.Second)
	case d%time.Millisecond == 0:
		return fmt.Sprintf("%d * time.Millisecond", d/time.Millisecond)
	}
	return fmt.Sprintf("%d", d)
}

func camelUpper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
