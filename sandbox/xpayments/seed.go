package xpaymentsfake

import (
	"crypto/md5" // #nosec G501 -- makes identifiers of the form that X-Payments has
	"encoding/hex"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// TxnID is the txnId of a seeded payment: "status-1" to "status-6", and one for each operation of Examples, such as
// "example-capture".
func TxnID(name string) string {
	sum := md5.Sum([]byte(name)) // #nosec G401
	return hex.EncodeToString(sum[:])
}

// seed puts in a payment of 59.90 USD per status, and one per operation of Examples.
func (x *Server) seed() {
	for _, status := range xpaymentsapi.PaymentStatusValues() {
		x.seedPayment("status-"+strconv.Itoa(int(status)), status)
	}
	for _, name := range []string{"capture", "void"} {
		x.seedPayment("example-"+name, xpaymentsapi.PaymentStatusAuthorized)
	}
	for _, name := range []string{"refund", "recharge"} {
		x.seedPayment("example-"+name, xpaymentsapi.PaymentStatusCharged).CardSaved = true
	}
	for _, name := range []string{"accept", "decline"} {
		x.seedPayment("example-"+name, xpaymentsapi.PaymentStatusAuthorized).Held = true
	}
}

func (x *Server) seedPayment(name string, status xpaymentsapi.PaymentStatus) *Payment {
	total := decimal.RequireFromString("59.90")
	p := &Payment{TxnID: TxnID(name), RefID: name, Total: total, attempts: 1}
	x.put(p)
	if status == xpaymentsapi.PaymentStatusNew {
		return p
	}
	if p.Declined = status == xpaymentsapi.PaymentStatusDeclined; p.Declined {
		p.note("Authorize", total, false)
		return p
	}
	p.Authorized = total
	p.note("Authorize", total, true)
	if status == xpaymentsapi.PaymentStatusAuthorized {
		return p
	}
	x.capture(p, nil)
	switch status {
	case xpaymentsapi.PaymentStatusRefunded:
		x.refund(p, nil)
	case xpaymentsapi.PaymentStatusPartiallyRefunded:
		x.refund(p, money(decimal.RequireFromString("9.90")))
	}
	return p
}

const exampleCart = `{"billingAddress":{"firstname":"Ada","address":"12 St James Square","city":"London",` +
	`"state":"N/A","country":"GB","zipcode":"SW1Y 4JH","email":"ada@shop.example","phone":"02079460000"},` +
	`"shippingAddress":{"firstname":"Ada","address":"12 St James Square","city":"London","state":"N/A",` +
	`"country":"GB","zipcode":"SW1Y 4JH","email":"ada@shop.example","phone":"02079460000"},` +
	`"items":[{"sku":"SKU-1","name":"Gear wheel","price":"19.95","quantity":2}],"currency":"USD","totalCost":"39.90"}`

// Examples are calls that a fresh sandbox answers with success, in this order or any other: one per operation, and
// one per status of a payment.
func (x *Server) Examples() []fake.Example {
	payment := func(name string) map[string]string { return map[string]string{"txnId": TxnID(name)} }
	examples := []fake.Example{
		{Operation: "paymentGetInfo", Set: payment("status-2")},
		{Operation: "paymentGetAdditionalInfo", Set: payment("status-6")},
		{Operation: "connectTest", Set: map[string]string{"testCode": "123"}},
		{Operation: "paymentConfigurationsGet", Set: map[string]string{}},
		{Operation: "paymentInit", Set: map[string]string{
			"confId": "1", "refId": "example-order", "returnUrl": "https://shop.example/return",
			"callbackUrl": "https://shop.example/callback", "cart": exampleCart,
		}},
		{Operation: "paymentCapture", Set: map[string]string{"txnId": TxnID("example-capture"), "amount": "20.00"}},
		{Operation: "paymentVoid", Set: payment("example-void")},
		{Operation: "paymentRefund", Set: map[string]string{"txnId": TxnID("example-refund"), "amount": "9.90"}},
		{Operation: "paymentAccept", Set: payment("example-accept")},
		{Operation: "paymentDecline", Set: payment("example-decline")},
		{Operation: "paymentRecharge", Set: map[string]string{"txnId": TxnID("example-recharge"), "amount": "19.95",
			"description": "Order 1002"}},
	}
	for _, status := range xpaymentsapi.PaymentStatusValues() {
		examples = append(examples, fake.Example{Operation: "paymentGetInfo",
			Set: payment("status-" + strconv.Itoa(int(status)))})
	}
	return examples
}
