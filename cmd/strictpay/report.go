package main

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A report is what became of a call.
type report struct {
	name, server string
	api          apis.API
	op           *spec.Operation
	value        any
	info         strictpay.Info
	err          error
}

// A callResult is the JSON of a call. Every key is always there.
type callResult struct {
	Operation  string       `json:"operation"`
	Status     int          `json:"status"` // 0 where no answer came
	Outcome    string       `json:"outcome"`
	OK         bool         `json:"ok"`
	Value      any          `json:"value"`
	Refusal    *refusal     `json:"refusal"`
	Reference  *statusQuery `json:"reference"`
	Deviations []deviation  `json:"deviations"`
	Attempts   []attempt    `json:"attempts"`
	Error      string       `json:"error"`
	Location   string       `json:"location"` // of a redirect, which was not followed; "" for none
}

// A refusal as JSON: text is the provider's own, or the code table's where the answer has none.
type refusal struct {
	Code  string `json:"code"`
	Text  string `json:"text"`
	Group string `json:"group"`
	Tip   string `json:"tip"`
}

// A statusQuery as JSON says how to ask for an unknown outcome: what strictpay call takes.
type statusQuery struct {
	Operation string            `json:"operation"`
	Arguments map[string]string `json:"arguments"`
}

// An attempt as JSON.
type attempt struct {
	Began          string  `json:"began"`
	Seconds        float64 `json:"seconds"`
	Status         int     `json:"status"`  // 0 where no answer came
	Failure        string  `json:"failure"` // "" for none
	MayHaveArrived bool    `json:"may_have_arrived"`
}

// outcome is that of the call; a status that was asked for and means no is a refusal as well.
func (r *report) outcome() strictpay.Outcome {
	if r.err == nil && r.saidNo() != nil {
		return strictpay.Refused
	}
	return strictpay.OutcomeOf(r.err)
}

// saidNo is the no inside a value.
func (r *report) saidNo() *strictpay.Refusal {
	v, ok := r.value.(interface{ Refusal() *strictpay.Refusal })
	if !ok || r.err != nil {
		return nil
	}
	no := v.Refusal()
	if no != nil {
		no.Operation, no.Status = r.op.ID, r.info.Status // a value knows neither
	}
	return no
}

// refused is the provider's no, also one that decides nothing.
func (r *report) refused() *strictpay.Refusal {
	if no := r.saidNo(); no != nil {
		return no
	}
	var no *strictpay.Refusal
	var unknown *strictpay.OutcomeUnknown
	var unavailable *strictpay.Unavailable
	switch {
	case errors.As(r.err, &no):
		return no
	case errors.As(r.err, &unknown):
		return unknown.Refusal
	case errors.As(r.err, &unavailable):
		return unavailable.Refusal
	}
	return nil
}

// deviations are those of the answer, or of a request that was not sent.
func (r *report) deviations() ([]strictpay.Deviation, int) {
	var unsent *strictpay.NotSent
	if errors.As(r.err, &unsent) && len(r.info.Deviations) == 0 {
		return unsent.Deviations, unsent.Dropped
	}
	return r.info.Deviations, r.info.Dropped
}

func (r *report) result() callResult {
	found, _ := r.deviations()
	result := callResult{
		Operation: r.name, Status: r.info.Status, Outcome: r.outcome().String(), Value: r.value,
		Deviations: deviations(found), Attempts: attempts(r.info.Attempts), Error: r.text(),
		Location: r.location(),
	}
	result.OK = r.outcome() == strictpay.Done
	if r.err != nil {
		result.Value = r.readSoFar()
	}
	if no := r.refused(); no != nil {
		result.Refusal = &refusal{Code: no.Code, Text: no.Text(), Group: no.Row.Group, Tip: no.Row.Tip}
		if no.Text() == "" {
			result.Refusal.Text = no.Row.Text
		}
	}
	var unknown *strictpay.OutcomeUnknown
	if errors.As(r.err, &unknown) && unknown.StatusQuery.Operation != "" {
		query := unknown.StatusQuery
		result.Reference = &statusQuery{r.api.Name + "." + query.Operation, map[string]string{}}
		for _, a := range query.Arguments {
			result.Reference.Arguments[a.Name] = a.Value
		}
	}
	return result
}

// location is where a redirect leads; "" where the answer is none.
func (r *report) location() string {
	if r.info.Status < 300 || r.info.Status >= 400 {
		return ""
	}
	return r.info.Header().Get("Location")
}

// readSoFar is what could be read of an answer that gave no value; nil where that is nothing, and for an error answer,
// of which the refusal tells.
func (r *report) readSoFar() any {
	if no := r.refused(); no != nil && no.Status >= 400 {
		return nil
	}
	value := strictpay.AnyValueIn(r.err)
	if value == nil || reflect.ValueOf(value).Elem().IsZero() {
		return nil
	}
	return value
}

func attempts(list []strictpay.Attempt) []attempt {
	out := make([]attempt, len(list))
	for i, a := range list {
		out[i] = attempt{
			a.Began.UTC().Format(time.RFC3339Nano), a.Duration.Seconds(), a.Status, string(a.Class), a.MayHaveArrived,
		}
	}
	return out
}

// text is the error's text; "" where the call was done and its value does not say no.
func (r *report) text() string {
	if no := r.saidNo(); no != nil {
		return fmt.Sprint(no)
	}
	var unknown *strictpay.OutcomeUnknown
	if errors.As(r.err, &unknown) {
		short := *unknown // how to ask is printed as a line to type
		short.StatusQuery = strictpay.StatusQuery{}
		return short.Error()
	}
	if r.err == nil {
		return ""
	}
	return r.err.Error()
}

// print writes the report, and ends the command with the outcome's exit code.
func (r *report) print(e *environment, asJSON bool) error {
	end := &exit{code: exitOf(r.outcome()), text: r.text(), next: r.advice()}
	if asJSON {
		if err := line(e.stdout, r.result()); err != nil {
			return err
		}
	} else if r.err == nil {
		if err := r.printValue(e); err != nil {
			return err
		}
	}
	if end.code == exitOK {
		return nil
	}
	if no := r.refused(); no != nil && no.Text() != "" && no.Text() != no.Row.Text && !asJSON {
		end.text += "\nthe provider says: " + printable(no.Text())
	}
	if errors.Is(r.err, strictpay.ErrUnauthorized) {
		end.text += "\nthe credentials are those of " + strings.Join(apis.Variables(r.api), ", ")
	}
	return end
}

func (r *report) printValue(e *environment) error {
	text, err := encoded(r.value, "  ")
	if err != nil {
		return failed(err)
	}
	colour := green
	if r.outcome() != strictpay.Done {
		colour = red
	}
	head := e.paint(colour, string(r.outcome())+", HTTP "+strconv.Itoa(r.info.Status))
	fmt.Fprintf(e.stdout, "%s: %s\n%s", r.name, head, text)
	if to := r.location(); to != "" {
		fmt.Fprintf(e.stdout, "the redirect was not followed; it leads to %s\n", printable(to))
	}
	if found, dropped := r.deviations(); len(found) > 0 {
		fmt.Fprintf(e.stdout, "%s from the specification:\n", plural(len(found)+dropped, "deviation"))
		e.printDeviations(e.stdout, found, dropped)
	}
	return nil
}
