package main

import (
	"github.com/strictpay/strictpay/sandbox"
)

func init() {
	casesOf["rozetkapay"] = apiCases{
		printed: "api url login password examples",
		answers: []bodyCase{
			{"rozetkapay.payPartsRequestInfo", "payPartsRequestInfo.200.json", `"amount": "1500.50"`,
				`"amount": 1500.50`, ""},
			{"rozetkapay.payPartsRequestInfo", "payPartsRequestInfo.200.json", `"purchased": true`,
				`"purchased": "yes"`,
				"violation type /purchased"},
			{"rozetkapay.ppayProcessing", "ppayProcessing.webhook.json", `"is_success": true`, `"is_success": "true"`,
				"drift type /is_success"},
		},
		subjects: []subject{
			{
				operation: "rozetkapay.payPartsRequestInfo", set: []string{"external_id=order-1001"},
				value: "payPartsRequestInfo.200.json", refusal: "payPartsRequestInfo.404.json", errorForm: true,
				id: "order-1001", idAt: "/external_id",
			},
			{
				operation: "rozetkapay.payPartsCancelOrder", request: "payPartsCancelOrder.request.json",
				value: "payPartsCancelOrder.200.json", refusal: "payPartsCreateOrder.404.json",
				reference: "rozetkapay.payPartsRequestInfo", errorForm: true,
			},
		},
		arguments: []argumentCase{
			{"rozetkapay.payPartsRefund --set external_id=x --set amount=", 2, "/amount", "drift format /amount"},
			{"rozetkapay.payPartsGetBanksInfo --set X-ON-BEHALF-OF=nobody", 1, "refused", ""},
		},
		refund: func(*sandbox.Sandbox) refused {
			return refused{
				line: "rozetkapay.payPartsRefund --set amount=5 --set external_id=status-order-expired", status: 409,
				code: "transaction_success_primary_not_found", text: "not found",
			}
		},
		callback: callbackCase{webhook: "rozetkapay.ppayProcessing", operation: "payPartsCreateOrder"},
	}
}
