package sandbox

import (
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A koshelekAnswer is kept, so that a repeated requestId gets the same bytes.
type koshelekAnswer struct {
	status   int
	location string
	body     []byte // nil for none
}

func (a koshelekAnswer) write(w http.ResponseWriter) {
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	answer(w, a.status, "application/json", a.body)
}

func koshelekOK(v interface{ AppendJSON([]byte) []byte }) koshelekAnswer {
	return koshelekAnswer{status: http.StatusOK, body: v.AppendJSON(nil)}
}

func koshelekRefusal(code koshelekapi.ErrorCode, details string) koshelekAnswer {
	body := koshelekapi.ErrorBody{Code: code}
	if details != "" {
		body.Details = &details
	}
	return koshelekAnswer{status: http.StatusUnprocessableEntity, body: body.AppendJSON(nil)}
}

// A koshelekKey names a request. Koshelek does not say what one requestId in two operations means; here they are two requests.
type koshelekKey struct{ operation, requestID string }

// A koshelekBody is a generated request body.
type koshelekBody interface {
	jsonread.Readable
	Check(c *check.Checker)
}

// serve reads a request as strictly as its specification, answers a known requestId as the first time, and else does the work. The lock is held from the look at the
// requestId to the keeping of the answer, so that of two requests at once one does the work and both get its answer.
func (x *Koshelek) serve(w http.ResponseWriter, r *http.Request, operation string, body koshelekBody, requestID *string, identifiers func() []string, do func() koshelekAnswer) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if typ, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); typ != "application/json" {
		koshelekRefusal(koshelekapi.ErrorCodeExternalProviderError, "Content-Type: application/json").write(w)
		return
	}
	if found, violated := koshelekCheck(text, body); violated {
		koshelekRefusal(koshelekCodeOf(found.Pointer), found.String()).write(w)
		return
	}
	for _, id := range append(identifiers(), *requestID) {
		if x.fault(w, r, operation, id) {
			return
		}
	}
	a, lost := x.once(koshelekKey{operation, *requestID}, do)
	if lost {
		panic(http.ErrAbortHandler)
	}
	a.write(w)
}

func (x *Koshelek) once(key koshelekKey, do func() koshelekAnswer) (a koshelekAnswer, lost bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	a, again := x.answers[key]
	if !again {
		if codes := x.refusals[key.operation]; len(codes) > 0 {
			x.refusals[key.operation] = codes[1:]
			a = koshelekRefusal(codes[0], "")
		} else {
			a = do()
		}
		x.answers[key] = a
	}
	if x.lose > 0 {
		x.lose--
		return a, true
	}
	return a, false
}

// koshelekCheck finds the first violation of a request: in its form, then in its values.
func koshelekCheck(text []byte, body koshelekBody) (strictpay.Deviation, bool) {
	devs := jsonread.ReadInto(text, body)
	if !devs.Violated() {
		var c check.Checker
		body.Check(&c)
		devs = *c.Found()
		if len(devs.List) > 0 {
			return devs.List[0], true // a value that is not listed is refused here, too
		}
	}
	for _, d := range devs.List {
		if d.Severity == strictpay.Violation {
			return d, true
		}
	}
	return strictpay.Deviation{}, false
}

// koshelekCodeOf picks the code for a request that is not well-formed. How the real server answers one is not documented.
func koshelekCodeOf(pointer string) koshelekapi.ErrorCode {
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
