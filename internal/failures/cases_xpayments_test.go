package failures

import "github.com/strictpay/strictpay/gen/xpaymentsapi"

func init() {
	const amount = `{"txnId":"1","amount":"5.00"}`
	const address = `{"firstname":"A","address":"S 1","city":"L","state":"N/A","country":"GB","zipcode":"1",` +
		`"email":"a@shop.example"}`
	casesOf[xpaymentsapi.Name] = apiCases{
		echoes: 5,
		requests: map[string]string{
			"paymentCapture": amount,
			"paymentRefund":  amount,
			"paymentRecharge": `{"txnId":"1","amount":"5.00","description":"x","cart":{"billingAddress":` + address +
				`,"shippingAddress":` + address + `}}`,
		},
		senseless: []senseless{
			{"xpayments.paymentCapture", "/amount", `"-5.00"`, "format /amount"},
			{"xpayments.paymentRefund", "/amount", `"0"`, "format /amount"},
			{"xpayments.paymentRecharge", "/amount", `"-1"`, "format /amount"},
		},
		legal: []changedRequest{
			{"xpayments.paymentRecharge", "/cart/discount", `"-3.00"`},
			{"xpayments.paymentRecharge", "/cart/items", `[{"price":"10.12345678901234"}]`},
		},
	}
}
