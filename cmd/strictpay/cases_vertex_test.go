package main

import (
	"github.com/strictpay/strictpay/sandbox"
)

const (
	orderDetails, orderFile = "vertex.retrieveOrderDetails", "retrieveOrderDetails.200.json"
	cancelOrder             = "vertex.cancelOrder"
)

func init() {
	casesOf["vertex"] = apiCases{
		printed: "api url token examples",
		answers: []bodyCase{
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": true`, "violation type /data/shopId"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": "123"`, "drift type /data/shopId"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": null`, "violation null /data/shopId"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopID": 123`,
				"drift unknown-member /data/shopID, violation missing /data/shopId"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": 123, "a/b~c": 1`,
				"drift unknown-member /data/a~1b~0c"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": 123, "shop\u0049d": 123`,
				"violation duplicate /data/shopId"},
			{orderDetails, orderFile, `"shopId": 123`, `"shopId": 0123`, "violation syntax /data/shopId"},
			{orderDetails, orderFile, `"in_progress"`, `"frozen"`, "drift unknown-value /data/orderStatus"},
			{orderDetails, orderFile, `"in_progress"`, `""`, "drift unknown-value /data/orderStatus"},
			{orderDetails, orderFile, `"56.99"`, `"56,99"`, "violation format /data/cost/amount"},
			{orderDetails, orderFile, `"56.99"`, `56.99`, "drift type /data/cost/amount"},
			{orderDetails, orderFile, `"USD"`, `"usd"`, "violation format /data/cost/currency"},
			{orderDetails, orderFile, `"autoCapture": true`, `"autoCapture": 1`, "drift type /data/autoCapture"},
			{orderDetails, orderFile, `+03:00`, `+0300`, "drift format /data/timeLimit"},
			{orderDetails, orderFile, "{", "\ufeff{", "drift syntax "},
		},
		requests: []bodyCase{
			{"vertex.createOrder", "createOrder.request.json", `"shopId"`, `"shopid"`,
				"drift unknown-member /shopid, violation missing /shopId"},
			{"vertex.createOrder", "createOrder.request.json", `"currency":"CLP"`, `"currency":"clp"`,
				"violation format /order/cost/currency"},
			{"vertex.createOrder", "createOrder.request.json", `"56.00"`, `"0"`, "violation format /order/cost/amount"},
			{"vertex.createOrder", "createOrder.request.json", `"56.00"`, `""`, "violation format /order/cost/amount"},
			{"vertex.refundOrder", "refundOrder.request.json", `"orderNumber"`, `"orderNumbr"`,
				"drift unknown-member /orderNumbr, violation missing /orderNumber"},
		},
		subjects: []subject{
			{
				operation: orderDetails, set: []string{"shopId=123", "orderNumber=56573FDFVFDBWF"},
				value: orderFile, refusal: "retrieveOrderDetails.404.json", id: "56573FDFVFDBWF",
				idAt: "/data/orderNumber",
			},
			{
				operation: cancelOrder, request: "cancelOrder.request.json", value: "cancelOrder.200.json",
				refusal: "cancelOrder.400.json", reference: orderDetails, open: true, id: "shop-1009",
				idAt: "/data/orderNumber",
			},
		},
		arguments: []argumentCase{
			{orderDetails + " --set foo=1", 2, "orderNumber", ""},
			{"vertex.captureOrder --set foo=1", 2, "orderNumber", ""},
			{orderDetails + " --body -", 2, "takes no --body", ""},
			{orderDetails + " --set shopId=1 --set orderNumber=A --server http://127.0.0.1:1", 2, "strictpay sandbox",
				""},
		},
		refund: func(*sandbox.Sandbox) refused {
			return refused{
				line: "vertex.refundOrder --set shopId=115 --set orderNumber=none --set " +
					`cost={"amount":"1","currency":"EUR"}`,
				status: 404, code: "404", text: "Not found order",
			}
		},
		callback: callbackCase{webhook: "vertex.orderCallback", operation: "captureOrder"},
	}
}
