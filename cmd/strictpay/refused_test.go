package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// A refund that the provider does not make exits 1, also where the answer is a 200, and says what the operator does.
func TestRefundsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	env := environmentOf(t, s)
	item := `{"name":"Tea","article":"1","price":5,"quantity":1,"totalAmount":5,"tax":"vat10"}`
	txnID := xpaymentsfake.TxnID("status-2") // authorized, so there is nothing to refund
	for _, c := range []struct {
		line       string
		status     float64
		code, text string // of the refusal
		tip        string
	}{
		{
			"xpayments.paymentRefund --set amount=1 --set txnId=" + txnID, 200, "0", "The payment cannot be refunded",
			"",
		},
		{
			"koshelek.refundTransaction --set transactionId=" + s.Koshelek.Seeded("rejected") +
				" --set refundAmount=5 --set storeId=5eed0000-0000-4000-8000-000000009001 --set token=desk-0123456789" +
				" --set items=[" + item + "]",
			200, "TERMINAL_STATE_OF_PAYMENT_TRANSACTION", "Refund rejected", "Возврат уже выполнен.",
		},
		{
			"rozetkapay.payPartsRefund --set amount=5 --set external_id=status-order-expired", 409,
			"transaction_success_primary_not_found", "not found", "",
		},
		{"vertex.refundOrder --set shopId=115 --set orderNumber=none", 404, "404", "Not found order", ""},
	} {
		args := strings.Fields(c.line)
		if strings.HasPrefix(c.line, "vertex") {
			args = append(args, "--set", `cost={"amount":"1","currency":"EUR"}`)
		}
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
