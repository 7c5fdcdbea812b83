package strictpay

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Refusal is a provider's no that was understood: an HTTP status of 400 to 499 with a documented code, or an outcome
// in a 200 that means no. As the error of a call it is ErrRefused. Its printed form has the code and the table's text;
// Text gives the provider's free text, which may repeat what the caller sent, and is not printed.
type Refusal struct {
	API, Operation string
	Status         int         // HTTP status; 0 for a value that was not read from a call
	Code           string      // the provider's code, "" where it gave none
	Row            Row         // of the code table
	Known          bool        // whether Row was found
	Body           any         // the decoded answer, such as *vertexapi.ErrorResponse; nil where it could not be read
	Deviations     []Deviation // of the answer, beside what decides
	Dropped        int         // deviations that were counted only
	Attempts       []Attempt

	is   []error
	came *received
}

// NewRefusal makes a Refusal of an answer's header and of its free text. Clients use it; programs need it for test
// doubles only.
func NewRefusal(r Refusal, text string, header http.Header) *Refusal {
	r.came = &received{text: text, header: header}
	return &r
}

// Text is the provider's free text.
func (r *Refusal) Text() string { return r.came.all().text }

// Header of the answer; nil for a value that was not read from a call.
func (r *Refusal) Header() http.Header { return r.came.all().header }

// Error says who refused what with which code, and what the table tells the operator.
func (r *Refusal) Error() string { return where(r.API, r.Operation) + r.text() }

func (r *Refusal) text() string {
	var b strings.Builder
	b.WriteString("refused")
	if r.Status != 0 {
		b.WriteString(" with HTTP " + strconv.Itoa(r.Status))
	}
	if r.Code != "" {
		b.WriteString(", code " + strconv.Quote(shortened(r.Code)))
	}
	if r.Known && r.Row.Text != "" {
		b.WriteString(": " + r.Row.Text)
	}
	if r.Known && r.Row.Tip != "" {
		b.WriteString(" Operator: " + r.Row.Tip)
	}
	if n := len(r.Deviations) + r.Dropped; n > 0 {
		b.WriteString("; the answer has " + listed(r.Deviations, r.Dropped))
	}
	return b.String()
}

// shortened is a code as it is shown: one that no table has can be of any length.
func shortened(code string) string {
	if len(code) > leaf.MaxShown {
		return strings.ToValidUTF8(code[:leaf.MaxShown], "")
	}
	return code
}

// Is ErrRefused, and ErrNotFound, ErrUnauthorized or ErrRateLimited where the provider says so.
func (r *Refusal) Is(target error) bool {
	return target == ErrRefused || slices.Contains(r.is, target)
}

// Matching is the refusal that is found by errors.Is as one of the sentinels.
func (r Refusal) Matching(sentinels ...error) Refusal {
	r.is = append(slices.Clip(r.is), sentinels...)
	return r
}

// Format prints the text under every verb.
func (r Refusal) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&r).Error()) }

// LogValue is the text.
func (r Refusal) LogValue() slog.Value { return slog.StringValue((&r).Error()) }

// MarshalJSON is the text as well: a logger that writes JSON finds errors inside lists, where it asks for nothing
// else.
func (r Refusal) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, (&r).Error()), nil }
