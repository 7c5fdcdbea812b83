package xpaymentsfake

import (
	"bytes"
	"context"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// mediaType is what PHP calls everything it prints.
const mediaType = "text/html; charset=utf-8"

// openSealed takes the sealed forms of stores to the operation they ask for, and seals its answer.
func (x *Server) openSealed(operations http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.ParseMultipartForm(fake.MaxRequest) != nil && r.PostForm == nil {
			answerPlain(w, "Wrong request")
			return
		}
		if subtle.ConstantTimeCompare([]byte(r.PostFormValue("cart_id")), []byte(x.StoreID)) != 1 {
			answerPlain(w, "Unknown store")
			return
		}
		text, err := seal.Open(r.Context(), x.keys.opener, []byte(r.PostFormValue("request")), fake.MaxRequest)
		if err != nil {
			answerPlain(w, "The request cannot be decrypted")
			return
		}
		elements := parse(string(text))
		operation := operationOf(elements)
		fake.Note(r, func(seen *fake.Exchange) {
			if seen.Opened = text; operation != nil {
				seen.Operation = operation.ID
			}
		})
		for _, name := range []string{"txnId", "refId", "testCode"} {
			if x.fault(w, r, value(elements, name)) {
				return
			}
		}
		answer := x.operate(r, operations, operation, elements)
		fake.Note(r, func(seen *fake.Exchange) { seen.AnswerOpened = answer })
		fake.Answer(w, http.StatusOK, mediaType, x.sealed(answer))
	})
}

// fault answers with a fault.
func (x *Server) fault(w http.ResponseWriter, r *http.Request, identifier string) bool {
	return fake.AnswerFault(w, r, identifier, mediaType, x.damagedAnswer, x.largeAnswer)
}

// answerPlain answers what cannot be answered sealed, because it is not known for whom.
func answerPlain(w http.ResponseWriter, text string) {
	fake.Answer(w, http.StatusOK, mediaType, []byte(text))
}

func (x *Server) sealed(text []byte) []byte {
	message, err := seal.Seal(x.keys.sealer, text)
	if err != nil {
		panic("sandbox: sealing always works: " + err.Error())
	}
	return message
}

// operationOf finds the operation of a request by target and action; nil where there is none.
func operationOf(elements []element) *spec.Operation {
	target, action := value(elements, "target"), value(elements, "action")
	for i := range xpaymentsapi.API.Operations {
		if op := &xpaymentsapi.API.Operations[i]; op.Target == target && op.Action == action {
			return op
		}
	}
	return nil
}

// operate runs an operation through the generated router.
func (x *Server) operate(r *http.Request, operations http.Handler, op *spec.Operation, elements []element) []byte {
	version := value(elements, "api_version")
	x.mu.Lock()
	versions := slices.Clone(x.versions)
	x.mu.Unlock()
	if !slices.Contains(versions, version) {
		list := `"` + strings.Join(versions, `", "`) + `"`
		return refusal(version, "506", "This API version is not supported. Supported API versions: "+list)
	}
	x.mu.Lock()
	x.spoken = version
	x.mu.Unlock()
	if op == nil {
		return refusal(version, "sandbox-unknown-action", "There is no such target or action")
	}
	inner, err := http.NewRequestWithContext(
		context.WithValue(r.Context(), versionKey{}, version), op.Method, op.Path, bytes.NewReader(document(elements)))
	if err != nil {
		panic("sandbox: the paths of the specification are paths: " + err.Error())
	}
	var out answerBuffer
	operations.ServeHTTP(&out, inner)
	return out.Bytes()
}

type versionKey struct{}

func version(r *http.Request) string {
	version, _ := r.Context().Value(versionKey{}).(string)
	return version
}

// answerBuffer collects what an operation answers.
type answerBuffer struct {
	bytes.Buffer
	header http.Header
}

func (a *answerBuffer) Header() http.Header {
	if a.header == nil {
		a.header = http.Header{}
	}
	return a.header
}

func (a *answerBuffer) WriteHeader(int) {}

// refusal is an error answer in an API version: it leaves out the fields of the operation.
func refusal(version, code, text string) []byte {
	var w xmlread.Writer
	w.Open("data", false)
	w.Text("error", code)
	w.Text("error_message", text)
	w.Text("is_error_message", "")
	if release := release(version); release != nil {
		w.Text("version", *release)
	}
	w.Close("data")
	return w.Bytes()
}

// release is the version of X-Payments that the fake says it is. API 1.1 does not tell it: the schema by which its
// connector checks answers has no such element.
func release(version string) *string {
	if version == "1.1" {
		return nil
	}
	return new("3.1.2")
}

// damagedAnswer is a well-formed document that contradicts the specification: a status in words, an amount with a
// comma, and no error_message.
func (x *Server) damagedAnswer(r *http.Request) []byte {
	const document = "<data>\n  <status>authorized</status>\n  <amount>59,90</amount>\n  <error></error>\n</data>\n"
	fake.Note(r, func(seen *fake.Exchange) { seen.AnswerOpened = []byte(document) })
	return x.sealed([]byte(document))
}

// largeAnswer is a document that is fine but for its size.
func (x *Server) largeAnswer(*http.Request) []byte { return x.large() }

func (x *Server) sealLarge() []byte {
	var w xmlread.Writer
	w.Open("data", false)
	w.Text("error", "")
	w.Text("error_message", fake.Padding()[:400_000]) // sealing makes 2.7 bytes of each
	w.Close("data")
	return x.sealed(w.Bytes())
}
