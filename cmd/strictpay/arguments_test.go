package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// A body that was cut or runs on is not sent: what is left of it could be another amount.
func TestCallDoesNotSendDamagedBodies(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, body := range []string{
		`{"external_id":"example-refund","amount":15`, `{"external_id":"example-refund","amount":5`,
		`{"external_id":"example-refund"}}`, `{"external_id":"example-refund"}{"amount":1}`,
		`{"external_id":"example-refund"} ,"amount":5}`, `{`, ``, `[]`,
		`{"external_id":"example-refund","external_id":"b"}`,
	} {
		code, out, errs := typed(body, env, "call", "rozetkapay.payPartsRefund", "--body", "-", "--output", "json")
		rows := lines(t, out)
		if code != 2 || len(rows) != 1 || len(rows[0]["deviations"].([]any)) == 0 || errs == "" {
			t.Errorf("%q: exit %d, %s %s", body, code, out, errs)
		}
	}
	if refunded := s.RozetkaPay.Books("example-refund").Refunds; refunded != 0 {
		t.Errorf("%d refunds were made", refunded)
	}
}

// An argumentCase is a call with arguments, and what it ends with.
type argumentCase struct {
	line     string
	code     int
	want     string // in the complaint
	reported string // deviations in the JSON
}

func TestCallSaysWhatIsWrongWithArguments(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	for _, of := range casesOf {
		for _, c := range of.arguments {
			c.try(t, env)
		}
	}
}

func (c *argumentCase) try(t *testing.T, env map[string]string) {
	t.Helper()
	code, out, errs := typed("{}", env, append([]string{"call", "--output", "json"}, strings.Fields(c.line)...)...)
	rows := lines(t, out)
	if code != c.code || len(rows) != 1 || !strings.Contains(errs, c.want) || reported(rows[0]) != c.reported {
		t.Errorf("%s: exit %d, %s %s", c.line, code, out, errs)
		return
	}
	keys(t, rows[0], callKeys)
}

// Without an address, and with an address and no credentials, the complaint names a variable that has to be set.
func TestCallSaysWhichSettingsAreMissing(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	for _, a := range apis.All() {
		operation := a.Name + "." + a.Operations[0].ID
		c := argumentCase{operation, exitUsage, a.Variable("URL"), ""}
		c.try(t, nil)
		code, out, errs := typed("{}", nil, "call", operation, "--server", a.Fake(s).URL)
		if code != exitUsage || !slices.ContainsFunc(apis.Variables(a), func(name string) bool {
			return strings.Contains(errs, "set "+name)
		}) {
			t.Errorf("%s: exit %d, %s %s", operation, code, out, errs)
		}
	}
}

// A call for another account is made where the account may act for it.
func TestCallForAChildAccount(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	code, out, errs := typed("", environmentOf(t, s), "call", "rozetkapay.payPartsGetBanksInfo",
		"--set", "X-ON-BEHALF-OF="+s.RozetkaPay.ChildLogin)
	if code != 0 {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
}
