package invoke_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// The bodies of the table, named by what they say.
const (
	nothing    = ""
	aValue     = "value"        // of a success
	aDrift     = "value drift"  // with a member more
	aDamage    = "value bad"    // with a violation
	anotherOne = "value other"  // of another order
	stateNo    = "value no"     // whose state means no
	stateNoBad = "value no bad" // and another member has a violation
	form       = "form"         // an error form that the spec knows
	code       = "code"         // the documented code of an error answer
	codeBad    = "code bad"     // and another member has a violation
	badCode    = "code badcode" // which has a violation itself
	text       = "text"         // such as a proxy's {"message":"no Route matched"}
	page       = "page"         // no document at all
	halfCode   = "code half"    // a code in a document that is not whole
)

// A document is a body as its words say.
type document struct {
	text    string
	failure bool // it is the body of an error answer
}

func (d *document) has(word string) bool { return slices.Contains(strings.Fields(d.text), word) }

func (d *document) ReadDocument(data []byte, _ spec.Decoding) (devs strictpay.Deviations) {
	d.text = string(data)
	switch {
	case d.has("page"), d.has("half"), len(data) == 0:
		devs.Add(strictpay.Violation, strictpay.KindSyntax, "", "not a document")
	case d.failure && !d.has("code"):
		devs.Add(strictpay.Violation, strictpay.KindMissing, "/code", "missing")
	case !d.failure && !d.has("value"):
		devs.Add(strictpay.Violation, strictpay.KindMissing, "/data", "missing")
	}
	if d.has("badcode") {
		devs.Add(strictpay.Violation, strictpay.KindType, "/code", "another type")
	}
	if d.has("bad") {
		devs.Add(strictpay.Violation, strictpay.KindType, "/other", "another type")
	}
	if d.has("drift") {
		devs.Add(strictpay.Drift, strictpay.KindUnknownMember, "/new", "")
	}
	return devs
}

func (d *document) RefusalInfo() (spec.RefusalInfo, bool) {
	switch {
	case d.failure && d.has("code"):
		return spec.RefusalInfo{Code: "E1", Decides: []string{"/code"}}, true
	case d.failure:
		return spec.RefusalInfo{Decides: []string{"/code"}}, true
	case d.has("form"):
		return spec.RefusalInfo{Code: "E2", AsError: true, Decides: []string{"/code"}}, true
	case d.has("no"):
		return spec.RefusalInfo{Code: "E3", Decides: []string{"/state"}}, true
	}
	return spec.RefusalInfo{}, false
}

type (
	success struct{ document }
	failed  struct{ document }
)

func (d *failed) ReadDocument(data []byte, how spec.Decoding) strictpay.Deviations {
	d.failure = true
	return d.document.ReadDocument(data, how)
}

// A scene is one row of the table.
type scene struct {
	status   int
	body     string
	money    bool
	change   bool
	earlier  bool // an earlier attempt may have arrived
	exact    bool
	envelope spec.Envelope
	failure  error // in place of a whole answer
}

func (s scene) String() string {
	return fmt.Sprintf("HTTP %d %q money=%v change=%v earlier=%v exact=%v envelope=%d failure=%v", s.status, s.body,
		s.money, s.change, s.earlier, s.exact, s.envelope, s.failure)
}

