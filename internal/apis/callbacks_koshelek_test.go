package apis_test

import (
	"net/http"

	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/receive"
)

func init() {
	callbacksOf[koshelekapi.Name] = func(example func(name string) string) []callback {
		return []callback{
			{
				name: "koshelek", body: example("postback"),
				violating: `{"requestId":"1","transactionId":"T","status":true}`, pointer: "/status",
				handler: func(s *service, secret string, opts ...receive.Option) (http.Handler, error) {
					handle, violated, opt := functions[koshelekapi.TransactionState](s)
					return koshelek.Handler("login", secret, handle, violated, append(opts, opt)...)
				},
				also: func(secret string) receive.Option { return koshelek.AlsoAccept("login", secret) },
				sign: func(h http.Header, secret string, _ []byte) { koshelek.Sign(h, "login", secret) },
				receive: func(secret string, h http.Header, body []byte) (bool, error) {
					e, err := koshelek.Receive("login", secret, h, body)
					return e != nil, err
				},
				drifting: []string{
					`"slip": {`, `"slip": null, "old_slip": {`,
					`"currency": "RUB"`, `"currency": ""`,
				},
			},
		}
	}
}
