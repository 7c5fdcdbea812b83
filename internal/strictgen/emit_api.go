package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// emitAPI writes operation data, webhooks and code tables: what the provider's package says of itself.
func (ms *models) emitAPI(api string) string {
	s := ms.spec
	w := &writer{rules: map[string]string{}}
	w.p("// Name of the API on the command line.\nconst Name = %q\n", api)
	w.p("// Revision is the date of the specification's last edit.\nconst Revision = %q\n", extString(s.doc.Extensions, "x-revision"))
	w.p("// DefaultTimeout is the total timeout of a client that is given none.\nconst DefaultTimeout = %s\n", duration(extString(s.doc.Extensions, "x-timeout")))
	for _, name := range sortedNames(s.doc.Components.SecuritySchemes) {
		if scheme := s.doc.Components.SecuritySchemes[name].Value; scheme.In == "header" {
			goName := codegen.ToCamelCaseWithInitialisms(name)
			w.p("// Header%s is the header of the security scheme %s.\nconst Header%s = %q\n", goName, name, goName, scheme.Name)
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
	sentinels := extMap(s.doc.Extensions, "x-sentinels")
	for _, pair := range [][2]string{{"not-found", "NotFound"}, {"unauthorized", "Unauthorized"}, {"rate-limited", "RateLimited"}} {
		one := extMap(sentinels, pair[0])
		w.p("\tAPI.%s = spec.Sentinel{Statuses: []int{%s}, Codes: %s, Except: %s}", pair[1], strings.Join(texts(one["status"]), ", "), stringList(texts(one["codes"])), stringList(texts(one["except"])))
	}
	w.p("\tAPI.NewError = func(r strictpay.Refusal) error { return &Error{r} }")
	w.p("}\n")
	return w.String()
}

func (ms *models) emitOperations(w *writer) {
	ops := ms.spec.operations()
	w.p("// Numbers of the operations in API.Operations.\nconst (")
	for i, o := range ops {
		if i == 0 {
			w.p("\top%s = iota", camelUpper(o.op.OperationID))
		} else {
			w.p("\top%s", camelUpper(o.op.OperationID))
		}
	}
	w.p(")\n")
	w.p("var operations = []spec.Operation{")
	for _, o := range ops {
		ext := o.op.Extensions
		w.p("\t{ID: %q, Method: %q, Path: %q, Idempotent: %v, MovesMoney: %v, IdempotencyKey: %q, AskWith: %q, Context: %q, Deprecated: %v,",
			o.op.OperationID, o.method, o.path, extBool(ext, "x-idempotent"), extBool(ext, "x-moves-money"), extString(ext, "x-idempotency-key"),
			extString(extMap(ext, "x-ask-with"), "operation"), extString(ext, "x-context"), o.op.Deprecated)
		w.p("\t\tTarget: %q, Action: %q, Since: %q, Until: %q, Source: %q,", extString(ext, "x-target"), extString(ext, "x-action"), extString(ext, "x-since"), extString(ext, "x-until"), extString(ext, "x-source"))
		if polling := extMap(ext, "x-polling"); polling != nil {
			w.p("\t\tPolling: &spec.Polling{First: %s, Every: %s, Total: %s},", duration(extString(polling, "first")), duration(extString(polling, "every")), duration(extString(polling, "total")))
		}
		var arguments []string
		for _, p := range o.op.Parameters {
			arguments = append(arguments, p.Value.Name)
		}
		if len(arguments) > 0 {
			w.p("\t\tArguments: %s,", stringList(arguments))
		}
		if name := refBody(o); name != "" {
			w.p("\t\tNewRequest: func() any { return new(%s) },", ms.byName[name].goName)
		}
		w.p("\t\tAnswers: []spec.Answer{")
		for _, status := range sortedNames(o.op.Responses.Map()) {
			r := o.op.Responses.Value(status).Value
			typ, m := ms.answer(r)
			if typ == "" {
				w.p("\t\t\t{Status: %s},", status)
				continue
			}
			empty := ""
			if extBool(r.Extensions, "x-may-be-empty") {
				empty = ", MayBeEmpty: true"
			}
			w.p("\t\t\t{Status: %s, MediaType: %q%s, Read: %s},", status, typ, empty, ms.readFunc(typ, m))
		}
		w.p("\t\t}},")
	}
	w.p("}\n")
}

// refBody is the component of an operation's body, "" for none.
func refBody(o operation) string {
	if o.op.RequestBody == nil {
		return ""
	}
	for _, mt := range o.op.RequestBody.Value.Content {
		return refName(mt.Schema)
	}
	return ""
}

// answer is the one media type of a response and its model.
func (ms *models) answer(r *openapi3.Response) (string, *model) {
	for typ, mt := range r.Content {
		return typ, ms.byName[refName(mt.Schema)]
	}
	return "", nil
}

func (ms *models) readFunc(typ string, m *model) string {
	if strings.HasSuffix(typ, "xml") {
		return fmt.Sprintf("func(data []byte) (any, strictpay.Deviations) { v := new(%s); return v, xmlread.ReadInto(data, %q, v) }", m.goName, m.root)
	}
	return fmt.Sprintf("func(data []byte) (any, strictpay.Deviations) { v := new(%s); return v, jsonread.ReadInto(data, v) }", m.goName)
}

func (ms *models) emitWebhooks(w *writer) {
	w.p("var webhooks = []spec.Webhook{")
	for _, h := range ms.spec.webhooks() {
		w.p("\t{Name: %q, MediaType: %q, Header: %q, Algorithm: %q, Encoding: %q, Basic: %v, Deduplicate: %s, Source: %q,", h.name, h.mediaType, h.header, h.algorithm, h.encoding, h.basic, stringList(h.deduplicate), h.source)
		w.p("\t\tRead: %s},", ms.readFunc(h.mediaType, ms.byName[h.schema]))
	}
	w.p("}\n")
}

func (ms *models) emitTables(w *writer) {
	w.p("var tables = []spec.Table{")
	for _, t := range ms.spec.tables() {
		w.p("\t{Name: %q, Source: %q, Rest: %q, Rows: []strictpay.Row{", t.name, t.source, t.rest)
		for _, r := range t.rows {
			line := fmt.Sprintf("Code: %q", r.code)
			for _, c := range [][2]string{{"Group", r.group}, {"Text", r.text}, {"Tip", r.tip}, {"Context", r.context}} {
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

func duration(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return "30 * time.Second"
	}
	switch {
	case d%time.Second == 0:
		return fmt.Sprintf("%d * time.Second", d/time.Second)
	case d%time.Millisecond == 0:
		return fmt.Sprintf("%d * time.Millisecond", d/time.Millisecond)
	}
	return fmt.Sprintf("%d", d)
}

func camelUpper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
