package sandbox

import (
	"net/http"
)

// FaultNext lets the next call with a valid token take its effect and spoils its answer with one of the Fault constants: the outcome is unknown to the client and known here.
func (v *Vertex) FaultNext(fault string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.fault = fault
}

// faulted spoils the answer that FaultNext asked for.
func (v *Vertex) faulted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		chosen := v.fault
		v.fault = ""
		v.mu.Unlock()
		if chosen == "" {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(vertexDiscard{http.Header{}}, r)
		if !vertexFault(w, r, chosen) {
			vertexRefuse(w, http.StatusInternalServerError, "Internal error", "The fault asked for is none of the sandbox's")
		}
	})
}

// vertexFault answers with the fault that a number names; the call has no effect then.
func vertexFault(w http.ResponseWriter, r *http.Request, number string) bool {
	return fault(w, r, number, vertexJSON, vertexDamaged, vertexLarge)
}

// vertexDamaged contradicts every answer: an object where the lists are due, null and wrong types where the objects are.
func vertexDamaged() []byte {
	return []byte(`{"data":{"id":"54222","shopId":115,"orderNumber":null,"payoutNumber":null,"recipient":7,"cost":{"amount":"56,99","currency":"USD"}}}`)
}

func vertexLarge() []byte {
	return []byte(`{"data":{"orderNumber":"` + padding() + `","payoutNumber":"1"}}`)
}

// vertexDiscard takes an answer that nobody is to see.
type vertexDiscard struct{ header http.Header }

func (d vertexDiscard) Header() http.Header         { return d.header }
func (d vertexDiscard) Write(b []byte) (int, error) { return len(b), nil }
func (d vertexDiscard) WriteHeader(int)             {}
