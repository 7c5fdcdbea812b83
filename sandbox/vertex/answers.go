package vertexfake

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

const mediaType = "application/json"

// write answers with a model, as the specification spells it.
func write(w http.ResponseWriter, status int, body interface{ AppendJSON([]byte) []byte }) {
	fake.Answer(w, status, mediaType, body.AppendJSON(nil))
}

// refuse answers in the shape of the older order pages: code as text, title, detail.
func refuse(w http.ResponseWriter, status int, title, detail string) {
	write(w, status, vertexapi.ErrorResponse{
		Code: new(strictpay.NewText(strconv.Itoa(status))), Title: &title, Detail: &detail,
	})
}

// invalid is the documented 400: its code is 401, whatever the HTTP status.
func invalid(w http.ResponseWriter, detail string) {
	write(w, http.StatusBadRequest, vertexapi.ErrorResponse{
		Code: new(strictpay.NewText("401")), Title: new("Input data validation error"), Detail: &detail,
	})
}

// unmet is a business rule that is not met.
func unmet(w http.ResponseWriter, detail string) {
	refuse(w, http.StatusPreconditionFailed, "Precondition failed", detail)
}

func conflict(w http.ResponseWriter, detail string) {
	refuse(w, http.StatusConflict, "Conflict", detail)
}

// notFound answers in the other documented shape: message, and code as a number.
func notFound(w http.ResponseWriter, message string) {
	var code strictpay.Text
	_ = code.UnmarshalJSON([]byte("404")) // a number is one of its two spellings
	write(w, http.StatusNotFound, vertexapi.ErrorResponse{Message: &message, Code: &code})
}

// readBody reads a request as strictly as an answer is read, and checks it; it answers 400 to the first deviation.
func readBody[T any, P interface {
	*T
	jsonread.Readable
	Check(*check.Checker)
}](w http.ResponseWriter, r *http.Request) (P, bool) {
	if typ, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || typ != mediaType {
		invalid(w, "Content-Type is not "+mediaType)
		return nil, false
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		invalid(w, "The body cannot be read")
		return nil, false
	}
	body, found, _ := jsonread.Decode[T, P](data)
	if len(found) == 0 {
		var c check.Checker
		body.Check(&c)
		found = c.Found().List
	}
	if len(found) > 0 {
		invalid(w, found[0].String())
		return nil, false
	}
	return body, true
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
