package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitAPI writes what the generated package says of the whole API.
func (ms *models) emitAPI(api string) string {
	w := newWriter()
	w.comment("", "This file and the runtime of this module belong together. Where this line does not compile, the "+
		"runtime "+
		"is another than the code was generated for: take strictpay and the generated code from one version.")
	w.p("const _ = spec.GeneratedCode2\n")
	w.p("// Name of the API on the command line.\nconst Name = %q\n", api)
	w.p("// Revision is the date of the specification's last edit.")
	w.p("const Revision = %q\n", ms.doc.Revision.Value)
	w.p("// DefaultTimeout is the total timeout of a client that is given none.")
	w.p("const DefaultTimeout = %s\n", duration(ms.doc.Timeout))
	ms.emitServers(w)
	for _, scheme := range ms.doc.Schemes {
		if scheme.Scheme == "" {
			goName := codegen.ToCamelCaseWithInitialisms(scheme.Name)
			w.p("// Header%s is the header of the security scheme %s.", goName, scheme.Name)
			w.p("const Header%s = %q\n", goName, scheme.Header)
		}
	}
	w.p("// Error is a refusal by the provider; see strictpay.Refusal.")
	w.p("type Error = strictpay.Refusal\n")
	w.p("// API is what the specification says of the whole API. It is for tools and must not be changed.")
	w.p("var API = newAPI()\n")
	w.p("func newAPI() *spec.API {")
	w.p("\tapi := &spec.API{\n\t\tName: Name,\n\t\tRevision: Revision,\n\t\tTimeout: DefaultTimeout,")
	w.p("\t\tOperations: operations,\n\t\tWebhooks: webhooks,\n\t\tTables: tables,")
	emitSentinel(w, "NotFound", ms.doc.Sentinels.NotFound)
	emitSentinel(w, "Unauthorized", ms.doc.Sentinels.Unauthorized)
	emitSentinel(w, "RateLimited", ms.doc.Sentinels.RateLimited)
	ms.emitHeaders(w)
	w.p("\t}\n\tapi.Complete()\n\treturn api\n}\n")
	return w.String()
}

// emitServers writes the addresses of the servers that have a name. What callers have to give is left out at the end.
func (ms *models) emitServers(w *writer) {
	for _, s := range ms.doc.Servers {
		name := codegen.ToCamelCaseWithInitialisms(s.Description)
		if name == "" || strings.ContainsAny(s.Description, " .") {
			continue
		}
		address, rest, _ := strings.Cut(s.URL, "{")
		what := "is the address of the " + s.Description + " server"
		if rest != "" {
			what += " without its last segment, {" + rest
		}
		w.p("// ServerURL%s %s.\nconst ServerURL%s = %q\n", name, what, name, address)
	}
}

// emitSentinel writes in which spellings a well-known refusal comes.
func emitSentinel(w *writer, name string, of openapi.Sentinel) {
	statuses, codes := openapi.Values(of.Statuses), openapi.Values(of.Codes)
	if len(statuses)+len(codes) == 0 {
		return
	}
	w.p("\t\t%s: spec.Sentinel{", name)
	if len(statuses) > 0 {
		w.p("\t\t\tStatuses: []int{%s},", strings.Join(statuses, ", "))
	}
	w.list("\t\t\tCodes: []string", codes)
	w.p("\t\t},")
}

// list writes a member that is a list of texts; nothing for an empty one.
func (w *writer) list(name string, values []string) {
	switch line := fmt.Sprintf("%s{%s},", name, quoted(values)); {
	case len(values) == 0:
	case len(line) <= 100:
		w.p("%s", line)
	default:
		w.p("%s{", name)
		for _, v := range values {
			w.p("%q,", v)
		}
		w.p("},")
	}
}

// text writes a member that is a text; nothing for an empty one. A long one is broken behind its blanks.
func (w *writer) text(name, value string) {
	if value == "" {
		return
	}
	w.b(name + ": ")
	for len(value) > commentWidth {
		at := strings.LastIndexByte(value[:commentWidth-10], ' ') + 1
		if at == 0 {
			at = strings.IndexByte(value, ' ') + 1
		}
		if at == 0 {
			break
		}
		w.p("%q +", value[:at])
		value = value[at:]
	}
	w.p("%q,", value)
}

// emitOperations writes the data of the operations.
func (ms *models) emitOperations(calls []call) []*piece {
	w := newWriter()
	w.to("operations")
	w.p("// Places of the operations in API.Operations, in the specification's order.\nconst (")
	for i, c := range calls {
		if i == 0 {
			w.p("\top%s = iota", c.goName)
		} else {
			w.p("\top%s", c.goName)
		}
	}
	w.p(")\n")
	w.p("// operations is what the specification says of each call, as Client documents it, for the runtime and for " +
		"tools.")
	w.p("var operations = []spec.Operation{")
	for _, c := range calls {
		w.p("\top%s: operation%s(),", c.goName, c.goName)
	}
	w.p("}\n")
	groups := newGroups(ms.doc)
	for _, c := range calls {
		w.place = place{group: groups.of(c.Path), component: c.ID}
		w.to("operations")
		ms.emitOperation(w, c)
	}
	return w.pieces["operations"]
}

