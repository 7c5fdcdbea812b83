package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// callKeys are the documented keys of a call's JSON.
const callKeys = "operation status outcome ok value refusal reference deviations attempts error"

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
			if no := state == "rejected" || state == ""; no { // Koshelek's seeds of payments that failed
				if code != 1 || row["ok"] != false || row["outcome"] != "refused" || row["refusal"] == nil || errs == "" {
					t.Errorf("%s.%s %v: exit %d, %s %s", api, x.Operation, x.Set, code, out, errs)
				}
			} else if code != 0 || row["ok"] != true || row["outcome"] != "done" || row["refusal"] != nil || row["error"] != "" || errs != "" {
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
	s := sandbox.New(t)
	env := environmentOf(t, s)
	order := []string{"--set", "shopId=115", "--set"}
	for _, c := range []struct {
		name string
		args []string
		code int
		kind string
	}{
		{"a refusal", append([]string{"vertex.retrieveOrderDetails", "orderNumber=none"}, order...), 1, ""},
		{"damage", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultDamaged}, order...), 4, "type"},
		{"HTML", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultHTML}, order...), 4, "media-type"},
		{"too large", append([]string{"vertex.retrieveOrderDetails", "orderNumber=" + fake.FaultLarge}, order...), 4, "size"},
		{"money, cut", append([]string{"vertex.captureOrder", "orderNumber=" + fake.FaultCut}, order...), 3, ""},
		{"nobody there", append([]string{"vertex.retrieveOrderDetails", "orderNumber=A", "--server", "http://127.0.0.1:1"}, order...), 2, ""},
		{"plain http elsewhere", append([]string{"vertex.retrieveOrderDetails", "orderNumber=A", "--server", "http://192.0.2.1"}, order...), 2, ""},
		{"a missing argument", []string{"vertex.retrieveOrderDetails", "shopId=115"}, 2, "missing"},
		{"an argument of another type", []string{"vertex.captureOrder", "shopId=abc"}, 2, ""},
		{"an argument that it does not have", []string{"vertex.captureOrder", "colour=red"}, 2, ""},
	} {
		// The set that differs stands second; --set before it is put in here.
		args := []string{"call", c.args[0], "--output", "json", "--set", c.args[1]}
		rest := c.args[2:]
		if n := len(rest); n > 0 && rest[n-1] == "--set" {
			rest = rest[:n-1]
		}
		code, out, errs := typed("", env, append(args, rest...)...)
		if code != c.code || errs == "" {
			t.Errorf("%s: exit %d, want %d: %s %s", c.name, code, c.code, out, errs)
		}
		if c.kind == "" || out == "" {
			continue
		}
		kinds := []string{}
		for _, d := range lines(t, out)[0]["deviations"].([]any) {
			kinds = append(kinds, d.(map[string]any)["kind"].(string))
		}
		if !slices.Contains(kinds, c.kind) {
			t.Errorf("%s: deviations %v", c.name, kinds)
		}
	}
}

func TestCallWithBody(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	code, out, errs := typed(`{"shopId":115,"order":{"orderNumber":"body-1","cost":{"amount":"56.00","currency":"CLP"}}}`, env, "call", "vertex.createOrder", "--body", "-", "--output", "json")
	if code != 0 || !strings.Contains(out, "paymentLink") {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
	code, _, errs = typed(`{"shopId":115,"ordr":{}}`, env, "call", "vertex.createOrder", "--body", "-")
	if code != 2 || !strings.Contains(errs, "/ordr") {
		t.Errorf("a slip in a name: exit %d, %s", code, errs)
	}
	code, _, errs = typed("", env, "call", "vertex.retrieveOrderDetails", "--set", "shopId")
	if code != 2 || !strings.Contains(errs, "name=value") {
		t.Errorf("a set without value: exit %d, %s", code, errs)
	}
}
