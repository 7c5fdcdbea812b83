package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/sandbox"
)

// A refused is a call of a refund, and the refusal that it meets.
type refused struct {
	line       string
	status     float64
	code, text string
	tip        string
}

// A refund that the provider does not make exits 1, also where the answer is a 200, and says what the operator does.
func TestRefundsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, of := range casesOf {
		c := of.refund(s)
		args := strings.Fields(c.line)
		code, out, errs := typed("", env, append([]string{"call", "-o", "json"}, args...)...)
		rows := lines(t, out)
		if code != 1 || len(rows) != 1 || rows[0]["outcome"] != "refused" || rows[0]["status"] != c.status {
			t.Errorf("%s: exit %d, %s %s", c.line, code, out, errs)
			continue
		}
		refusal := rows[0]["refusal"].(map[string]any)
		keys(t, refusal, "code text group tip")
		said, _ := refusal["text"].(string)
		if refusal["code"] != c.code || !strings.Contains(said, c.text) || refusal["tip"] != c.tip {
			t.Errorf("%s: refusal %v", c.line, refusal)
		}
		_, _, errs = typed("", env, append([]string{"call"}, args...)...)
		if !strings.Contains(errs, c.text) || !strings.Contains(errs, c.tip) {
			t.Errorf("%s: as text %s", c.line, errs)
		}
	}
}
