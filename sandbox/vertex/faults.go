package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// fault answers with the fault that a number names; the call has no effect then.
func fault(w http.ResponseWriter, r *http.Request, number string) bool {
	return fake.AnswerFault(w, r, number, mediaType, damaged, large)
}

// damaged contradicts every answer: a list where an object is expected, and a number where an object is.
func damaged(*http.Request) []byte {
	return []byte(`{"data":[7,{"id":54222,"shopId":115,"cost":{"amount":"56,99","currency":"USD"}}]}`)
}

// large is fine but for its size.
func large(*http.Request) []byte {
	return []byte(`{"data":{"orderNumber":"` + fake.Padding() + `","payoutNumber":"1"}}`)
}
