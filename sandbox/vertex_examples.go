package sandbox

import "github.com/strictpay/strictpay/gen/vertexapi"

// Examples are calls that a fresh sandbox answers with success, in this order or any other: one per operation, and one per status of orders and payouts.
func (v *Vertex) Examples() []Example {
	shop := vertexInt(v.ShopID)
	order := func(number string) map[string]string { return map[string]string{"shopId": shop, "orderNumber": number} }
	payout := func(number string) map[string]string {
		return map[string]string{"shopId": shop, "payoutNumber": number}
	}
	examples := []Example{
		{"retrieveOrderDetails", order("instrument-card")},
		{"createOrder", map[string]string{"shopId": shop, "order": `{"orderNumber":"example-order","cost":{"amount":"56.00","currency":"CLP"}}`}},
		{"captureOrder", order("example-capture")},
		{"cancelOrder", order("example-cancel")},
		{"rejectOrder", order("example-reject")},
		{"refundOrder", map[string]string{"shopId": shop, "orderNumber": "example-refund", "cost": `{"amount":"20.00","currency":"EUR"}`}},
		{"listPaymentMethods", map[string]string{"shopId": shop}},
		{"listPayoutMethods", map[string]string{"shopId": shop}},
		{"listPayoutFields", map[string]string{
			"instrumentType": "bank_transfer", "providerCode": "instantbank", "acquirerCode": "instantbank",
			"payoutSettings": `{"region":"DE","currency":"EUR","transferType":"sepa"}`,
		}},
		{"createPayout", map[string]string{
			"shopId": shop, "payout": `{"payoutNumber":"example-payout","cost":{"amount":"75.00","currency":"EUR"}}`, "purpose": "Salary",
			"providerCode": "instantbank", "acquirerCode": "instantbank", "instrumentType": "bank_transfer", "transferType": "sepa",
		}},
		{"retrievePayoutStatus", payout("payout-completed")},
	}
	for _, status := range vertexapi.OrderStatusValues() {
		examples = append(examples, Example{"retrieveOrderDetails", order("status-" + vertexDashed(status))})
	}
	for _, instrument := range vertexapi.InstrumentTypeValues() {
		examples = append(examples, Example{"retrieveOrderDetails", order("instrument-" + vertexDashed(instrument))})
	}
	for _, status := range vertexapi.PayoutStatusValues() {
		examples = append(examples, Example{"retrievePayoutStatus", payout("payout-" + vertexDashed(status))})
	}
	return examples
}
