package browser

import (
	"net/http"
	"strings"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// post sends a request that no typed client would.
func (d *desk) post(path, body string) {
	d.t.Helper()
	req, err := http.NewRequest(http.MethodPost, d.sandbox.Vertex.URL+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(vertexapi.HeaderAPIAccessToken, d.sandbox.Vertex.Token)
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	_ = rsp.Body.Close()
}
