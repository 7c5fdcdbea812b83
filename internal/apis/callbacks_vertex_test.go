package apis_test

import (
	"net/http"
	"strings"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/receive"
)

func init() {
	callbacksOf[vertexapi.Name] = func(example func(name string) string) []callback {
		order, payout := example("orderCallback"), example("payoutCallback")
		return []callback{
			{
				name: "vertex orders", body: order, pointer: "/data/orderNumber",
				violating: strings.Replace(order, `"orderNumber"`, `"orderNumbre"`, 1),
				handler: func(s *service, secret string, opts ...receive.Option) (http.Handler, error) {
					handle, violated, opt := functions[vertexapi.OrderResponse](s)
					return vertex.Handler(secret, handle, violated, append(opts, opt)...)
				},
				also: vertex.AlsoAccept,
				sign: func(h http.Header, secret string, body []byte) { vertex.Sign(h, secret, body) },
				receive: func(secret string, h http.Header, body []byte) (bool, error) {
					e, err := vertex.Receive[vertexapi.OrderResponse](secret, h, body)
					return e != nil, err
				},
				drifting: []string{
					`"data":`, `"data_of_tomorrow":null,"data":`,
					`"paymentId": "901"`, `"paymentId": 901, "transactionId": 7, "payer": null`,
					`"providerPaymentId": "prov-77120"`, `"providerPaymentId": null`,
					`"paymentDetails": null`, `"paymentDetails": []`,
					`"details": null`, `"details": {"code": "401", "providerMessage": null}`,
					`"customer": null`, `"customer": []`,
				},
			},
			{
				name: "vertex payouts", body: payout, pointer: "/data/payoutNumber",
				violating: strings.Replace(payout, `"payoutNumber"`, `"payoutNumbre"`, 1),
				handler: func(s *service, secret string, opts ...receive.Option) (http.Handler, error) {
					handle, violated, opt := functions[vertexapi.PayoutResponse](s)
					return vertex.Handler(secret, handle, violated, append(opts, opt)...)
				},
				also: vertex.AlsoAccept,
				sign: func(h http.Header, secret string, body []byte) { vertex.Sign(h, secret, body) },
				receive: func(secret string, h http.Header, body []byte) (bool, error) {
					e, err := vertex.Receive[vertexapi.PayoutResponse](secret, h, body)
					return e != nil, err
				},
				drifting: []string{
					`"data":`, `"data_of_tomorrow":null,"data":`,
					`"region": "DE"`, `"region": null, "reviewTimeout": null`,
					`"payoutTransactions": []`, `"payoutTransactions": null`,
					`"id": 70011`, `"id": "70011"`,
				},
			},
		}
	}
}
