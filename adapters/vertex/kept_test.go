package vertex_test

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
)

// A canned transport answers with one body, and remembers where requests went without keeping them.
type canned struct {
	body string
	sent weak.Pointer[url.URL]
}

func (c *canned) RoundTrip(req *http.Request) (*http.Response, error) {
	c.sent = weak.Make(req.URL)
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(c.body)), Request: req,
	}, nil
}

// Whoever keeps the Info of a call keeps nothing of its request, which has the credentials.
func TestAnInfoKeepsNoRequest(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../specs/vertex/examples/retrieveOrderDetails.200.json")
	if err != nil {
		t.Fatal(err)
	}
	transport := &canned{body: string(text)}
	client, err := vertex.New("http://127.0.0.1:1", "token",
		strictpay.WithHTTPClient(&http.Client{Transport: transport}))
	if err != nil {
		t.Fatal(err)
	}
	var info strictpay.Info
	_, err = client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF", strictpay.WithInfo(&info))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 10 && transport.sent.Value() != nil; n++ {
		runtime.GC()
	}
	if len(info.Attempts) != 1 || transport.sent.Value() != nil {
		t.Errorf("%d attempts; the request is kept with them: %v", len(info.Attempts), transport.sent.Value() != nil)
	}
	runtime.KeepAlive(&info)
}
