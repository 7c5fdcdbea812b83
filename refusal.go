package strictpay

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Refusal is a provider's no: an HTTP status of 400 and above, or a business outcome in a 200. Each provider's *Error holds one.
// Its printed form has the code and the table's text; Text is the provider's free text, which may repeat what the caller sent, and is not printed.
type Refusal struct {
	API, Operation string
	Status         int    // HTTP status; 0 for a value that was not read from a call
	Code           string // the provider's code, "" where it gave none
	Text           string // the provider's free text
	Row            Row    // of the code table
	Known          bool   // whether Row was found
	Header         http.Header
	Body           any // the decoded answer, such as *vertexapi.ErrorResponse; nil where it could not be read

	is    []error
	cause error
}

// Error says who refused what with which code, and what the table tells the operator.
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(Where(r.API, r.Operation))
	b.WriteString("refused")
	if r.Status != 0 {
		b.WriteString(" with HTTP " + strconv.Itoa(r.Status))
	}
	if r.Code != "" {
		code := r.Code
		if len(code) > leaf.MaxShown {
			code = strings.ToValidUTF8(code[:leaf.MaxShown], "")
		}
		b.WriteString(", code " + strconv.Quote(code))
	}
	if r.Known && r.Row.Text != "" {
		b.WriteString(": " + r.Row.Text)
	}
	if r.Known && r.Row.Tip != "" {
		b.WriteString(" Operator: " + r.Row.Tip)
	}
	if r.cause != nil {
		b.WriteString("; " + r.cause.Error())
	}
	return b.String()
}

// Unwrap gives the *Error when the refusal itself contradicts the specification.
func (r *Refusal) Unwrap() error { return r.cause }

// Is answers for ErrNotFound, ErrUnauthorized and ErrRateLimited.
func (r *Refusal) Is(target error) bool {
	for _, s := range r.is {
		if s == target {
			return true
		}
	}
	return false
}

// Format prints the text under every verb.
func (r Refusal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&r).Error()) }

// LogValue is the text.
func (r Refusal) LogValue() slog.Value { return slog.StringValue((&r).Error()) }

// MarshalJSON is the text as well: a logger that writes JSON finds errors inside lists, where it asks for nothing else.
func (r Refusal) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, (&r).Error()), nil }

// Because is the refusal with the finding that it wraps.
func (r Refusal) Because(finding *Error) Refusal {
	r.cause = finding
	return r
}

// Matching is the refusal that is found by errors.Is as one of the sentinels.
func (r Refusal) Matching(sentinels ...error) Refusal {
	r.is = append(r.is, sentinels...)
	return r
}
