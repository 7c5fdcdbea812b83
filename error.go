package strictpay

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
)

// An Error is a document that contradicts its specification: an answer, or a request that was not sent for that reason.
// It shows no value, no body and no header; Body and Header give them to whoever asks.
type Error struct {
	API, Operation string
	Status         int // HTTP status; 0 where no answer is concerned
	Deviations     []Deviation
	Dropped        int // deviations that were counted only
	Request        bool

	header http.Header
	body   []byte
	cause  error
}

// Body is the raw answer, up to the response limit.
func (e *Error) Body() []byte { return e.body }

// Header of the answer.
func (e *Error) Header() http.Header { return e.header }

// Unwrap gives what stopped the reading of the body, where something did.
func (e *Error) Unwrap() error { return e.cause }

// shownDeviations is how many deviations an error's text has at most; all kept ones are in Deviations.
const shownDeviations = 10

// Error is one line for one deviation, a dashed list for several.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(Where(e.API, e.Operation))
	if e.Request {
		b.WriteString("request not sent: ")
	} else if e.Status != 0 {
		b.WriteString("HTTP " + strconv.Itoa(e.Status) + ": ")
	}
	b.WriteString("contradicts the specification: ")
	if len(e.Deviations) == 1 && e.Dropped == 0 {
		b.WriteString(e.Deviations[0].String())
		return b.String()
	}
	b.WriteString(strconv.Itoa(len(e.Deviations)+e.Dropped) + " deviations")
	for i, d := range e.Deviations {
		if i == shownDeviations {
			b.WriteString("\n- and more")
			break
		}
		b.WriteString("\n- " + d.String())
	}
	return b.String()
}

func Where(api, operation string) string {
	switch {
	case operation != "":
		return api + "." + operation + ": "
	case api != "":
		return api + ": "
	}
	return ""
}

// Format prints the text under every verb: the fields behind it hold the body.
func (e Error) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// LogValue is the text.
func (e Error) LogValue() slog.Value { return slog.StringValue((&e).Error()) }

// Err is a *Error when there is any violation, else nil.
func (d *Deviations) Err() error {
	if !d.Violated() {
		return nil
	}
	return &Error{Deviations: d.List, Dropped: d.Dropped}
}

// NewError makes an Error of an answer; generated code and its runtime call it.
func NewError(e Error, header http.Header, body []byte, cause error) *Error {
	e.header, e.body, e.cause = header, body, cause
	return &e
}
