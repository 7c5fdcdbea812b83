package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// fault answers with the fault that a number names; the call has no effect then.
func fault(w http.ResponseWriter, r *http.Request, number string) bool {
	return fake.AnswerFault(w, r, number, mediaType, damaged, large)
}

// damaged contradicts every answer: an object where a list is expected, null and wrong types where an object is.
func damaged(*http.Request) []byte {
	return []byte(`{"data":{"id":"54222","shopId":115,"orderNumber":null,"payoutNumber":null,"recipient":7,` +
		`"cost":{"amount":"56,99","currency":"USD"}}}`)
}

// large is fine but for its size.
func large(*http.Request) []byte {
	return []byte(`{"data":{"orderNumber":"` + fake.Padding() + `","payoutNumber":"1"}}`)
}
