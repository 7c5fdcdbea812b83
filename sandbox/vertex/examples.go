package vertexfake

import (
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Examples are calls that a fresh sandbox answers with success, in this order or any other: one per operation, and one
// per status of orders and payouts.
func (v *Server) Examples() []fake.Example {
	shop := itoa(v.ShopID)
	order := func(number string) map[string]string { return map[string]string{"shopId": shop, "orderNumber": number} }
	payout := func(number string) map[string]string {
		return map[string]string{"shopId": shop, "payoutNumber": number}
	}
	examples := []fake.Example{
		{Operation: "retrieveOrderDetails", Set: order("instrument-card")},
		{Operation: "createOrder", Set: map[string]string{
			"shopId": shop, "order": `{"orderNumber":"example-order","cost":{"amount":"56.00","currency":"CLP"}}`,
		}},
		{Operation: "captureOrder", Set: order("example-capture")},
		{Operation: "cancelOrder", Set: order("example-cancel")},
		{Operation: "rejectOrder", Set: order("example-reject")},
		{Operation: "refundOrder", Set: map[string]string{
			"shopId": shop, "orderNumber": "example-refund", "cost": `{"amount":"20.00","currency":"EUR"}`,
		}},
		{Operation: "listPaymentMethods", Set: map[string]string{"shopId": shop}},
		{Operation: "listPayoutMethods", Set: map[string]string{"shopId": shop}},
		{Operation: "listPayoutFields", Set: map[string]string{
			"instrumentType": "bank_transfer", "providerCode": "instantbank", "acquirerCode": "instantbank",
			"payoutSettings": `{"region":"DE","currency":"EUR","transferType":"sepa"}`,
		}},
		{Operation: "createPayout", Set: map[string]string{
			"shopId": shop, "payout": `{"payoutNumber":"example-payout","cost":{"amount":"75.00","currency":"EUR"}}`,
			"purpose":      "Salary",
			"providerCode": "instantbank", "acquirerCode": "instantbank", "instrumentType": "bank_transfer",
			"transferType": "sepa",
		}},
		{Operation: "retrievePayoutStatus", Set: payout("payout-completed")},
	}
	for _, status := range vertexapi.OrderStatusValues() {
		examples = append(examples,
			fake.Example{Operation: "retrieveOrderDetails", Set: order("status-" + dashed(status))})
	}
	for _, instrument := range vertexapi.InstrumentTypeValues() {
		examples = append(examples, fake.Example{
			Operation: "retrieveOrderDetails", Set: order("instrument-" + dashed(instrument)),
		})
	}
	for _, status := range vertexapi.PayoutStatusValues() {
		examples = append(examples,
			fake.Example{Operation: "retrievePayoutStatus", Set: payout("payout-" + dashed(status))})
	}
	return examples
}
