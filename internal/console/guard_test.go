package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Other pages can neither read nor play, whatever name they gave this machine.
func TestOtherPagesAreKeptOut(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	u, err := url.Parse(start)
	if err != nil {
		t.Fatal(err)
	}
	body := url.Values{"do": {"hold"}, "api": {"vertex"}}.Encode()
	for _, x := range []struct {
		method string
		header []string
		want   int
	}{
		{http.MethodGet, nil, http.StatusOK},
		{http.MethodGet, []string{"Host", "evil.example:" + u.Port()}, http.StatusMisdirectedRequest},
		{http.MethodGet, []string{"Host", "127.0.0.1.evil.example"}, http.StatusMisdirectedRequest},
		{http.MethodGet, []string{"Host", "localhost:" + u.Port()}, http.StatusOK},
		{http.MethodGet, []string{"Host", "[::1]:" + u.Port()}, http.StatusOK},
		{http.MethodGet, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, http.StatusForbidden},
		{http.MethodGet, []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"}, http.StatusForbidden},
		{http.MethodGet, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, http.StatusOK},
		{http.MethodGet, []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}, http.StatusOK},
		{http.MethodPost, []string{"Host", "evil.example", "Origin", "http://evil.example"},
			http.StatusMisdirectedRequest},
		{http.MethodPost, []string{"Origin", "http://evil.example"}, http.StatusForbidden},
		{http.MethodPost, []string{"Origin", "http://" + u.Hostname() + ":1"}, http.StatusForbidden},
		{http.MethodPost, []string{"Origin", "null"}, http.StatusForbidden},
		{http.MethodPost, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, http.StatusForbidden},
		{http.MethodPost, []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"}, http.StatusForbidden},
	} {
		header := append([]string{"Content-Type", "application/x-www-form-urlencoded"}, x.header...)
		rsp, text := asked(t, x.method, start, body, header...)
		if rsp.StatusCode != x.want {
			t.Errorf("%s %v: %d %s", x.method, x.header, rsp.StatusCode, text)
		}
		if x.want != http.StatusOK && strings.Contains(text, "<html") {
			t.Errorf("%s %v shows the page", x.method, x.header)
		}
		if rsp.Header.Get("Content-Security-Policy") != policy || rsp.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %v: %v", x.method, x.header, rsp.Header)
		}
	}
	if c.sandbox.Vertex.CallbackState().Held {
		t.Error("another page held callbacks")
	}
	header := []string{"Content-Type", "application/x-www-form-urlencoded", "Origin", strings.TrimSuffix(start, Path),
		"Sec-Fetch-Site", "same-origin"}
	if rsp, text := asked(t, http.MethodPost, start, body, header...); rsp.StatusCode != http.StatusOK {
		t.Errorf("%d %s", rsp.StatusCode, text)
	}
	if !c.sandbox.Vertex.CallbackState().Held {
		t.Error("the page itself could not hold callbacks")
	}
}

// A form is as long as a form can be.
func TestLongFormsAreRefused(t *testing.T) {
	t.Parallel()
	_, start := served(t)
	if code, _ := form(t, start, "do", strings.Repeat("x", mostForm+1)); code != http.StatusBadRequest {
		t.Errorf("%d", code)
	}
}
