package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/sandbox"
)

// A body that was cut or runs on is not sent: what is left of it could be another amount.
func TestCallDoesNotSendDamagedBodies(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, body := range []string{`{"external_id":"example-refund","amount":15`, `{"external_id":"example-refund","amount":5`, `{"external_id":"example-refund"}}`,
		`{"external_id":"example-refund"}{"amount":1}`, `{"external_id":"example-refund"} ,"amount":5}`, `{`, ``, `[]`, `{"external_id":"example-refund","external_id":"b"}`} {
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

func TestCallSaysWhatIsWrongWithArguments(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		code int
		want string // in the complaint
		kind string // of a deviation in the JSON
	}{
		{"a member too long", env, []string{"koshelek.transactionStatus", "--set", "requestId=" + strings.Repeat("1", 37), "--set", "transactionId=x"}, 2, "/requestId", "format"},
		{"an argument that a GET does not have", env, []string{"vertex.retrieveOrderDetails", "--set", "foo=1"}, 2, "orderNumber", ""},
		{"an argument that a body does not have", env, []string{"vertex.captureOrder", "--set", "foo=1"}, 2, "orderNumber", ""},
		{"a body for a GET", env, []string{"vertex.retrieveOrderDetails", "--body", "-"}, 2, "takes no --body", ""},
		{"no server", nil, []string{"vertex.retrieveOrderDetails"}, 2, "STRICTPAY_VERTEX_URL", ""},
		{"no token", nil, []string{"vertex.retrieveOrderDetails", "--server", s.Vertex.URL}, 2, "STRICTPAY_VERTEX_TOKEN", ""},
		{"no login", nil, []string{"koshelek.getAvailability", "--server", s.Koshelek.URL}, 2, "STRICTPAY_KOSHELEK_LOGIN", ""},
		{"no certificate", nil, []string{"xpayments.connectTest", "--server", s.XPayments.URL}, 2, "STRICTPAY_XPAYMENTS_CERTIFICATE_FILE", ""},
		{"nobody there", env, []string{"vertex.retrieveOrderDetails", "--set", "shopId=1", "--set", "orderNumber=A", "--server", "http://127.0.0.1:1"}, 2, "strictpay sandbox", ""},
		{"a version that lacks a member", env, []string{"xpayments.paymentGetAdditionalInfo", "--set", "txnId=a", "--set", "refresh=1", "--set", "api_version=1.5"}, 2, "/refresh", "unknown-member"},
		{"a child account that is none", env, []string{"rozetkapay.payPartsGetBanksInfo", "--set", "X-ON-BEHALF-OF=nobody"}, 1, "refused", ""},
	} {
		code, out, errs := typed("{}", c.env, append([]string{"call", "--output", "json"}, c.args...)...)
		rows := lines(t, out)
		if code != c.code || len(rows) != 1 || !strings.Contains(errs, c.want) || rows[0]["ok"] != false || rows[0]["error"] == "" || len(rows[0]) != 10 {
			t.Errorf("%s: exit %d, %s %s", c.name, code, out, errs)
			continue
		}
		if devs := rows[0]["deviations"].([]any); c.kind != "" && (len(devs) != 1 || devs[0].(map[string]any)["kind"] != c.kind) {
			t.Errorf("%s: deviations %v", c.name, devs)
		}
	}
	code, out, errs := typed("", env, "call", "rozetkapay.payPartsGetBanksInfo", "--set", "X-ON-BEHALF-OF="+s.RozetkaPay.ChildLogin)
	if code != 0 {
		t.Errorf("a child account: exit %d, %s %s", code, out, errs)
	}
}
