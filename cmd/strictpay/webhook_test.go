package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/sandbox"
)

// A captured is a delivery as an endpoint got it.
type captured struct {
	header http.Header
	body   string
}

// endpoint takes deliveries and answers with a status.
func endpoint(t *testing.T, status int) (url string, took func() captured) {
	t.Helper()
	deliveries := make(chan captured, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		deliveries <- captured{r.Header, string(body)}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() captured { return <-deliveries }
}

// verify is the command line that verifies a captured delivery.
func (c captured) verify(name string) []string {
	args := []string{"webhook", "verify", name, "-", "-o", "json"}
	fields := []string{"Authorization", "Content-Type"}
	for _, a := range apis.All() {
		for _, hook := range a.Webhooks {
			if hook.Header != "" && !slices.Contains(fields, hook.Header) {
				fields = append(fields, hook.Header)
			}
		}
	}
	for _, field := range fields {
		if value := c.header.Get(field); value != "" {
			args = append(args, "--header", field+": "+value)
		}
	}
	return args
}

// What webhook send sends is authentic for webhook verify, and no longer once it is changed.
func TestWebhooksAreSentAndVerified(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	for _, name := range everyName(webhookNames) {
		url, took := endpoint(t, http.StatusNoContent)
		args := []string{"webhook", "send", name, "--to", url, "--output", "json"}
		code, out, errs := typed("", env, args...)
		rows := lines(t, out)
		if code != 0 || errs != "" || len(rows) != 1 || rows[0]["ok"] != true || rows[0]["status"] != float64(204) {
			t.Errorf("%s: exit %d, %s %s", name, code, out, errs)
			continue
		}
		keys(t, rows[0], "webhook to status ok error")
		delivery := took()

		code, out, errs = typed(delivery.body, env, delivery.verify(name)...)
		rows = lines(t, out)
		if code != 0 || errs != "" || rows[0]["authentic"] != true || rows[0]["ok"] != true || rows[0]["value"] == nil {
			t.Errorf("%s: exit %d, %s %s", name, code, out, errs)
			continue
		}
		keys(t, rows[0], "source webhook authentic ok value deviations error")

		changed := delivery
		middle := len(delivery.body) / 2
		changed.body = delivery.body[:middle] + strings.ToUpper(delivery.body[middle:]) // of sealed data as well
		if delivery.header.Get("Authorization") != "" {                                 // nothing signs the body there
			changed.header = http.Header{"Authorization": {"Basic bm9ib2R5Og=="}}
		}
		code, out, errs = typed(changed.body, env, changed.verify(name)...)
		rows = lines(t, out)
		if code != 1 || len(rows) != 1 || rows[0]["authentic"] != false || rows[0]["value"] != nil || errs == "" {
			t.Errorf("%s, changed: exit %d, %s %s", name, code, out, errs)
		}
	}
}

// A delivery can be authentic and not as specified.
func TestVerifyTellsDeviations(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	url, took := endpoint(t, http.StatusOK)
	body := strings.Replace(example(t, "vertex/examples/orderCallback.webhook.json"), `"orderNumber"`, `"number"`, 1)
	code, out, errs := typed(body, env, "webhook", "send", "vertex.orderCallback", "--to", url, "--body", "-")
	if code != 0 || !strings.Contains(out, "taken, HTTP 200") {
		t.Fatalf("exit %d, %s %s", code, out, errs)
	}
	delivery := took()
	if delivery.body != body {
		t.Error("another body was sent")
	}
	code, out, errs = typed(delivery.body, env, delivery.verify("vertex.orderCallback")...)
	rows := lines(t, out)
	missing := strings.Contains(reported(rows[0]), "violation missing /data/orderNumber")
	if code != 1 || rows[0]["authentic"] != true || rows[0]["ok"] != false || !missing {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
	if !strings.Contains(errs, "authentic, but not as the specification says") {
		t.Errorf("complained %s", errs)
	}
}

func TestWebhookSendTellsWhatCame(t *testing.T) {
	t.Parallel()
	env := environmentOf(t, sandbox.New(t))
	refuses, _ := endpoint(t, http.StatusTeapot)
	redirects := httptest.NewServer(http.RedirectHandler(refuses, http.StatusTemporaryRedirect))
	t.Cleanup(redirects.Close)
	for _, c := range []struct {
		to   string
		code int
		says string
	}{
		{refuses, 1, "HTTP 418"}, {redirects.URL, 1, "HTTP 307"},
		{rawserver.New(t, rawserver.Bytes("HTTP/1.1 4111111111111111 OK\r\n\r\n")).URL, 2,
			"the delivery was not answered: the answer is not HTTP"},
		{"http://127.0.0.1:1/", 2, "nothing listens at http://127.0.0.1:1/"},
	} {
		code, out, errs := typed("", env, "webhook", "send", "vertex.orderCallback", "--to", c.to, "-o", "json")
		rows := lines(t, out)
		if code != c.code || !strings.Contains(errs, c.says) || len(rows) != 1 || rows[0]["ok"] != false {
			t.Errorf("%s: exit %d, %s %s", c.to, code, out, errs)
		}
	}
	sealed := []string{"webhook", "send", "xpayments.callback", "--to", refuses, "--body", "-"}
	code, _, errs := typed("<data></data>", env, sealed...)
	if code != 2 || !strings.Contains(errs, "--id") {
		t.Errorf("without a txnId: exit %d, %s", code, errs)
	}
	code, _, errs = typed("<data></data>", env, append(sealed, "--id", "e7f398cee98ec062abac0d2c937da181")...)
	if code != 1 {
		t.Errorf("with a txnId: exit %d, %s", code, errs)
	}
	secret := file(t, "secret", "mine\n")
	code, _, errs = typed("", nil, "webhook", "send", "vertex.orderCallback", "--to", refuses, "--secret-file", secret)
	if code != 1 || strings.Contains(errs, "mine") {
		t.Errorf("with a secret file: exit %d, %s", code, errs)
	}
}