func (ms *models) emitOperation(w *writer, c call) {
	w.p("func operation%s() spec.Operation {\n\treturn spec.Operation{", c.goName)
	w.p("\t\tID: %q,\n\t\tMethod: %q,\n\t\tPath: %q,", c.ID, c.Method, c.Path)
	for _, flag := range []struct {
		name string
		set  bool
	}{{"Idempotent", c.Idempotent}, {"MovesMoney", c.MovesMoney}, {"Deprecated", c.Deprecated},
		{"NoCredentials", c.NoCredentials}} {
		if flag.set {
			w.p("\t\t%s: true,", flag.name)
		}
	}
	if c.key != nil {
		w.text("\t\tIdempotencyKey", c.key.json)
	}
	w.p("\t\tEffect: spec.%s,", camelUpper(c.Effect.Value))
	if ask := c.AskWith; ask != nil {
		w.text("\t\tAskWith", ask.Operation.Value)
		w.p("\t\tAskTells: spec.%s,", tellsNames[cmp.Or(ask.Tells.Value, "always")])
	}
	w.text("\t\tContext", c.Context.Value)
	w.text("\t\tTarget", c.XTarget.Value)
	w.text("\t\tAction", c.XAction.Value)
	w.text("\t\tSince", c.Since.Value)
	w.text("\t\tUntil", c.Until.Value)
	w.text("\t\tSource", c.Source.Value)
	if p := c.Polling; p != nil {
		w.p("\t\tPolling: &spec.Polling{First: %s, Every: %s, Total: %s},", duration(p.First), duration(p.Every),
			duration(p.Total))
	}
	var arguments []string
	for _, a := range append(c.args[:len(c.args):len(c.args)], c.optional...) {
		arguments = append(arguments, a.json)
	}
	w.list("\t\tArguments: []string", arguments)
	if c.body != nil {
		w.p("\t\tNewRequest: func() any { return new(%s) },", c.body.goName)
	}
	ms.emitEchoes(w, c)
	w.p("\t\tAnswers: spec.Answers(")
	for _, list := range grouped(c.answers) {
		w.p("\t\t\t%s,", list)
	}
	w.p("\t\t),\n\t}\n}\n")
}

// tellsNames are the constants of the runtime for what asking can tell.
var tellsNames = map[string]string{"always": "TellsAlways", "by-comparing": "TellsByComparing", "never": "TellsNever"}

// grouped are the answers of an operation, one expression for all statuses with the same body.
func grouped(answers []answer) []string {
	type group struct{ before, after string }
	var order []group
	statuses := map[group][]string{}
	for _, a := range answers {
		g := group{"spec.NoBody(", ")"}
		if a.model != nil {
			g.before = fmt.Sprintf("spec.Body[%s](%q, ", a.model.goName, a.media)
			if a.mayBeEmpty {
				g.before = strings.Replace(g.before, "spec.Body", "spec.OptionalBody", 1)
			}
			if a.errorForm != nil {
				g.before = fmt.Sprintf("spec.OrError[%s](%s", a.errorForm.goName, g.before)
				g.after = "))"
			}
		}
		if statuses[g] == nil {
			order = append(order, g)
		}
		statuses[g] = append(statuses[g], a.status)
	}
	var out []string
	for _, g := range order {
		out = append(out, g.before+strings.Join(statuses[g], ", ")+g.after)
	}
	return out
}

// emitWebhooks writes the data of what comes to the merchant.
func (ms *models) emitWebhooks() string {
	w := newWriter()
	ms.emitSignature(w)
	w.p("// webhooks is what the specification says of each body that comes to the merchant.")
	w.p("var webhooks = []spec.Webhook{")
	for _, h := range ms.doc.Webhooks {
		w.p("\t{\n\t\tName: %q,\n\t\tMediaType: %q,", h.Name.Value, h.Media.Value)
		if signature := h.Signature; signature != nil {
			w.text("\t\tHeader", signature.Header.Value)
			w.text("\t\tAlgorithm", signature.Algorithm.Value)
			w.text("\t\tEncoding", signature.Encoding.Value)
			if signature.Basic {
				w.p("\t\tBasic: true,")
			}
		}
		w.list("\t\tDeduplicate: []string", openapi.Values(h.Deduplicate))
		w.list("\t\tDeduplicateExcept: []string", openapi.Values(h.Except))
		w.list("\t\tOptional: []string", openapi.Values(h.Optional))
		w.text("\t\tSource", h.Source.Value)
		w.p("\t\tNew: func() spec.Model { return new(%s) },\n\t},", ms.byName[h.Schema.Value].goName)
	}
	w.p("}\n")
	return w.String()
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
