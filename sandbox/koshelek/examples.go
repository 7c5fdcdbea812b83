package koshelekfake

import (
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

const (
	itemBody = `{"name":"Milk 1 l","article":"460001","price":9057,"quantity":4,"totalAmount":36230,` +
		`"subTotalAmount":36228,"tax":"vat10"}`
	invoiceBody = `{"orderId":"EXAMPLE-1","totalAmount":36230,"items":[` + itemBody + `]}`
	receiptBody = `{"orderId":"EXAMPLE-1","receiptId":"1","merchantName":"Example","merchantAddress":"Example street ` +
		`1","inn":"000000000017","dateTime":"2026-11-20T12:15:50+03:00",` +
		`"shift":"1","cashier":"1","receiptType":"debit","totalAmount":36230,"items":[` + itemBody + `]}`
)

// Examples are calls that a fresh fake answers with success, any number of times: one per operation, and
// transactionStatus for a payment of every status, for one rejected with every code, and for one that there is not.
// Objects and lists are written as JSON.
func (x *Server) Examples() []fake.Example {
	scan := func(more map[string]string) map[string]string {
		set := map[string]string{
			"token": "fingerprint-of-the-desk-123456", "cardSession": SessionPays, "storeId": StoreID,
			"terminalId":      seedTerminalID,
			"checkoutInvoice": invoiceBody, "user": `{"loyaltyId":"9000000000017"}`,
		}
		for name, value := range more {
			set[name] = value
		}
		return set
	}
	of := func(n int) map[string]string {
		return map[string]string{"storeId": StoreID, "terminalId": seedTerminalID, "transactionId": seedID(n)}
	}
	receipt, refund := of(toBill), of(toRefund)
	receipt["invoice"] = receiptBody
	refund["token"], refund["refundAmount"], refund["items"] = "fingerprint-of-the-desk-123456", "36230",
		"["+itemBody+"]"
	list := []fake.Example{
		{Operation: "createAvailabilityTask", Set: scan(nil)},
		{Operation: "getAvailability", Set: map[string]string{"availabilityInfoId": AvailabilityInfoID}},
		{Operation: "checkout", Set: scan(map[string]string{"paymentMethods": `[{"type":"SBP"}]`})},
		{Operation: "sendReceipt", Set: receipt},
		{Operation: "cancelTransaction", Set: of(toCancel)},
		{Operation: "refundTransaction", Set: refund},
	}
	ask := func(id string) {
		list = append(list, fake.Example{Operation: "transactionStatus", Set: map[string]string{"transactionId": id}})
	}
	for _, status := range koshelekapi.TransactionStatusValues() {
		if id := x.Seeded(status); id != "" {
			ask(id)
		}
	}
	for _, code := range koshelekapi.ErrorCodeValues() {
		ask(x.SeededDeclined(code))
	}
	ask(unknownID)
	return append(list, fake.Example{Operation: "transactionStatus",
		Set: map[string]string{"refTransactionId": seedID(7001)}})
}
