package invoke_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// found writes deviations as "kind pointer", sorted.
func found(devs []strictpay.Deviation) []string {
	var out []string
	for _, d := range devs {
		out = append(out, string(d.Kind)+" "+d.Pointer)
	}
	slices.Sort(out)
	return out
}

// order has every required member; text brings one of them or more.
func order(text string) string {
	all := []string{`"id":1`, `"shopId":1`, `"orderNumber":"A-1"`, `"orderStatus":"completed"`,
		`"cost":{"amount":"1","currency":"USD"}`,
		`"timeLimit":"2023-08-29T15:34:56Z"`, `"orderCreatedAt":"2023-08-29T15:34:56Z"`, `"autoCapture":true`,
		`"payments":[]`}
	var parts []string
	for _, member := range all {
		name, _, _ := strings.Cut(member, ":")
		if !strings.HasPrefix(text, name) {
			parts = append(parts, member)
		}
	}
	return `{"data":{` + strings.Join(append(parts, text), ",") + `}}`
}

// Errors print codes, pointers and tables, and nothing of what came or went.
func TestErrorsNeverPrintBodies(t *testing.T) {
	t.Parallel()
	const planted = "PlantedQ"
	calls, _ := answered(t, 400, "application/json",
		`{"code":true,"title":"`+planted+`","detail":"`+planted+`","`+"x"+`":"`+planted+`"}`)
	_, refused := calls.RetrieveOrderDetails(t.Context(), 1, planted)
	_, unknown := calls.CaptureOrder(t.Context(), vertexapi.OrderOperationRequest{ShopID: 1, OrderNumber: "A-1"})
	calls, _ = answered(t, 200, "application/json", order(`"id":"`+planted+`","orderPaidAt":"`+planted+`"`))
	_, damaged := calls.RetrieveOrderDetails(t.Context(), 1, planted)
	_, unsent := calls.RefundOrder(t.Context(),
		vertexapi.RefundOrderRequest{OrderNumber: "", PaymentID: new(planted),
			Cost: vertexapi.RefundCost{Currency: new(planted)}})
	for _, err := range []error{refused, unknown, damaged, unsent} {
		if err == nil {
			t.Fatal("no error to print")
		}
		for e := err; e != nil; {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
				if text := fmt.Sprintf(verb, e); strings.Contains(text, planted) ||
					strings.Contains(text, "506c616e746564") {
					t.Errorf("%s of %T prints it: %s", verb, e, text)
				}
			}
			var log strings.Builder
			slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "error", e)
			if strings.Contains(log.String(), planted) {
				t.Errorf("slog of %T shows it: %s", e, log.String())
			}
			u, ok := e.(interface{ Unwrap() error })
			if !ok {
				break
			}
			e = u.Unwrap()
		}
	}
}
