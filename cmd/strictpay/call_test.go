package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// callKeys are the documented keys of a call's JSON.
const callKeys = "operation status outcome ok value refusal reference deviations attempts error location"

// Every example of the sandbox is a call that is answered, on a sandbox of its own: examples change state.
func TestCallAnswersTheSandboxsExamples(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, a := range apis.All() {
		api, examples := a.Name, a.Fake(s).Examples()
		seen := map[string]bool{}
		for _, x := range examples {
			seen[x.Operation] = true
			args := []string{"call", api + "." + x.Operation, "--output", "json"}
			for name, value := range x.Set {
				args = append(args, "--set", name+"="+value)
			}
			code, out, errs := typed("", env, args...)
			rows := lines(t, out)
			if len(rows) != 1 || rows[0]["value"] == nil || len(rows[0]["deviations"].([]any)) > 0 {
				t.Errorf("%s.%s %v: exit %d, %s %s", api, x.Operation, x.Set, code, out, errs)
				continue
			}
			row := rows[0]
			keys(t, row, callKeys)
			value, _ := row["value"].(map[string]any) // nil for a list
			state := value["status"]
			// of RozetkaPay's orders
			purchase, _ := value["purchase_details"].(map[string]any)
			// seeds of payments that failed
			if no := state == "rejected" || state == "" || purchase["status"] == "failure"; no {
				if code != 1 || row["ok"] != false || row["outcome"] != "refused" || row["refusal"] == nil ||
					errs == "" {
					t.Errorf("%s.%s %v: exit %d, %s %s", api, x.Operation, x.Set, code, out, errs)
				}
			} else if code != 0 || row["ok"] != true || row["outcome"] != "done" || row["refusal"] != nil ||
				errs != "" {
				t.Errorf("%s.%s %v: exit %d, %s %s", api, x.Operation, x.Set, code, out, errs)
			}
		}
		for _, op := range a.Operations {
			if !seen[op.ID] {
				t.Errorf("%s.%s has no example", api, op.ID)
			}
		}
	}
}

func TestCallExitCodes(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	const ask = "vertex.retrieveOrderDetails --set shopId=115 --set orderNumber="
	const capture = "vertex.captureOrder --set shopId=115 --set orderNumber="
	for _, c := range []struct {
		line     string
		code     int
		reported string // one of the deviations
	}{
		{ask + "none", 1, ""},
		{ask + fake.FaultDamaged, 4, "violation type /data"},
		{ask + fake.FaultHTML, 4, "violation media-type "},
		{ask + fake.FaultLarge, 4, "violation size "},
		{capture + fake.FaultCut, 3, ""},
		{capture + fake.FaultHTML, 3, "violation media-type "},
		{ask + "A --server http://127.0.0.1:1", 2, ""},
		{ask + "A --server http://192.0.2.1", 2, ""},
		{"vertex.retrieveOrderDetails --set shopId=115", 2, "violation missing /path/orderNumber"},
		{"vertex.captureOrder --set shopId=abc", 2, ""},
		{"vertex.captureOrder --set colour=red", 2, ""},
	} {
		code, out, errs := typed("", env, append([]string{"call", "-o", "json"}, strings.Fields(c.line)...)...)
		rows := lines(t, out)
		if code != c.code || errs == "" || len(rows) != 1 || !strings.Contains(reported(rows[0]), c.reported) {
			t.Errorf("%s: exit %d, want %d: %s %s", c.line, code, c.code, out, errs)
		}
	}
}

// A number that is not given is not zero.
func TestCallWithoutANumber(t *testing.T) {
	t.Parallel()
	code, _, errs := typed("", environmentOf(t, sandbox.New(t)), "call", "vertex.retrieveOrderDetails",
		"--set", "orderNumber=A-1")
	if code != 2 || !strings.Contains(errs, "shopId is required: --set shopId=VALUE") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func TestCallWithBody(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	create := []string{"call", "vertex.createOrder", "--body", "-", "--output", "json"}
	order := `{"shopId":115,"order":{"orderNumber":"body-1","cost":{"amount":"56.00","currency":"CLP"}}}`
	code, out, errs := typed(order, env, create...)
	if code != 0 || !strings.Contains(out, "paymentLink") || strings.Contains(out, `\u0026`) {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
	code, out, errs = typed(strings.Replace(order, "body-1", "body-2", 1), env, create[:4]...)
	if code != 0 || strings.Contains(out, `\u0026`) || !strings.Contains(out, "createOrder: done, HTTP 20") {
		t.Errorf("as text: exit %d, %s %s", code, out, errs)
	}
	code, _, errs = typed(`{"shopId":115,"ordr":{}}`, env, create...)
	if code != 2 || !strings.Contains(errs, "/ordr") {
		t.Errorf("a slip in a name: exit %d, %s", code, errs)
	}
}
