package clients_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/check"
)

// Amounts of calls that move money are above zero, counts at least one, identifiers above zero; what connectors send
// below zero stays legal, and lists that grow take a new value and tell it.
func TestRequestsSayNothingSenseless(t *testing.T) {
	t.Parallel()
	amount := strictpay.MustDecimal
	for _, c := range []struct {
		name    string
		request interface{ Check(*check.Checker) }
		want    []string // those of these places that must be reported
		never   string
	}{
		{"vertex create", &vertexapi.CreateOrderRequest{ShopID: -1,
			Order: vertexapi.NewOrder{OrderNumber: "A",
				Cost: vertexapi.NewOrderCost{Amount: amount("-5"), Currency: "USD"}}},
			[]string{"violation format /shopId", "violation format /order/cost/amount"}, ""},
		{"vertex refund of nothing",
			&vertexapi.RefundOrderRequest{OrderNumber: "A", Cost: vertexapi.RefundCost{Amount: new(amount("0"))}},
			[]string{"violation format /shopId", "violation format /cost/amount"}, ""},
		{"vertex refund without a cost", &vertexapi.RefundOrderRequest{ShopID: 1, OrderNumber: "A"},
			[]string{"violation missing /cost/amount"}, ""},
		{"vertex payout", &vertexapi.CreatePayoutRequest{ShopID: 1,
			TransferType: new(vertexapi.TransferType("new_rail")),
			Payout: vertexapi.NewPayout{PayoutNumber: "A",
				Cost: vertexapi.NewPayoutCost{Amount: amount("0.00"), Currency: "USD"}}},
			[]string{"violation format /payout/cost/amount", "drift unknown-value /transferType"}, ""},
		{"x-payments capture", &xpaymentsapi.PaymentCaptureRequest{TxnID: "1", Amount: new(amount("-5.00"))},
			[]string{"violation format /amount"}, ""},
		{"x-payments refund", &xpaymentsapi.PaymentRefundRequest{TxnID: "1", Amount: new(amount("0"))},
			[]string{"violation format /amount"}, ""},
		{"x-payments recharge", &xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Description: "x",
			Amount: amount("-1")}, []string{"violation format /amount"}, ""},
		{"x-payments cart", &xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Description: "x", Amount: amount("1"),
			Cart: &xpaymentsapi.Cart{
				Discount: new(amount("-3.00")),
				Items:    []xpaymentsapi.CartItem{{Price: new(amount("10.12345678901234"))}}}}, nil,
			"/cart/items/0/price"},
		{"rozetkapay counts", &rozetkapayapi.CreatePayPartsOrder{PartsCount: 0, Amount: amount("0.99"),
			Products: []rozetkapayapi.PayPartsProduct{{Name: "x", Quantity: -1, Price: amount("-5")}}},
			[]string{"violation format /parts_count", "violation format /amount",
				"violation format /products/0/quantity", "violation format /products/0/price"}, ""},
		{"rozetkapay card and token",
			&rozetkapayapi.PayPartsPaymentMethod{Type: "card", Card: new(rozetkapayapi.PayPartsCardPaymentMethod),
				CcToken: new(rozetkapayapi.CustomerCCTokenRequestPaymentMethod)}, []string{"violation union "}, ""},
		{"koshelek bill", &koshelekapi.CheckoutInvoice{OrderID: "A", TotalAmount: 0,
			Items: []koshelekapi.Item{{Quantity: -5, Tax: "vat22", Measure: new(koshelekapi.Measure("LITER"))}}},
			[]string{"violation format /totalAmount", "violation format /items/0/quantity",
				"drift unknown-value /items/0/tax", "drift unknown-value /items/0/measure"}, ""},
		{"koshelek, 4 roubles", &koshelekapi.CheckoutInvoice{OrderID: "A", TotalAmount: 400}, nil, "/totalAmount"},
	} {
		checker := new(check.Checker)
		c.request.Check(checker)
		var reported []string
		for _, d := range checker.Found().List {
			reported = append(reported, fmt.Sprintf("%s %s %s", d.Severity, d.Kind, d.Pointer))
			if d.Pointer == c.never && c.never != "" {
				t.Errorf("%s: reported %s", c.name, d)
			}
		}
		for _, want := range c.want {
			if !slices.Contains(reported, want) {
				t.Errorf("%s: %q is not reported; reported are %q", c.name, want, reported)
			}
		}
	}
}
