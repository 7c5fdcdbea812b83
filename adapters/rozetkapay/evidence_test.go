package rozetkapay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
)

func findings(devs []strictpay.Deviation) string {
	var list []string
	for _, d := range devs {
		list = append(list, fmt.Sprintf("%s %s", d.Kind, d.Pointer))
	}
	return strings.Join(list, ", ")
}

// Nothing is required in an answer, so each form names what shows that it is one. null is no evidence, what cannot be
// read is told once.
func TestAnswersProveThemselves(t *testing.T) {
	t.Parallel()
	operation := func(body string) string {
		_, devs, _ := rozetkapayapi.DecodePayPartsOperationResult([]byte(body))
		return findings(devs)
	}
	order := func(body string) string {
		_, devs, _ := rozetkapayapi.DecodePayPartsOrder([]byte(body))
		return findings(devs)
	}
	refusal := func(body string) string {
		_, devs, _ := rozetkapayapi.DecodeErrorResponse([]byte(body))
		return findings(devs)
	}
	for _, c := range []struct {
		read       func(string) string
		body, want string
	}{
		{operation, `{"is_success":true}`, ""},
		{operation, `{"details":{"status":"pending"}}`, ""},
		{operation, `{"is_success":null,"details":{"status":"success"}}`, ""},
		{operation, `{}`, "missing /is_success"},
		{operation, `{"is_success":null,"details":null}`, "missing /is_success"},
		{operation, `{"id":"1","external_id":"A","details":{"status":null,"status_code":"pending"}}`,
			"missing /is_success"},
		{operation, `{"is_success":[]}`, "type /is_success"},
		{operation, `null`, "null "},
		{operation, `{"id":`, "syntax /id"},
		{operation, `{"code":"invalid_request_body","message":"m"}`,
			"unknown-member /code, unknown-member /message, missing /is_success"},
		{order, `{"external_id":"A"}`, ""},
		{order, `{"refund_details":[]}`, ""},
		{order, `{}`, "missing "},
		{order, `{"external_id":null,"confirmed":null}`, "missing "},
		{order, `{"new":1}`, "unknown-member /new, missing "},
		{refusal, `{"code":"invalid_data"}`, ""},
		{refusal, `{"message":"no Route matched"}`, "missing /code"},
		{refusal, `{"code":null}`, "missing /code"},
	} {
		if got := c.read(c.body); got != c.want {
			t.Errorf("%s: reported %q, want %q", c.body, got, c.want)
		}
	}
}

// A listed status decides, else the group of the code, else is_success; pending is no refusal.
func TestWhatDecidesARefusal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body     string
		refused  bool
		reported string
	}{
		{`{"is_success":true,"details":{"status":"success"}}`, false, ""},
		{`{"details":{"status":"failure","status_code":"transaction_declined"}}`, true, ""},
		{`{"is_success":null,"details":{"status":"failure","status_code":"transaction_declined"}}`, true, ""},
		{`{"is_success":true,"details":{"status":"failure","status_code":"transaction_declined"}}`, true, ""},
		{`{"is_success":false,"details":{"status":"pending"}}`, false, ""},
		{`{"is_success":false,"details":{"status":"init","status_code":"transaction_declined"}}`, false, ""},
		{`{"is_success":false,"details":{"status":"success"}}`, false, "union /is_success"},
		{`{"is_success":false,"details":{"status":"later","status_code":"pending"}}`, false,
			"unknown-value /details/status"},
		{`{"is_success":false,"details":{"status_code":"waiting_for_redirect"}}`, false, ""},
		{`{"is_success":true,"details":{"status_code":"order_expired"}}`, true, ""},
		{`{"is_success":true,"details":{"status_code":"refund_is_cancelled_by_system"}}`, true, ""},
		{`{"is_success":false,"details":{"status_code":"refund_successful"}}`, false, ""},
		{`{"is_success":false,"details":{"status_code":"card_expired"}}`, true, ""},
		{`{"is_success":true,"details":{"status_code":"card_expired"}}`, false, ""},
		{`{"is_success":false}`, true, ""},
		{`{"is_success":true}`, false, ""},
	} {
		v, devs, _ := rozetkapayapi.DecodePayPartsOperationResult([]byte(c.body))
		if refusal := v.Refusal(); (refusal != nil) != c.refused {
			t.Errorf("%s: refusal %v", c.body, refusal)
		}
		if got := findings(devs); got != c.reported {
			t.Errorf("%s: reported %q, want %q", c.body, got, c.reported)
		}
	}
}

// The question about an order returns its value whatever the state is, and the value reads the no in it.
func TestOrderSaysThatItWasRefused(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t)
	client, err := rozetkapay.New(s.RozetkaPay.URL, s.RozetkaPay.Login, s.RozetkaPay.Password)
	if err != nil {
		t.Fatal(err)
	}
	order, err := client.PayPartsRequestInfo(t.Context(), "status-order-expired")
	if err != nil {
		t.Fatal(err)
	}
	if no := order.Refusal(); no == nil || no.Code != "order_expired" || no.Row.Text != "Order expired." {
		t.Errorf("an expired order reads as %v", no)
	}
	if order, err = client.PayPartsRequestInfo(t.Context(), "status-order-created"); err == nil &&
		order.Refusal() != nil {
		t.Errorf("an order that waits reads as %v", order.Refusal())
	}
}
