package apis_test

import (
	"net/http"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/receive"
)

func init() {
	callbacksOf[rozetkapayapi.Name] = func(example func(name string) string) []callback {
		return []callback{
			{
				name: "rozetkapay", body: `{"external_id":"1","is_success":true,"details":{"status":"success"}}`,
				violating: `{"external_id":"1","details":{"status":"success","amount":"1,5"}}`,
				pointer:   "/details/amount",
				handler: func(s *service, secret string, opts ...receive.Option) (http.Handler, error) {
					handle, violated, opt := functions[rozetkapayapi.PayPartsOperationResult](s)
					return rozetkapay.Handler(secret, handle, violated, append(opts, opt)...)
				},
				also: rozetkapay.AlsoAccept,
				sign: func(h http.Header, secret string, body []byte) { rozetkapay.Sign(h, secret, body) },
				receive: func(secret string, h http.Header, body []byte) (bool, error) {
					e, err := rozetkapay.Receive[rozetkapayapi.PayPartsOperationResult](secret, h, body)
					return e != nil, err
				},
				drifting: []string{
					`"details":{`, `"details":{"amount":"","currency":"","processed_at":"",` +
						`"fiscalization":{"status_code":"1001"},`,
					`"details":{`, `"details":null,"details_of_tomorrow":{`,
					`"external_id":"1"`, `"external_id":1,"metadata":{"a":null,"b":7}`,
					`"is_success":true`, `"is_success":"true"`,
				},
			},
		}
	}
}
