package main

import (
	"strings"

	"github.com/strictpay/strictpay/sandbox"
)

const transactionStatus, transactionFile = "koshelek.transactionStatus", "transactionStatus.200.accepted.json"

func init() {
	casesOf["koshelek"] = apiCases{
		printed: "api url login password examples",
		answers: []bodyCase{
			{transactionStatus, transactionFile, `"status": "accepted"`, `"status": null`, "violation null /status"},
			{transactionStatus, transactionFile, `"status": "accepted"`, `"status": "paid"`,
				"drift unknown-value /status"},
			{"koshelek.postback", "postback.webhook.json", `{`, `{"extra": 1, `, "drift unknown-member /extra"},
		},
		requests: []bodyCase{
			{"koshelek.cancelTransaction", "cancelTransaction.request.json", `{`, `{"terminalID": "1", `,
				"drift unknown-member /terminalID"},
			{"koshelek.refundTransaction", "refundTransaction.request.json", `{`, `{`, ""},
		},
		subjects: []subject{
			{
				operation: transactionStatus,
				set: []string{
					"requestId=5c2e8f1a-9b34-4e70-8d16-000000000004",
					"transactionId=b1d94e07-52c8-4f3a-8e66-0a7f3c91d524",
				},
				value: transactionFile, refusal: "transactionStatus.422.json",
			},
			{
				operation: "koshelek.cancelTransaction", request: "cancelTransaction.request.json",
				value: "cancelTransaction.200.json", refusal: "cancelTransaction.422.json",
				reference: transactionStatus,
			},
		},
		arguments: []argumentCase{{
			transactionStatus + " --set transactionId=x --set requestId=" + strings.Repeat("1", 37), 2, "/requestId",
			"violation format /requestId",
		}},
		refund: func(s *sandbox.Sandbox) refused {
			item := `{"name":"Tea","article":"1","price":5,"quantity":1,"totalAmount":5,"tax":"vat10"}`
			return refused{
				line: "koshelek.refundTransaction --set transactionId=" + s.Koshelek.Seeded("rejected") +
					" --set refundAmount=5 --set storeId=5eed0000-0000-4000-8000-000000009001" +
					" --set token=desk-0123456789 --set items=[" + item + "]",
				status: 200, code: "TERMINAL_STATE_OF_PAYMENT_TRANSACTION", text: "Refund rejected",
				tip: "Возврат уже выполнен.",
			}
		},
		callback: callbackCase{webhook: "koshelek.postback", operation: "cancelTransaction"},
	}
}
