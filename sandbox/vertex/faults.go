package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// FaultNext lets the next call with a valid token take its effect and spoils its answer with one of the Fault constants: the outcome is unknown to the client and known here.
func (v *Server) FaultNext(fault string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.fault = fault
}

// faulted spoils the answer that FaultNext asked for.
func (v *Server) faulted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		chosen := v.fault
		v.fault = ""
		v.mu.Unlock()
		if chosen == "" {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(discarded{http.Header{}}, r)
		if !fault(w, r, chosen) {
			refuse(w, http.StatusInternalServerError, "Internal error", "The fault asked for is none of the sandbox's")
		}
	})
}

// fault answers with the fault that a number names; the call has no effect then.
func fault(w http.ResponseWriter, r *http.Request, number string) bool {
	return fake.AnswerFault(w, r, number, mediaType, damaged, large)
}

// damaged contradicts every answer: an object where the lists are due, null and wrong types where the objects are.
func damaged() []byte {
	return []byte(`{"data":{"id":"54222","shopId":115,"orderNumber":null,"payoutNumber":null,"recipient":7,"cost":{"amount":"56,99","currency":"USD"}}}`)
}

func large() []byte {
	return []byte(`{"data":{"orderNumber":"` + fake.Padding() + `","payoutNumber":"1"}}`)
}

// discarded takes an answer that nobody is to see.
type discarded struct{ header http.Header }

func (d discarded) Header() http.Header         { return d.header }
func (d discarded) Write(b []byte) (int, error) { return len(b), nil }
func (d discarded) WriteHeader(int)             {}
