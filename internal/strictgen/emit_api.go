package main

import (
	"strings"

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
