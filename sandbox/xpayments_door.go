package sandbox

import (
	"bytes"
	"context"
	"crypto/subtle"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// xpaymentsMediaType is what PHP calls everything it prints.
const xpaymentsMediaType = "text/html; charset=utf-8"

// door takes the sealed forms of stores to the operation they ask for, and seals its answer.
func (x *XPayments) door(operations http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.ParseMultipartForm(maxRequest) != nil && r.PostForm == nil {
			xpaymentsPlain(w, "Wrong request")
			return
		}
		if subtle.ConstantTimeCompare([]byte(r.PostFormValue("cart_id")), []byte(x.StoreID)) != 1 {
			xpaymentsPlain(w, "Unknown store")
			return
		}
		text, err := seal.Open(r.Context(), x.keys.opener, []byte(r.PostFormValue("request")), maxRequest)
		if err != nil {
			xpaymentsPlain(w, "The request cannot be decrypted")
			return
		}
		elements := xpaymentsParse(string(text))
		for _, name := range []string{"txnId", "refId", "testCode"} {
			if x.fault(w, r, xpaymentsValue(elements, name)) {
				return
			}
		}
		x.send(w, x.sealed(x.operate(r, operations, elements)))
	})
}

// fault answers with a fault.
func (x *XPayments) fault(w http.ResponseWriter, r *http.Request, identifier string) bool {
	return fault(w, r, identifier, xpaymentsMediaType, x.damagedAnswer, x.large)
}

// xpaymentsPlain answers what cannot be answered sealed, because it is not known for whom.
func xpaymentsPlain(w http.ResponseWriter, text string) {
	answer(w, http.StatusOK, xpaymentsMediaType, []byte(text))
}

// send sends an answer, unless it is to be lost.
func (x *XPayments) send(w http.ResponseWriter, body []byte) {
	x.mu.Lock()
	lose := x.lost > 0
	if lose {
		x.lost--
	}
	x.mu.Unlock()
	if lose {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	answer(w, http.StatusOK, xpaymentsMediaType, body)
}

func (x *XPayments) sealed(text []byte) []byte {
	message, err := seal.Seal(x.keys.sealer, text)
	if err != nil {
		panic("sandbox: sealing always works: " + err.Error())
	}
	return message
}

// operate finds the operation by target and action and runs it through the generated router.
func (x *XPayments) operate(r *http.Request, operations http.Handler, elements []xpaymentsElement) []byte {
	version := xpaymentsValue(elements, "api_version")
	x.mu.Lock()
	versions := slices.Clone(x.versions)
	x.mu.Unlock()
	if !slices.Contains(versions, version) {
		return xpaymentsRefusal("506", `This API version is not supported. Supported API versions: "`+strings.Join(versions, `", "`)+`"`)
	}
	target, action := xpaymentsValue(elements, "target"), xpaymentsValue(elements, "action")
	for i := range xpaymentsapi.API.Operations {
		op := &xpaymentsapi.API.Operations[i]
		if op.Target != target || op.Action != action {
			continue
		}
		inner, err := http.NewRequestWithContext(context.WithValue(r.Context(), xpaymentsVersionKey{}, version), op.Method, op.Path, bytes.NewReader(xpaymentsDocument(elements)))
		if err != nil {
			panic("sandbox: the paths of the specification are paths: " + err.Error())
		}
		var out xpaymentsAnswer
		operations.ServeHTTP(&out, inner)
		return out.Bytes()
	}
	return xpaymentsRefusal("sandbox-unknown-action", "There is no such target or action")
}

type xpaymentsVersionKey struct{}

func xpaymentsVersion(r *http.Request) string {
	version, _ := r.Context().Value(xpaymentsVersionKey{}).(string)
	return version
}

// xpaymentsAnswer collects what an operation answers.
type xpaymentsAnswer struct {
	bytes.Buffer
	header http.Header
}

func (a *xpaymentsAnswer) Header() http.Header {
	if a.header == nil {
		a.header = http.Header{}
	}
	return a.header
}

func (a *xpaymentsAnswer) WriteHeader(int) {}

// xpaymentsRefusal is an error answer: it leaves out the fields of the operation.
func xpaymentsRefusal(code, text string) []byte {
	var w xmlread.Writer
	w.Open("data", false)
	w.Text("error", code)
	w.Text("error_message", text)
	w.Text("is_error_message", "")
	w.Text("version", xpaymentsRelease)
	w.Close("data")
	return w.Bytes()
}

// xpaymentsRelease is the version of X-Payments that the fake says it is.
const xpaymentsRelease = "3.1.2"

// damagedAnswer is a well-formed document that contradicts the specification: a status in words, an amount with a comma, and no error_message.
func (x *XPayments) damagedAnswer() []byte {
	return x.sealed([]byte("<data>\n  <status>authorized</status>\n  <amount>59,90</amount>\n  <error></error>\n</data>\n"))
}

// largeAnswer is a document that is fine but for its size.
func (x *XPayments) largeAnswer() []byte {
	var w xmlread.Writer
	w.Open("data", false)
	w.Text("error", "")
	w.Text("error_message", padding()[:400_000]) // sealing makes 2.7 bytes of each
	w.Close("data")
	return x.sealed(w.Bytes())
}