// Exchange is what the transport does.
func (s scene) Exchange(ctx context.Context, op *spec.Operation, _ *invoke.Request) (spec.Received, error) {
	record := spec.RecordOf(ctx)
	if s.earlier {
		record.Attempts = append(record.Attempts, strictpay.Attempt{Class: strictpay.ClassCut, MayHaveArrived: true})
	}
	unsent := false
	if _, ok := s.failure.(*strictpay.NotSent); ok {
		unsent = true
	}
	record.Attempts = append(record.Attempts, strictpay.Attempt{Status: s.status, MayHaveArrived: !unsent})
	if s.failure != nil && s.status == 0 {
		return spec.Received{}, s.failure
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if s.body == page {
		header.Set("Content-Type", "text/html")
	}
	return spec.Received{Status: s.status, Header: header, Body: []byte(s.body), Envelope: s.envelope}, s.failure
}

func (s scene) call() (*success, strictpay.Info, error) {
	op := &spec.Operation{API: &spec.API{Name: "demo"}, ID: "act", MovesMoney: s.money, Effect: spec.Question,
		Answers: spec.Answers(spec.Body[success]("application/json", 200),
			spec.Body[failed]("application/json", 400, 404)),
		Echo: []spec.Echo{{Request: "/body/id", Answer: "/id", Of: func(answer any) string {
			if d, ok := answer.(*success); ok && d.has("other") {
				return "another"
			}
			return "asked"
		}}},
	}
	if s.change {
		op.Effect = spec.Change
	}
	caller := invoke.NewCaller(invoke.Config{API: op.API, Exchanger: s, Exact: s.exact,
		Drift: func(context.Context, *strictpay.Info) {}})
	var info strictpay.Info
	call := caller.Start(context.Background(), op, []strictpay.CallOption{strictpay.WithInfo(&info)})
	call.Asked(0, "asked")
	value, err := invoke.Value[success](call)
	return value, info, err
}

// expected is the contract's table, line by line, over the words of the bodies.
func (s scene) expected() strictpay.Outcome {
	open := s.envelope == spec.Opened
	sealedOtherwise := s.envelope == spec.Closed || s.envelope == spec.Unopened
	succeeded := s.status == 200 || open
	line := func() strictpay.Outcome {
		switch _, unsent := s.failure.(*strictpay.NotSent); {
		case unsent && !s.earlier: // 1
			return strictpay.Unsent
		case s.failure != nil: // 3
			return strictpay.NotAvailable
		case !open && (s.status == 408 || s.status >= 500 && s.status < 600): // 3
			return strictpay.NotAvailable
		case succeeded && s.body == anotherOne && !sealedOtherwise: // 4
			return strictpay.Contradicted
		case !open && (s.status == 401 || s.status == 403 || s.status == 429): // 5
			return strictpay.Refused
		case !open && s.status >= 400 && s.status < 500 && (s.body == code || s.body == codeBad) && !sealedOtherwise:
			return strictpay.Refused
		case succeeded && s.body == form && !sealedOtherwise:
			return strictpay.Refused
		case succeeded && s.change && (s.body == stateNo || s.body == stateNoBad) && !sealedOtherwise:
			return strictpay.Refused
		case succeeded && (s.body == aValue || s.body == stateNo) && !sealedOtherwise: // 7
			return strictpay.Done
		case succeeded && s.body == aDrift && !s.exact && !sealedOtherwise:
			return strictpay.Done
		}
		return strictpay.Contradicted // 6
	}()
	switch {
	case !s.money:
		return line
	case line == strictpay.NotAvailable, line == strictpay.Contradicted, line == strictpay.Refused && s.earlier:
		return strictpay.Unknown
	case line == strictpay.Refused && !open && (s.status == 403 || s.status == 429):
		if known := (s.body == code || s.body == codeBad) && !sealedOtherwise; s.body != nothing && !known {
			return strictpay.Unknown
		}
	}
	return line
}

// Every combination decides as the contract's table does, and every error is one of the five and holds what came.
func TestEveryRowOfTheTable(t *testing.T) {
	t.Parallel()
	broken := errors.Join(context.Canceled, &strictpay.NotSent{API: "another", Err: errors.New("another call's")})
	rows, seen := 0, map[strictpay.Outcome]int{}
	bodies := []string{nothing, aValue, aDrift, aDamage, anotherOne, stateNo, stateNoBad, form, code, codeBad, badCode,
		text, page, halfCode}
	for _, status := range []int{0, 101, 200, 206, 302, 400, 401, 403, 404, 408, 418, 422, 429, 500, 503, 520, 600,
		999} {
		for _, body := range bodies {
			for flags := range 16 {
				for _, envelope := range []spec.Envelope{spec.Plain, spec.Opened, spec.Closed, spec.Unopened} {
					for _, failure := range []error{nil, context.DeadlineExceeded, broken,
						&strictpay.NotSent{Err: errors.New("no connection")}} {
						s := scene{status: status, body: body, money: flags&1 != 0, change: flags&2 != 0,
							earlier: flags&4 != 0, exact: flags&8 != 0, envelope: envelope, failure: failure}
						_, unsent := failure.(*strictpay.NotSent)
						if (status == 0) != (failure != nil) && (unsent || failure == nil) || failure != nil &&
							envelope != spec.Plain {
							continue
						}
						value, info, err := s.call()
						want := s.expected()
						rows++
						seen[want]++
						if got := strictpay.OutcomeOf(err); got != want || (value != nil) != (err == nil) {
							t.Errorf("%v: %s, want %s: %v", s, got, want, err)
						}
						checkRow(t, s, info, err)
					}
				}
			}
		}
	}
	if rows < 10_000 || len(seen) != 6 {
		t.Errorf("%d rows, outcomes %v", rows, seen)
	}
}

// checkRow looks at what an error holds.
func checkRow(t *testing.T, s scene, info strictpay.Info, err error) {
	t.Helper()
	if errors.Is(err, strictpay.ErrNotSent) && s.earlier || len(info.Attempts) == 0 || info.Status != s.status {
		t.Errorf("%v: attempts %v, HTTP %d: %v", s, info.Attempts, info.Status, err)
	}
	if s.failure == context.DeadlineExceeded && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v: the cause is lost: %v", s, err)
	}
	switch e := err.(type) {
	case *strictpay.OutcomeUnknown:
		understood := s.failure == nil && e.Contradiction == nil && s.status < 500 && s.status != 408
		if len(e.Attempts) == 0 || e.Status != s.status || understood && e.Refusal == nil || e.Refusal != nil &&
			e.Contradiction != nil {
			t.Errorf("%v: the unknown outcome holds %+v, %+v", s, e.Refusal, e.Contradiction)
		}
	case *strictpay.Contradiction:
		if len(e.Deviations) == 0 || string(e.Body()) != s.body || len(e.Attempts) == 0 {
			t.Errorf("%v: the contradiction has %v", s, e.Deviations)
		}
	case *strictpay.Refusal:
		value, ok := strictpay.ValueIn[success](err)
		if ok != (e.Code != "" && (s.status == 200 || s.envelope == spec.Opened) &&
			(s.body == form || s.body == stateNo || s.body == stateNoBad)) || ok && value.text != s.body {
			t.Errorf("%v: the refusal's value is %v", s, value)
		}
		if s.body == codeBad && e.Code != "" && len(e.Deviations) == 0 {
			t.Errorf("%v: the deviations beside the code are not reported", s)
		}
	}
}
