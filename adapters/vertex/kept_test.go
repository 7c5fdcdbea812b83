package vertex_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"weak"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
)

// A canned transport answers with one body. It remembers where requests went without keeping them, and with what
// headers, and then masks these in place, as a careless logger does.
type canned struct {
	body    string
	sent    weak.Pointer[url.URL]
	headers []http.Header
}

func (c *canned) RoundTrip(req *http.Request) (*http.Response, error) {
	c.sent = weak.Make(req.URL)
	c.headers = append(c.headers, req.Header.Clone())
	for _, values := range req.Header {
		values[0] = "***"
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(c.body)), Request: req,
	}, nil
}

func cannedClient(t *testing.T) (*vertex.Client, *canned) {
	t.Helper()
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
	return client, transport
}

// What is done to the headers of one request does not reach the next.
func TestRequestsShareNoHeaders(t *testing.T) {
	t.Parallel()
	client, transport := cannedClient(t)
	for range 3 {
		if _, err := client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF"); err != nil {
			t.Fatal(err)
		}
	}
	for _, header := range transport.headers {
		if header.Get("Api-Access-Token") != "token" || !maps.EqualFunc(header, transport.headers[0], slices.Equal) {
			t.Errorf("sent with %v, first with %v", header, transport.headers[0])
		}
	}
}

// Whoever keeps the Info of a call keeps nothing of its request, which has the credentials.
func TestAnInfoKeepsNoRequest(t *testing.T) {
	t.Parallel()
	client, transport := cannedClient(t)
	var info strictpay.Info
	_, err := client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF", strictpay.WithInfo(&info))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 500 && transport.sent.Value() != nil; n++ {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // the goroutine that sent the request may not have ended yet
	}
	if len(info.Attempts) != 1 || transport.sent.Value() != nil {
		t.Errorf("%d attempts; the request is kept with them: %v", len(info.Attempts), transport.sent.Value() != nil)
	}
	runtime.KeepAlive(&info)
}
