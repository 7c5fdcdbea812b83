package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/traffic"
)

// An exchangeResult is the JSON of a checked exchange.
type exchangeResult struct {
	Source     string         `json:"source"`
	Entry      int            `json:"entry"`     // its number, from 1
	Operation  string         `json:"operation"` // "" where it belongs to none
	Method     string         `json:"method"`
	Status     int            `json:"status"` // 0 where no answer came
	OK         bool           `json:"ok"`
	Unmatched  string         `json:"unmatched"` // why it belongs to no operation
	Notes      []string       `json:"notes"`     // what could not be checked, and why
	Deviations []partFindings `json:"deviations"`
}

// A partFindings is a deviation in a part of an exchange.
type partFindings struct {
	Part string `json:"part"` // request, answer, callback
	deviation
}

func newExchangeResult(source string, number int, method string, r *traffic.Result, ok bool) exchangeResult {
	result := exchangeResult{
		Source: source, Entry: number, Operation: r.Name(), Method: method, Status: r.Status, OK: ok,
		Unmatched: r.Unmatched, Notes: append([]string{}, r.Notes...), Deviations: []partFindings{},
	}
	for _, part := range r.Parts() {
		for _, d := range deviations(part.Deviations.List) {
			result.Deviations = append(result.Deviations, partFindings{part.Name, d})
		}
	}
	return result
}

// A tallyResult is the JSON at the end.
type tallyResult struct {
	Source     string     `json:"source"`
	Exchanges  int        `json:"exchanges"`
	Unmatched  int        `json:"unmatched"` // with an API, but none of its operations
	Others     int        `json:"others"`    // with others
	NotOK      int        `json:"not_ok"`
	Operations []tallyRow `json:"operations"`
}

type tallyRow struct {
	Operation  string `json:"operation"`
	Calls      int    `json:"calls"`
	Clean      int    `json:"clean"`
	Drift      int    `json:"drift"`
	Violations int    `json:"violations"`
	Unread     int    `json:"unread"` // could not be checked in full, and the rest was clean
}

func newTallyResult(source string, t *traffic.Tally) tallyResult {
	result := tallyResult{source, t.Exchanges, t.Unmatched, t.Others, t.NotOK, []tallyRow{}}
	for _, row := range t.Rows() {
		result.Operations = append(result.Operations, tallyRow(row))
	}
	return result
}

// printTally writes the table of operations for people.
func (e *environment) printTally(source string, t *traffic.Tally) {
	fmt.Fprint(e.stdout, wrapped(printable(source)+": "+plural(t.Exchanges, "exchange"), "", "  "))
	rows := t.Rows()
	if len(rows) > 0 {
		const layout = "  %-34s  %5v  %5v  %5v  %10v  %6v\n"
		fmt.Fprintf(e.stdout, layout, "operation", "calls", "clean", "drift", "violations", "unread")
		for _, row := range rows {
			fmt.Fprintf(e.stdout, layout, row.Operation, row.Calls, row.Clean, row.Drift, row.Violations, row.Unread)
		}
	}
	if t.Unmatched > 0 {
		fmt.Fprintf(e.stdout, "  %-34s  %5d\n", "(no operation)", t.Unmatched)
	}
	if t.Others > 0 {
		fmt.Fprintf(e.stdout, "  %-34s  %5d\n", "(other addresses)", t.Others)
	}
}

// printFindings writes what was found for people, each once, with the numbers of the exchanges that have it.
func (e *environment) printFindings(t *traffic.Tally) {
	for _, f := range t.Findings() {
		text := printable(f.Operation)
		if f.Part != "" {
			text += ", " + f.Part + " " + pointerText(f.Pointer)
		}
		text += ": " + printable(f.Detail) + " (" + numbers(f) + ")"
		fmt.Fprint(e.stdout, wrapped(text, e.severity(f.Severity, f.Kind), "      "))
	}
	if t.Dropped > 0 {
		fmt.Fprintf(e.stdout, "  and %d more, which were counted only\n", t.Dropped)
	}
}

// severity is the beginning of the line of a finding.
func (e *environment) severity(s strictpay.Severity, kind strictpay.Kind) string {
	colour, label := red, string(s)
	switch s {
	case strictpay.Drift:
		colour = yellow
	case "":
		return "  note  "
	}
	return "  " + e.paint(colour, label) + "  " + string(kind) + "  "
}

func pointerText(pointer string) string {
	if pointer == "" {
		return "(document)"
	}
	return printable(pointer)
}

func numbers(f *traffic.Finding) string {
	texts := make([]string, len(f.Numbers))
	for i, n := range f.Numbers {
		texts[i] = strconv.Itoa(n)
	}
	text := "entry " + texts[0]
	if f.Count > 1 {
		text = "entries " + strings.Join(texts, ", ")
	}
	if more := f.Count - len(texts); more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return text
}
