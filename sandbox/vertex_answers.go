package sandbox

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

const vertexJSON = "application/json"

// vertexWrite answers with a model, as the specification spells it.
func vertexWrite(w http.ResponseWriter, status int, body interface{ AppendJSON([]byte) []byte }) {
	answer(w, status, vertexJSON, body.AppendJSON(nil))
}

// vertexRefuse answers in the shape of the older order pages: code as text, title, detail.
func vertexRefuse(w http.ResponseWriter, status int, title, detail string) {
	vertexWrite(w, status, vertexapi.ErrorResponse{Code: new(strictpay.NewText(strconv.Itoa(status))), Title: &title, Detail: &detail})
}

// vertexInvalid is the documented 400: its code is 401, whatever the HTTP status.
func vertexInvalid(w http.ResponseWriter, detail string) {
	vertexWrite(w, http.StatusBadRequest, vertexapi.ErrorResponse{Code: new(strictpay.NewText("401")), Title: new("Input data validation error"), Detail: &detail})
}

// vertexUnmet is a business rule that is not met.
func vertexUnmet(w http.ResponseWriter, detail string) {
	vertexRefuse(w, http.StatusPreconditionFailed, "Precondition failed", detail)
}

func vertexConflict(w http.ResponseWriter, detail string) {
	vertexRefuse(w, http.StatusConflict, "Conflict", detail)
}

// vertexNotFound answers in the other documented shape: message, and code as a number.
func vertexNotFound(w http.ResponseWriter, message string) {
	var code strictpay.Text
	_ = code.UnmarshalJSON([]byte("404")) // a number is one of its two spellings
	vertexWrite(w, http.StatusNotFound, vertexapi.ErrorResponse{Message: &message, Code: &code})
}

// vertexBody reads a request as strictly as an answer is read, and checks it; it answers 400 to the first deviation.
func vertexBody[T any, P interface {
	*T
	jsonread.Readable
	Check(*check.Checker)
}](w http.ResponseWriter, r *http.Request) (P, bool) {
	if typ, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || typ != vertexJSON {
		vertexInvalid(w, "Content-Type is not "+vertexJSON)
		return nil, false
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		vertexInvalid(w, "The body cannot be read")
		return nil, false
	}
	body, found, _ := jsonread.Decode[T, P](data)
	if len(found) == 0 {
		var c check.Checker
		body.Check(&c)
		found = c.Found().List
	}
	if len(found) > 0 {
		vertexInvalid(w, found[0].String())
		return nil, false
	}
	return body, true
}

// vertexShopID reads the shop of a path, where it is a string.
func vertexShopID(w http.ResponseWriter, text string) (int64, bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		vertexInvalid(w, "shopId is not an integer")
		return 0, false
	}
	return id, true
}

func vertexInt(n int64) string { return strconv.FormatInt(n, 10) }
