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

// A Contradiction is a document that is not what its specification says, or an answer about something else than the
// call asked about. It is ErrContradicted. It shows no value, no body and no header; Body, Header and ValueIn give
// them.
type Contradiction struct {
	API, Operation string
	Status         int // HTTP status; 0 where the document is no answer
	Deviations     []Deviation
	Dropped        int // deviations that were counted only
	Attempts       []Attempt
	Err            error // why the answer could not be read; nil where Deviations say it

	came *received
}

// NewContradiction makes a Contradiction of an answer; value is what was read of it, a pointer, or nil. Clients use it;
// programs need it for test doubles only.
func NewContradiction(c Contradiction, header http.Header, body []byte, value any) *Contradiction {
	c.came = &received{header: header, body: body, value: value}
	return &c
}

// Body is the raw answer, up to the response limit.
func (e *Contradiction) Body() []byte { return e.came.all().body }

// Header of the answer.
func (e *Contradiction) Header() http.Header { return e.came.all().header }

// Error is one line for one deviation, a dashed list for several.
func (e *Contradiction) Error() string { return where(e.API, e.Operation) + e.text() }

func (e *Contradiction) text() string {
	text := "contradicts the specification: " + listed(e.Deviations, e.Dropped)
	if e.Status != 0 {
		text = "HTTP " + strconv.Itoa(e.Status) + ": " + text
	}
	return text
}

// Is ErrContradicted, and ErrTooLarge for an answer over the response limit.
func (e *Contradiction) Is(target error) bool {
	return target == ErrContradicted || target == ErrTooLarge && e.tooLarge()
}

// Unwrap gives the foreign cause.
func (e *Contradiction) Unwrap() error { return ForeignCause(e.Err) }

func (e *Contradiction) tooLarge() bool {
	return slices.ContainsFunc(e.Deviations, func(d Deviation) bool { return d.Kind == KindSize })
}

// Format prints the text under every verb: the fields behind it hold the body.
func (e Contradiction) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// LogValue is the text.
func (e Contradiction) LogValue() slog.Value { return slog.StringValue((&e).Error()) }

// MarshalJSON is the text.
func (e Contradiction) MarshalJSON() ([]byte, error) {
	return leaf.AppendString(nil, (&e).Error()), nil
}

// Err is a *Contradiction when there is any violation, else nil.
func (d *Deviations) Err() error {
	if !d.Violated() {
		return nil
	}
	return &Contradiction{Deviations: d.List, Dropped: d.Dropped}
}

// shownDeviations is how many deviations an error's text has at most; all kept ones are in Deviations.
const shownDeviations = 10

// listed is one deviation as it is, several as a dashed list.
func listed(deviations []Deviation, dropped int) string {
	if len(deviations) == 1 && dropped == 0 {
		return deviations[0].String()
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(len(deviations)+dropped) + " deviations")
	for i, d := range deviations {
		if i == shownDeviations {
			b.WriteString("\n- and more")
			break
		}
		b.WriteString("\n- " + d.String())
	}
	return b.String()
}

// where is how an error's text begins: the API and the operation, as far as they are known.
func where(api, operation string) string {
	switch {
	case operation != "":
		return api + "." + operation + ": "
	case api != "":
		return api + ": "
	}
	return ""
}
