package koshelekfake

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

const mediaType = "application/json"

// An answer is kept, so that a repeated requestId gets the same bytes.
type answer struct {
	status   int
	location string
	body     []byte // nil for none
}

func (a answer) write(w http.ResponseWriter) {
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	fake.Answer(w, a.status, mediaType, a.body)
}

func okAnswer(v interface{ AppendJSON([]byte) []byte }) answer {
	return answer{status: http.StatusOK, body: v.AppendJSON(nil)}
}

func refusal(code koshelekapi.ErrorCode, details string) answer {
	body := koshelekapi.ErrorBody{Code: code}
	if details != "" {
		body.Details = &details
	}
	return answer{status: http.StatusUnprocessableEntity, body: body.AppendJSON(nil)}
}

// A requestKey names a request. Koshelek does not say what one requestId in two operations means; here they are two
// requests.
type requestKey struct{ operation, requestID string }

// serve reads a request as strictly as its specification, answers a known requestId as the first time, and else does
// the work. The lock is held from the look at the requestId to the keeping of the answer, so that of two requests at
// once one does the work and both get its answer.
func (x *Server) serve(
	w http.ResponseWriter, r *http.Request, operation string, body fake.Request, requestID *string,
	identifiers func() []string, do func() answer,
) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if typ, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); typ != mediaType {
		refusal(koshelekapi.ErrorCodeExternalProviderError, "Content-Type: application/json").write(w)
		return
	}
	if found, refused := fake.ReadRequest(text, body); refused {
		refusal(codeOf(found.Pointer), found.String()).write(w)
		return
	}
	for _, id := range append(identifiers(), *requestID) {
		if fault(w, r, id) {
			return
		}
	}
	x.once(requestKey{operation, *requestID}, do).write(w)
}

func (x *Server) once(key requestKey, do func() answer) answer {
	x.mu.Lock()
	defer x.mu.Unlock()
	a, again := x.answers[key]
	if !again {
		if codes := x.refusals[key.operation]; len(codes) > 0 {
			x.refusals[key.operation] = codes[1:]
			a = refusal(codes[0], "")
		} else {
			a = do()
		}
		x.answers[key] = a
	}
	return a
}

// codeOf picks the code for a request that is not well-formed. How the real server answers one is not documented.
func codeOf(pointer string) koshelekapi.ErrorCode {
	for member, code := range map[string]koshelekapi.ErrorCode{
		"/cardSession":      koshelekapi.ErrorCodeUnknownSessionID,
		"/storeId":          koshelekapi.ErrorCodeUnknownPartnerID,
		"/transactionId":    koshelekapi.ErrorCodeUnknownTransactionID,
		"/refTransactionId": koshelekapi.ErrorCodeUnknownTransactionID,
	} {
		if strings.HasPrefix(pointer, member) {
			return code
		}
	}
	return koshelekapi.ErrorCodeExternalProviderError
}
