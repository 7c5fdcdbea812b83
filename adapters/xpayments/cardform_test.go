package xpayments_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

func TestCardForm(t *testing.T) {
	t.Parallel()
	token := strictpay.NewSecret("5f4dcc3b5aa765d61d8327deb882cf9" + `"`)
	for _, c := range []struct {
		version string
		save    xpayments.AllowSaveCard
		want    string
		err     error
	}{
		{"1.9", xpayments.SaveCardUnsaid, "", nil},
		{"1.1", xpayments.SaveCardUnsaid, "", nil},
		{"1.9", xpayments.SaveCardMust, "Y", nil},
		{"1.6", xpayments.SaveCardOptional, "O", nil},
		{"1.9", xpayments.SaveCardNever, "N", nil},
		{"1.5", xpayments.SaveCardMust, "", xpayments.ErrSaveCard},
		{"1.9", "X", "", xpayments.ErrSaveCard},
	} {
		x, client := open(t)
		if err := client.SetAPIVersion(c.version); err != nil {
			t.Fatal(err)
		}
		form, err := client.CardForm(token, c.save)
		if !errors.Is(err, c.err) {
			t.Errorf("%s %q: %v", c.version, c.save, err)
		}
		if err != nil {
			continue
		}
		want := url.Values{"target": {"main"}, "action": {"start"}, "token": {token.Reveal()}}
		if c.want != "" {
			want.Set("allow_save_card", c.want)
		}
		if form.Action != x.URL+"/payment.php" || form.Values().Encode() != want.Encode() {
			t.Errorf("%s %q: %s %s", c.version, c.save, form.Action, form.Values().Encode())
		}
		text := form.HTML(`Pay & "go"`)
		for _, part := range []string{`<form method="post" action="` + x.URL + `/payment.php">`,
			`name="token" value="5f4dcc3b5aa765d61d8327deb882cf9&#34;">`, `<button type="submit">Pay &amp; ` +
				`&#34;go&#34;</button>`} {
			if !strings.Contains(text, part) {
				t.Errorf("%s is not in\n%s", part, text)
			}
		}
		if fields := strings.Count(text, "<input"); fields != len(want) || strings.Contains(form.HTML(""), "<button") {
			t.Errorf("%d fields in\n%s", fields, text)
		}
	}
	_, client := open(t)
	if _, err := client.CardForm(strictpay.Secret{}, ""); !errors.Is(err, xpayments.ErrToken) {
		t.Errorf("no token: %v", err)
	}
}

// The browser's way: the form opens the page, its button pays, and the page leads back to the store.
func TestBuyerInTheBrowser(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	made, err := client.PaymentInit(t.Context(), order("order-7", "https://shop.example/callback"))
	if err != nil {
		t.Fatal(err)
	}
	form, err := client.CardForm(*made.Token, xpayments.SaveCardMust)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	press := func(action string) *http.Response {
		values := form.Values()
		values.Set("action", action)
		rsp, err := browser.PostForm(form.Action, values)
		if err != nil {
			t.Fatal(err)
		}
		_ = rsp.Body.Close()
		return rsp
	}
	if rsp := press("start"); rsp.StatusCode != http.StatusOK {
		t.Fatalf("start: %s", rsp.Status)
	}
	rsp := press("cancel")
	back, err := http.NewRequest(http.MethodGet, rsp.Header.Get("Location"), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := xpayments.ParseReturn(back)
	if err != nil || got != (xpayments.Return{Action: xpayments.ReturnCancelled, RefID: "order-7",
		TxnID: *made.TxnID}) || back.URL.Query().Get("order") != "7" {
		t.Errorf("cancel: %v, %v", got, err)
	}
	if rsp := press("pay"); rsp.StatusCode != http.StatusOK {
		t.Fatalf("pay: %s", rsp.Status)
	}
	if p := info(t, client, *made.TxnID); *p.Status != xpaymentsapi.PaymentStatusAuthorized ||
		*p.SaveCard != xpaymentsapi.YesNoYes {
		t.Errorf("paid: %v", p)
	}
	if rsp := press("pay"); rsp.StatusCode != http.StatusConflict {
		t.Errorf("paid twice: %s", rsp.Status)
	}
	if err := x.Pay(*made.TxnID); !errors.Is(err, fake.ErrState) {
		t.Errorf("paid twice: %v", err)
	}
}
