package failures

import "github.com/strictpay/strictpay/gen/koshelekapi"

func init() {
	casesOf[koshelekapi.Name] = apiCases{
		echoes:  6,
		refusal: &errorAnswer{422, "TRANSACTION_IN_PROCESSING", `{"code":"TRANSACTION_IN_PROCESSING"}`},
		senseless: []senseless{
			{"koshelek.checkout", "/checkoutInvoice/totalAmount", `0`, "format /checkoutInvoice/totalAmount"},
			{"koshelek.checkout", "/checkoutInvoice/totalAmount", `399`, "format /checkoutInvoice/totalAmount"},
			{"koshelek.checkout", "/checkoutInvoice/items/0/quantity", `-5`,
				"format /checkoutInvoice/items/0/quantity"},
		},
		legal: []changedRequest{
			{"koshelek.checkout", "/checkoutInvoice/totalAmount", `400`},
		},
		unlisted: []unlisted{
			{"koshelek.checkout", "/checkoutInvoice/items/0/tax", `"vat22"`, true},
			{"koshelek.checkout", "/checkoutInvoice/items/0/tax", `"vat5"`, true},
			{"koshelek.checkout", "/checkoutInvoice/items/0/measure", `"LITER"`, true},
		},
		lenient: []lenient{
			{"koshelek/transactionStatus.200.accepted", "/slip", `null`, "null /", ``},
			{"koshelek/transactionStatus.200.rejected", "/errorCode", `null`, "null /", ``},
			{"koshelek/transactionStatus.200.accepted", "/slip/totalAmount", `36230.0`, "", `36230`},
			{"koshelek/transactionStatus.200.accepted", "/slip/currency", `""`, "format /", ``},
			{"koshelek/getAvailability.200", "/paymentTypeAvailabilityInfoList", `[]`, "", `[]`},
			{"koshelek/checkout.422", "/details", `null`, "null /", ``},
		},
		inSuccess: []refusedInSuccess{
			{"koshelek.refundTransaction", "refundTransaction.200.rejected", ""},
			{"koshelek.cancelTransaction", "cancelTransaction.200.declined", ""},
		},
	}
}
