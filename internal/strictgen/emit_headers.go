package main

import (
	"slices"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitHeaders writes in which headers credentials go out, and which headers of an answer tell the limits of the API.
func (ms *models) emitHeaders(w *writer) {
	if len(ms.doc.Schemes) > 0 {
		w.p("\t\tSecurity: []spec.SecurityScheme{")
		for _, s := range ms.doc.Schemes {
			w.p("\t\t\t{")
			w.text("\t\t\t\tName", s.Name)
			w.text("\t\t\t\tHeader", s.Header)
			w.text("\t\t\t\tScheme", s.Scheme)
			if ms.optional(s) {
				w.p("\t\t\t\tOptional: true,")
			}
			w.p("\t\t\t},")
		}
		w.p("\t\t},")
	}
	if limits := ms.rateLimit(); len(limits) > 0 {
		w.p("\t\tRateLimit: spec.RateLimit{")
		w.text("\t\t\tLimit", limits["limit"])
		w.text("\t\t\tRemaining", limits["remaining"])
		w.text("\t\t\tReset", limits["reset"])
		w.p("\t\t},")
	}
}

// optional reports whether a call may go out without the credential of a scheme.
func (ms *models) optional(s *openapi.SecurityScheme) bool {
	return slices.ContainsFunc(ms.doc.Security, func(together []openapi.Text) bool {
		return !slices.Contains(openapi.Values(together), s.Name)
	})
}

// rateLimit are the names of the headers that tell the limits, by what x-rate-limit calls them.
func (ms *models) rateLimit() map[string]string {
	names := map[string]string{}
	for _, o := range ms.doc.Operations {
		for _, r := range o.Responses {
			for _, h := range r.Headers {
				if h.RateLimit.Value != "" {
					names[h.RateLimit.Value] = h.Name
				}
			}
		}
	}
	return names
}
