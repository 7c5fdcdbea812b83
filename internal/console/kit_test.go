package console

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// served is a sandbox with its page.
func served(t *testing.T) (*Console, string) {
	t.Helper()
	s := sandbox.New(t)
	c, url, err := Serve(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, url
}

// asked makes a request and gives the answer with its body.
func asked(t *testing.T, method, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
			continue
		}
		req.Header.Set(header[i], header[i+1])
	}
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	text, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rsp, string(text)
}

// page gets a page.
func page(t *testing.T, url string) string {
	t.Helper()
	rsp, text := asked(t, http.MethodGet, url, "")
	if rsp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", url, rsp.StatusCode, text)
	}
	return text
}

// form sends a form of the page, and gives the status and the page that follows.
func form(t *testing.T, to string, values ...string) (int, string) {
	t.Helper()
	fields := url.Values{}
	for i := 0; i+1 < len(values); i += 2 {
		fields.Set(values[i], values[i+1])
	}
	rsp, text := asked(t, http.MethodPost, to, fields.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	return rsp.StatusCode, text
}

// call sends a request to the fake of Vertex.
func call(t *testing.T, c *Console, method, path, body string) int {
	t.Helper()
	v := c.sandbox.Vertex
	rsp, _ := asked(t, method, v.URL+path, body, vertexapi.HeaderAPIAccessToken, v.Token, "Content-Type",
		"application/json")
	return rsp.StatusCode
}

// eventually waits until the page has a text.
func eventually(t *testing.T, url, want string) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		text := page(t, url)
		if strings.Contains(text, want) {
			return text
		}
		if time.Now().After(end) {
			t.Fatalf("%s never has %q:\n%s", url, want, text)
		}
	}
}

func fakeOf(t *testing.T, c *Console, name string) apis.Fake {
	t.Helper()
	a, known := c.api(name)
	if !known {
		t.Fatalf("no API %s", name)
	}
	return a.Fake(c.sandbox)
}
