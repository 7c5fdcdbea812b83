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

func TestCallSaysWhatIsWrongWithArguments(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	const ask, child = "vertex.retrieveOrderDetails", "rozetkapay.payPartsGetBanksInfo --set X-ON-BEHALF-OF="
	for _, c := range []struct {
		env      map[string]string
		line     string
		code     int
		want     string // in the complaint
		reported string // deviations in the JSON
	}{
		{
			env, "koshelek.transactionStatus --set transactionId=x --set requestId=" + strings.Repeat("1", 37), 2,
			"/requestId",
			"violation format /requestId",
		},
		{env, ask + " --set foo=1", 2, "orderNumber", ""},
		{env, "rozetkapay.payPartsRefund --set external_id=x --set amount=", 2, "/amount", "drift format /amount"},
		{env, "vertex.captureOrder --set foo=1", 2, "orderNumber", ""},
		{env, ask + " --body -", 2, "takes no --body", ""},
		{nil, ask, 2, "STRICTPAY_VERTEX_URL", ""},
		{nil, ask + " --server " + s.Vertex.URL, 2, "STRICTPAY_VERTEX_TOKEN", ""},
		{nil, "koshelek.getAvailability --server " + s.Koshelek.URL, 2, "STRICTPAY_KOSHELEK_LOGIN", ""},
		{nil, "xpayments.connectTest --server " + s.XPayments.URL, 2, "STRICTPAY_XPAYMENTS_CERTIFICATE_FILE", ""},
		{env, ask + " --set shopId=1 --set orderNumber=A --server http://127.0.0.1:1", 2, "strictpay sandbox", ""},
		{
			env, "xpayments.paymentGetAdditionalInfo --set txnId=a --set refresh=1 --set api_version=1.5", 2,
			"/refresh",
			"violation unknown-member /refresh",
		},
		{env, child + "nobody", 1, "refused", ""},
	} {
		code, out, errs := typed("{}", c.env,
			append([]string{"call", "--output", "json"}, strings.Fields(c.line)...)...)
		rows := lines(t, out)
		if code != c.code || len(rows) != 1 || !strings.Contains(errs, c.want) || reported(rows[0]) != c.reported {
			t.Errorf("%s: exit %d, %s %s", c.line, code, out, errs)
			continue
		}
		keys(t, rows[0], callKeys)
	}
	code, out, errs := typed("", env, append([]string{"call"}, strings.Fields(child+s.RozetkaPay.ChildLogin)...)...)
	if code != 0 {
		t.Errorf("a child account: exit %d, %s %s", code, out, errs)
	}
}
