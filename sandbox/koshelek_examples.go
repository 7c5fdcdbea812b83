package sandbox

import (
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

const (
	koshelekItem    = `{"name":"Milk 1 l","article":"460001","price":9057,"quantity":4,"totalAmount":36230,"subTotalAmount":36228,"tax":"vat10"}`
	koshelekBill    = `{"orderId":"EXAMPLE-1","totalAmount":36230,"items":[` + koshelekItem + `]}`
	koshelekReceipt = `{"orderId":"EXAMPLE-1","receiptId":"1","merchantName":"Example","merchantAddress":"Example street 1","inn":"000000000017","dateTime":"2026-11-20T12:15:50+03:00",` +
		`"shift":"1","cashier":"1","receiptType":"debit","totalAmount":36230,"items":[` + koshelekItem + `]}`
)

// Examples are calls that a fresh fake answers with success, any number of times: one per operation, and transactionStatus for a payment of every status, for
// one rejected with every code, and for one that there is not. Objects and lists are written as JSON.
func (x *Koshelek) Examples() []Example {
	scan := func(more map[string]string) map[string]string {
		set := map[string]string{
			"token": "fingerprint-of-the-desk-123456", "cardSession": KoshelekSessionPays, "storeId": KoshelekStoreID, "terminalId": koshelekDesk,
			"checkoutInvoice": koshelekBill, "user": `{"loyaltyId":"9000000000017"}`,
		}
		for name, value := range more {
			set[name] = value
		}
		return set
	}
	of := func(n int) map[string]string {
		return map[string]string{"storeId": KoshelekStoreID, "terminalId": koshelekDesk, "transactionId": koshelekSeedID(n)}
	}
	receipt, refund := of(koshelekToBill), of(koshelekToRefund)
	receipt["invoice"] = koshelekReceipt
	refund["token"], refund["refundAmount"], refund["items"] = "fingerprint-of-the-desk-123456", "36230", "["+koshelekItem+"]"
	list := []Example{
		{"createAvailabilityTask", scan(nil)},
		{"getAvailability", map[string]string{"availabilityInfoId": KoshelekAvailabilityInfoID}},
		{"checkout", scan(map[string]string{"paymentMethods": `[{"type":"SBP"}]`})},
		{"sendReceipt", receipt},
		{"cancelTransaction", of(koshelekToCancel)},
		{"refundTransaction", refund},
		{"transactionStatus", map[string]string{"transactionId": koshelekUnknownID}},
		{"transactionStatus", map[string]string{"refTransactionId": koshelekSeedID(7001)}},
	}
	ask := func(id string) {
		list = append(list, Example{"transactionStatus", map[string]string{"transactionId": id}})
	}
	for _, status := range koshelekapi.TransactionStatusValues() {
		if id := x.Seeded(status); id != "" {
			ask(id)
		}
	}
	for _, code := range koshelekapi.ErrorCodeValues() {
		ask(x.SeededRejection(code))
	}
	return list
}
