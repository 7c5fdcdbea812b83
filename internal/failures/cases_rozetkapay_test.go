package failures

import (
	"reflect"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

func init() {
	const created, declined = "rozetkapay.payPartsCreateOrder", "transaction_declined"
	casesOf[rozetkapayapi.Name] = apiCases{
		echoes:    6,
		replays:   true,
		errorForm: true,
		refusal:   &errorAnswer{400, "invalid_request_body", `{"code":"invalid_request_body","message":"m"}`},
		worded: []reflect.Type{
			reflect.TypeFor[rozetkapayapi.DefaultResponse](),
			reflect.TypeFor[rozetkapayapi.UpdateSubscriptionPaymentMethodResponse](),
		},
		senseless: []senseless{
			{"rozetkapay.payPartsCreateOrder", "/parts_count", `-3`, "format /parts_count"},
			{"rozetkapay.payPartsCreateOrder", "/parts_count", `0`, "format /parts_count"},
			{"rozetkapay.payPartsCreateOrder", "/parts_count", ``, "format /parts_count"},
			{"rozetkapay.payPartsCreateOrder", "/amount", `0.99`, "format /amount"},
			{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":-1,"price":5}]`,
				"format /products/0/quantity"},
			{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":1,"price":-5}]`,
				"format /products/0/price"},
			{"rozetkapay.payPartsCreateOrder", "/customer/payment_method/cc_token", `{"token":"t"}`,
				"union /customer/payment_method"},
		},
		legal: []changedRequest{
			{"rozetkapay.payPartsCreateOrder", "/products", `[{"name":"n","quantity":1,"price":0}]`},
		},
		unlisted: []unlisted{
			{"rozetkapay.payPartsCreateOrder", "/mode", `"by_post"`, false},
		},
		lenient: []lenient{
			{"rozetkapay/payPartsGetBanksInfo.200", "/0/periods/0/period", `"3"`, "", `3`},
			{"rozetkapay/payPartsGetBanksInfo.200", "/0/available_periods", `["3"]`, "", `[3]`},
			{"rozetkapay/payPartsRequestInfo.200", "/purchase_details/fiscalization/status_code", `"1001"`, "", `1001`},
			{"rozetkapay/payPartsRequestInfo.200", "/purchase_details/fiscalization/status_code", `"9001"`,
				"unknown-value /", `9001`},
			{"rozetkapay/payPartsRequestInfo.200", "/purchase_details/status_code", `1001`, "unknown-value /",
				`"1001"`},
			{"rozetkapay/payPartsRequestInfo.200", "/amount", `""`, "format /", ``},
			{"rozetkapay/payPartsRequestInfo.200", "/purchase_details/amount", `""`, "format /", ``},
			{"rozetkapay/payPartsRequestInfo.200", "/currency", `""`, "format /", ``},
			{"rozetkapay/payPartsRequestInfo.200", "/purchase_details/processed_at", `""`, "format /", ``},
			{"rozetkapay/payPartsRequestInfo.200", "/delivery_details", `{"city":"Kyiv"}`, "", `{"city":"Kyiv"}`},
			{"rozetkapay/payPartsCreateOrder.200", "/metadata", `{"a":null,"b":7,"c":"d"}`,
				"null /a,type /b", `{"b":"7","c":"d"}`},
			{"rozetkapay/payPartsCreateOrder.200", "/metadata", names(11), "format /", names(11)},
		},
		inSuccess: []refusedInSuccess{
			{created, `{"code":"invalid_request_body","message":"m"}`, "invalid_request_body"},
			{created, `{"details":{"status":"failure","status_code":"transaction_declined"}}`, declined},
			{created, `{"is_success":null,"details":{"status":"failure","status_code":"transaction_declined"}}`,
				declined},
			{created, `{"is_success":true,"details":{"status":"failure","status_code":"transaction_declined"}}`,
				declined},
			{created, `{"is_success":false,"details":{"status_code":"order_expired"}}`, "order_expired"},
			{created, `{"is_success":false,"details":{"status":"pending"}}`, "-"},
		},
	}
}
