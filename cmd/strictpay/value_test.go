package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/rawserver"
)

// The value as far as it was read comes with every outcome that an answer caused; what it hides otherwise is hidden
// here as well.
func TestCallGivesTheValueAsFarAsRead(t *testing.T) {
	t.Parallel()
	order := example(t, "vertex/examples/retrieveOrderDetails.200.json")
	cancelled := example(t, "vertex/examples/cancelOrder.200.json")
	for _, c := range []struct {
		name, operation string
		status          int
		body, want      string // outcome
		kept            string // in the value; "" for no value
	}{
		{
			"one member is damaged", "vertex.retrieveOrderDetails", 200,
			strings.Replace(order, `"orderStatus"`, `"orderStatsu"`, 1), "contradicted",
			`"orderNumber":"56573FDFVFDBWF"`,
		},
		{
			"money moved, perhaps", "vertex.cancelOrder", 200,
			strings.Replace(cancelled, `"shop-1009"`, `"shop-1010"`, 1), "unknown", `"orderNumber":"shop-1010"`,
		},
		{
			"a status that means no", "rozetkapay.payPartsCancelOrder", 200,
			`{"is_success":false,"details":{"status":"failure","status_code":"card_expired"}}`,
			"refused", `"status_code":"card_expired"`,
		},
		{"half", "vertex.retrieveOrderDetails", 200, order[:len(order)/2], "contradicted",
			`"orderNumber":"56573FDFVFDBWF"`},
		{"an error answer", "vertex.retrieveOrderDetails", 404, `{"code":404,"message":"none"}`, "refused", ""},
		{"a page", "vertex.cancelOrder", 200, proxyPage, "unknown", ""},
		{"a page for an error", "vertex.retrieveOrderDetails", 404, proxyPage, "contradicted", ""},
		{"done", "vertex.cancelOrder", 200, cancelled, "done", `"orderNumber":"shop-1009"`},
	} {
		server := rawserver.New(t, rawserver.JSON(c.status, c.body))
		_, out, errs := typed("", environmentAt(server.URL), subjectOf(t, c.operation).line(t)...)
		rows := lines(t, out)
		if len(rows) != 1 || rows[0]["outcome"] != c.want {
			t.Errorf("%s: %s %s", c.name, out, errs)
			continue
		}
		value, err := json.Marshal(rows[0]["value"])
		if err != nil {
			t.Fatal(err)
		}
		if c.kept == "" && string(value) != "null" || !strings.Contains(string(value), c.kept) {
			t.Errorf("%s: value %s", c.name, value)
		}
		if strings.Contains(errs, c.kept) && c.kept != "" {
			t.Errorf("%s: the value is in the error: %s", c.name, errs)
		}
	}
}
