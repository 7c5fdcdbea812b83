package console

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	hrefs   = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)
	ids     = regexp.MustCompile(` id="([^"]*)"`)
	labels  = regexp.MustCompile(` for="([^"]*)"`)
	inlines = regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=|javascript:|https?://[^"<\s]*"`)
)

// Every link of every page leads to a page, no identifier stands twice, every label has its field, and nothing is
// inline or from elsewhere.
func TestEveryLinkLeadsToAPage(t *testing.T) {
	t.Parallel()
	c, start := served(t)
	call(t, c, http.MethodPost, "/order",
		`{"shopId":115,"order":{"orderNumber":"a","cost":{"amount":"5","currency":"EUR"}}}`)
	call(t, c, http.MethodPost, "/nowhere", `{}`)
	eventually(t, start, `id="event-2"`)
	base, err := url.Parse(start)
	if err != nil {
		t.Fatal(err)
	}
	seen, waiting := map[string]bool{start: true}, []string{start, start + "reference?find=TRANSACTION_IN"}
	for len(waiting) > 0 {
		at := waiting[0]
		waiting = waiting[1:]
		rsp, text := asked(t, http.MethodGet, at, "")
		if rsp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", at, rsp.StatusCode)
			continue
		}
		if rsp.Header.Get("Content-Security-Policy") != policy ||
			rsp.Header.Get("X-Content-Type-Options") != "nosniff" ||
			rsp.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", at, rsp.Header)
		}
		if !strings.HasPrefix(rsp.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if found := inlines.FindString(text); found != "" {
			t.Errorf("%s has %s", at, found)
		}
		oneOfAKind(t, at, text)
		for _, m := range hrefs.FindAllStringSubmatch(text, -1) {
			to, err := base.Parse(html.UnescapeString(m[1]))
			if err != nil || to.Host != base.Host {
				t.Errorf("%s leads to %s", at, m[1])
				continue
			}
			to.Fragment = ""
			if !seen[to.String()] {
				seen[to.String()] = true
				waiting = append(waiting, to.String())
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("%d pages", len(seen))
	}
}

func oneOfAKind(t *testing.T, at, text string) {
	t.Helper()
	known := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(text, -1) {
		if known[m[1]] {
			t.Errorf("%s has two elements %s", at, m[1])
		}
		known[m[1]] = true
	}
	for _, m := range labels.FindAllStringSubmatch(text, -1) {
		if !known[m[1]] {
			t.Errorf("%s has a label for %s, which is not there", at, m[1])
		}
	}
}

// A cashier reads what to do.
func TestSearchFindsCodes(t *testing.T) {
	t.Parallel()
	_, start := served(t)
	text := page(t, start+"reference?find=transaction_for_session_id_already_pay")
	if !strings.Contains(text, `class="tip"`) || !strings.Contains(text, "TRANSACTION_FOR_SESSION_ID_ALREADY_PAYED") {
		t.Error(text)
	}
	if text := page(t, start+"reference?find="+url.QueryEscape(`<script>"x`)); !strings.Contains(text, "Nothing has") ||
		strings.Contains(text, "<script>\"x") {
		t.Error(text)
	}
	if text := page(t, start+"reference?find=retrieveorder"); !strings.Contains(text,
		"operation/retrieveOrderDetails") {
		t.Error(text)
	}
	for _, path := range []string{"reference/none/table/x", "reference/vertex/table/x", "reference/vertex/type/x",
		"x"} {
		if rsp, _ := asked(t, http.MethodGet, start+path, ""); rsp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, rsp.StatusCode)
		}
	}
}
