package main

import (
	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

func init() {
	casesOf["xpayments"] = apiCases{
		printed: "api url store_id certificate_file private_key_file password_file bundle_file bundle_php_file " +
			"gateway_key_file examples",
		answers: []bodyCase{
			{"xpayments.paymentCapture", "paymentCapture.200.xml", "<data>", "<data><surprise/>",
				"drift unknown-member /data/surprise"},
			{"xpayments.paymentCapture", "paymentCapture.200.xml", "<error></error>", "",
				"violation missing /data/error"},
			{"xpayments.paymentCapture", "paymentCapture.200.xml", "</data>", "", "violation syntax /data"},
			{"xpayments.callback", "callback.webhook.xml", "<amount>59.90</amount>", "<amount>59,90</amount>",
				"violation format /data/amount"},
		},
		requests: []bodyCase{
			{"xpayments.paymentCapture", "paymentCapture.request.xml", "<txnId>",
				"<target>payment</target><action>capture</action><api_version>1.9</api_version><txnId>", ""},
			{"xpayments.paymentCapture", "paymentCapture.request.xml", "<txnId>", "<?xml version=\"1.0\"?>\n<txnId>",
				""},
			{"xpayments.paymentCapture", "paymentCapture.request.xml", "<amount>50.00", "<amount>-1",
				"violation format /amount"},
			{"xpayments.paymentCapture", "paymentCapture.request.xml", "<amount>", "<sum/><amount>",
				"drift unknown-member /sum"},
			{"xpayments.paymentGetAdditionalInfo", "paymentGetAdditionalInfo.request.xml", "<txnId>",
				"<api_version>1.5</api_version><txnId>", "violation unknown-member /refresh"},
		},
		sealed: true,
		subjects: []subject{
			{
				operation: "xpayments.paymentGetInfo", set: []string{"txnId=0f1e2d3c4b5a69788796a5b4c3d2e1f0"},
				value: "paymentGetInfo.200.flat.xml",
			},
			{
				operation: "xpayments.paymentCapture",
				set:       []string{"txnId=e7f398cee98ec062abac0d2c937da181", "amount=50.00"},
				value:     "paymentCapture.200.xml", reference: "xpayments.paymentGetInfo",
			},
		},
		arguments: []argumentCase{{
			"xpayments.paymentGetAdditionalInfo --set txnId=a --set refresh=1 --set api_version=1.5", 2, "/refresh",
			"violation unknown-member /refresh",
		}},
		refund: func(*sandbox.Sandbox) refused {
			authorized := xpaymentsfake.TxnID("status-2") // so there is nothing to refund
			return refused{
				line:   "xpayments.paymentRefund --set amount=1 --set txnId=" + authorized,
				status: 200, code: "0", text: "The payment cannot be refunded",
			}
		},
		// By the administrator: requests say where those of the store go.
		callback: callbackCase{webhook: "xpayments.callback", operation: "paymentVoid", play: "void"},
	}
}
