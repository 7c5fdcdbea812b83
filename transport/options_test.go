package transport_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

func TestDefaults(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]strictpay.Option{
		"none": nil,
		"nil":  {nil, nil},
		"zeros": {
			strictpay.WithHTTPClient(nil), strictpay.WithBaseURL(""), strictpay.WithTimeout(0),
			strictpay.WithAttemptTimeout(0), strictpay.WithResponseLimit(0),
			strictpay.WithUserAgent(""), strictpay.WithDriftHandler(nil), strictpay.WithHooks(strictpay.Hooks{}),
		},
	} {
		chain, err := transport.New(strictpay.Config{BaseURL: "https://pay.example", Timeout: 2 * time.Minute}, opts...)
		if err != nil {
			t.Fatal(err)
		}
		c := chain.Config()
		if c.BaseURL != "https://pay.example" || c.Timeout != 2*time.Minute || c.AttemptTimeout != 0 ||
			c.ResponseLimit != 1<<20 || c.Retries != 2 || c.UserAgent != "strictpay" || c.PlainHTTP || c.Drift != nil ||
			c.Exact || c.HTTPClient != nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if chain, err := transport.New(strictpay.Config{}); err != nil || chain.Config().Timeout != 30*time.Second {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	reported := false
	client := new(http.Client)
	chain, err := transport.New(strictpay.Config{BaseURL: "https://pay.example", Timeout: 2 * time.Minute},
		strictpay.WithHTTPClient(client), strictpay.WithBaseURL("https://stage.pay.example"),
		strictpay.WithTimeout(time.Second), strictpay.WithAttemptTimeout(time.Millisecond),
		strictpay.WithResponseLimit(7), strictpay.WithRetries(0), strictpay.WithUserAgent("shop"),
		strictpay.WithPlainHTTP(), strictpay.WithExact(),
		strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) { reported = true }))
	if err != nil {
		t.Fatal(err)
	}
	c := chain.Config()
	c.Drift(t.Context(), nil)
	if c.BaseURL != "https://stage.pay.example" || c.Timeout != time.Second || c.AttemptTimeout != time.Millisecond ||
		c.ResponseLimit != 7 || c.Retries >= 0 || c.UserAgent != "shop" || !c.PlainHTTP || !c.Exact || !reported ||
		c.HTTPClient != client {
		t.Errorf("%+v", c)
	}
}

func TestBelowZero(t *testing.T) {
	t.Parallel()
	for name, opt := range map[string]strictpay.Option{
		"timeout":         strictpay.WithTimeout(-1),
		"attempt timeout": strictpay.WithAttemptTimeout(-1),
		"response limit":  strictpay.WithResponseLimit(-1),
	} {
		if chain, err := transport.New(strictpay.Config{}, opt); err == nil || chain != nil {
			t.Error(name)
		}
	}
}

func TestForAdapter(t *testing.T) {
	t.Parallel()
	api := &spec.API{Name: "demo", Timeout: 2 * time.Minute}
	if _, err := transport.ForAdapter(api, ""); err == nil {
		t.Error("no base URL")
	}
	chain, err := transport.ForAdapter(api, "https://pay.example/api", strictpay.WithExact())
	if err != nil {
		t.Fatal(err)
	}
	calls := chain.CallConfig(api, nil)
	if chain.BaseURL() != "https://pay.example/api" || chain.Config().Timeout != api.Timeout || calls.API != api ||
		!calls.Exact {
		t.Error(chain.BaseURL(), chain.Config())
	}
	if calls.Account() != "pay.example" || calls.Timeout != api.Timeout {
		t.Error(calls.Account(), calls.Timeout)
	}
	named, err := transport.ForAdapter(api, "https://pay.example/api", strictpay.WithAccount("shop"),
		strictpay.WithAccount(""))
	if err != nil || named.CallConfig(api, nil).Account() != "shop" {
		t.Error("the account has no name of its own", err)
	}
	if _, err := transport.NewCaller(api, "https://pay.example", nil, nil); err == nil {
		t.Error("no credentials")
	}
}
