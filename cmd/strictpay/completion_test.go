package main

import (
	"strings"
	"testing"
)

// What a shell asks for is completed: commands, operations, tables, codes, webhooks, arguments and values of flags.
func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typing []string // the last word is the one being typed
		offers []string
	}{
		{[]string{"ca"}, []string{"call"}},
		{[]string{"webhook", ""}, []string{"send", "verify"}},
		{[]string{"call", "vertex.re"},
			[]string{"vertex.retrieveOrderDetails", "vertex.refundOrder", "vertex.rejectOrder"}},
		{[]string{"call", "vertex.refundOrder", "--set", ""}, []string{"shopId=", "orderNumber=", "cost="}},
		{[]string{"call", "xpayments.connectTest", "--set", ""}, []string{"testCode=", "api_version="}},
		{[]string{"check", "--as", "koshelek."}, []string{"koshelek.checkout", "koshelek.postback"}},
		{[]string{"check", "--fail-on", ""}, []string{"violation", "drift", "never"}},
		{[]string{"codes", ""}, []string{"rozetkapay", "vertex"}},
		{[]string{"codes", "koshelek", ""}, []string{"error"}},
		{[]string{"codes", "koshelek", "error", "UNKNOWN_S"}, []string{"UNKNOWN_SESSION_ID"}},
		{[]string{"operations", "ver"}, []string{"vertex", "vertex.createOrder"}},
		{[]string{"fields", "vertex.Order"}, []string{"vertex.OrderResponse"}},
		{[]string{"webhook", "send", "ro"}, []string{"rozetkapay.ppayProcessing"}},
		{[]string{"sandbox", "--output", ""}, []string{"text", "json"}},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish"}},
		{[]string{"xpayments", "bundle", "--to", ""}, []string{"json", "php"}},
	} {
		code, out, _ := typed("", nil, append([]string{"__complete"}, c.typing...)...)
		for _, word := range c.offers {
			found := false
			for line := range strings.Lines(out) {
				offered, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
				found = found || offered == word
			}
			if code != 0 || !found {
				t.Errorf("%v: exit %d, no %s in\n%s", c.typing, code, word, out)
			}
		}
	}
}
