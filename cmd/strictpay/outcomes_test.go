package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/rawserver"
)

// A subject is an operation that the outcomes are tried on: a call, and what its provider could answer.
type subject struct {
	operation string
	set       []string
	request   string // example for --body
	value     string // example of the success
	refusal   string // example of a refusal with a code
	reference string // operation to ask with, after an unknown outcome
	id, idAt  string // what the success is about, and where it says so; "" for nothing to compare
	errorForm bool   // the refusal may come with a 200 as well
	open      bool   // the success takes any member without drift
}

const proxyPage = "<!DOCTYPE html><html><body>No route matched</body></html>"

// contents are what a body can be. A value and a drift give a value, a refusal has the documented code.
var contents = []string{"value", "drift", "refusal", "violation", "page", "text", "empty"}

func (s *subject) body(t *testing.T, content string) string {
	t.Helper()
	api, _, _ := strings.Cut(s.operation, ".")
	switch content {
	case "value":
		return example(t, api+"/examples/"+s.value)
	case "drift":
		return strings.Replace(example(t, api+"/examples/"+s.value), "{", `{"added_later": 1, `, 1)
	case "refusal":
		return example(t, api+"/examples/"+s.refusal)
	case "violation":
		return `{"data": 5, "status": [], "details": "none", "external_id": {}, "requestId": []}`
	case "page":
		return proxyPage
	case "text":
		return `{"message": "no Route matched with those values"}`
	}
	return ""
}

// expected decides as section 5 of the contract does, line by line.
func (s *subject) expected(status int, content string) string {
	line := func() string {
		switch {
		case status == 408 || status >= 500:
			return "unavailable"
		case status == 401 || status == 403 || status == 429:
			return "refused"
		case status >= 400 && content == "refusal":
			return "refused"
		case status == 200 && content == "refusal" && s.errorForm:
			return "refused"
		case status == 200 && (content == "value" || content == "drift"):
			return "done"
		}
		return "contradicted"
	}()
	foreign := (status == 403 || status == 429) && content != "empty" && content != "refusal"
	if s.reference != "" && (line == "unavailable" || line == "contradicted" || line == "refused" && foreign) {
		return "unknown"
	}
	return line
}

var exitCodes = map[string]int{
	"done": 0, "refused": 1, "not sent": 2, "unknown": 3, "contradicted": 4, "unavailable": 5,
}

// Every status with every body ends as the contract's table says, in JSON and by exit code.
func TestCallTellsTheOutcome(t *testing.T) {
	t.Parallel()
	for _, s := range subjects() {
		for _, status := range []int{200, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 501} {
			for _, content := range contents {
				t.Run(fmt.Sprint(s.operation, " ", status, " ", content), func(t *testing.T) {
					t.Parallel()
					s.try(t, status, content)
				})
			}
		}
	}
}

// environmentAt has made-up credentials for a server of the test's own.
func environmentAt(url string) map[string]string {
	env := map[string]string{}
	for _, a := range apis.All() {
		prefix := "STRICTPAY_" + strings.ToUpper(a.Name) + "_"
		env[prefix+"URL"] = url
		env[prefix+"LOGIN"], env[prefix+"PASSWORD"], env[prefix+"TOKEN"] = "login", "password", "token"
	}
	return env
}

// line is the command line of a subject's call.
func (s *subject) line(t *testing.T) []string {
	t.Helper()
	args := []string{"call", s.operation, "--output", "json"}
	for _, set := range s.set {
		args = append(args, "--set", set)
	}
	if s.request != "" {
		api, _, _ := strings.Cut(s.operation, ".")
		args = append(args, "--body", "../../specs/"+api+"/examples/"+s.request)
	}
	return args
}

func (s *subject) try(t *testing.T, status int, content string) {
	t.Helper()
	text := s.body(t, content)
	mediaType := "application/json"
	if content == "page" {
		mediaType = "text/html"
	}
	server := rawserver.New(t, rawserver.Whole(status, mediaType, text))
	code, out, errs := typed("", environmentAt(server.URL), s.line(t)...)
	want := s.expected(status, content)
	rows := lines(t, out)
	if len(rows) != 1 || rows[0]["outcome"] != want || code != exitCodes[want] {
		t.Fatalf("exit %d, want %s: %s %s", code, want, out, errs)
	}
	s.consistent(t, rows[0], errs, status)
	found := slices.ContainsFunc(rows[0]["deviations"].([]any), func(d any) bool {
		return d.(map[string]any)["pointer"] == "/added_later"
	})
	if content == "drift" && want == "done" && found == s.open {
		t.Errorf("the drift is not reported: %s", out)
	}
}

// consistent checks that the keys of a result say one and the same.
func (s *subject) consistent(t *testing.T, row map[string]any, errs string, status int) {
	t.Helper()
	keys(t, row, callKeys)
	outcome := row["outcome"].(string)
	done := outcome == "done"
	// What could be read of an answer is there as well, but for an error answer, which is in the refusal.
	partly := !done && outcome != "unavailable" && (status < 400 || row["refusal"] == nil)
	if row["ok"] != done || (row["value"] == nil) == done && !partly || (row["error"] == "") != done ||
		(errs == "") != done {
		t.Errorf("done %v: %v %s", done, row, errs)
	}
	if row["operation"] != s.operation || row["status"] != float64(status) || len(row["attempts"].([]any)) == 0 {
		t.Errorf("%v", row)
	}
	refusal, _ := row["refusal"].(map[string]any)
	if outcome == "refused" && refusal == nil {
		t.Errorf("a refusal without one: %v", row)
	}
	if refusal != nil {
		keys(t, refusal, "code text group tip")
	}
	reference, _ := row["reference"].(map[string]any)
	if (reference != nil) != (outcome == "unknown") {
		t.Errorf("outcome %s, reference %v", outcome, reference)
	}
	if reference != nil {
		keys(t, reference, "operation arguments")
		if reference["operation"] != s.reference || !strings.Contains(errs, "try: strictpay call "+s.reference) {
			t.Errorf("reference %v, %s", reference, errs)
		}
	}
	for _, a := range row["attempts"].([]any) {
		keys(t, a.(map[string]any), "began seconds status failure may_have_arrived")
	}
}
