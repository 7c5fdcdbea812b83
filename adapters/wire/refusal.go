package wire

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
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
	b.WriteString(where(r.API, r.Operation))
	b.WriteString("refused")
	if r.Status != 0 {
		b.WriteString(" with HTTP " + strconv.Itoa(r.Status))
	}
	if r.Code != "" {
		code := r.Code
		if len(code) > maxShown {
			code = strings.ToValidUTF8(code[:maxShown], "")
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
func (r Refusal) MarshalJSON() ([]byte, error) { return AppendString(nil, (&r).Error()), nil }

// A Verdict is what a body says of its own refusal. Generated models give it.
type Verdict struct {
	Code, Text, Table, Context string
	AsError                    bool // the answer has no value beside it
}

// A Refuser is a body that can mean no.
type Refuser interface{ Verdict() (Verdict, bool) }

// Refuse makes a Refusal of a verdict: it finds the table's row and the sentinels.
func (a *API) Refuse(op *Operation, status int, v Verdict) Refusal {
	r := Refusal{API: a.Name, Status: status, Code: v.Code, Text: v.Text}
	context := v.Context
	if op != nil {
		r.Operation = op.ID
		if op.Context != "" {
			context = op.Context
		}
	}
	r.Row, r.Known = a.Lookup(v.Table, v.Code, context)
	if a.NotFound.has(status, v.Code) {
		r.is = append(r.is, ErrNotFound)
	}
	if a.Unauthorized.has(status, v.Code) {
		r.is = append(r.is, ErrUnauthorized)
	}
	if a.RateLimited.has(status, v.Code) {
		r.is = append(r.is, ErrRateLimited)
	}
	return r
}
