package transport_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay/adapters/transport"
	"github.com/strictpay/strictpay/adapters/wire"
)

func TestDefaults(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]transport.Option{
		"none": nil,
		"nil":  {nil, nil},
		"zeros": {
			transport.WithHTTPClient(nil), transport.WithBaseURL(""), transport.WithTimeout(0), transport.WithAttemptTimeout(0), transport.WithResponseLimit(0),
			transport.WithUserAgent(""), transport.WithDriftHandler(nil), transport.WithHooks(transport.Hooks{}),
		},
	} {
		chain, err := transport.New(transport.Config{BaseURL: "https://pay.example", Timeout: 2 * time.Minute}, opts...)
		if err != nil {
			t.Fatal(err)
		}
		c := chain.Config()
		if c.BaseURL != "https://pay.example" || c.Timeout != 2*time.Minute || c.AttemptTimeout != 0 || c.ResponseLimit != 1<<20 || c.Retries != 2 || c.UserAgent != "strictpay" || c.PlainHTTP || c.Drift != nil || c.DriftAsError || c.HTTPClient != nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if chain, err := transport.New(transport.Config{}); err != nil || chain.Config().Timeout != 30*time.Second {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	told := false
	client := new(http.Client)
	chain, err := transport.New(transport.Config{BaseURL: "https://pay.example", Timeout: 2 * time.Minute},
		transport.WithHTTPClient(client), transport.WithBaseURL("https://stage.pay.example"), transport.WithTimeout(time.Second), transport.WithAttemptTimeout(time.Millisecond),
		transport.WithResponseLimit(7), transport.WithRetries(0), transport.WithUserAgent("shop"), transport.WithPlainHTTP(), transport.WithDriftAsError(),
		transport.WithDriftHandler(func(context.Context, *wire.Info) { told = true }))
	if err != nil {
		t.Fatal(err)
	}
	c := chain.Config()
	c.Drift(t.Context(), nil)
	if c.BaseURL != "https://stage.pay.example" || c.Timeout != time.Second || c.AttemptTimeout != time.Millisecond || c.ResponseLimit != 7 || c.Retries >= 0 || c.UserAgent != "shop" || !c.PlainHTTP || !c.DriftAsError || !told || c.HTTPClient != client {
		t.Errorf("%+v", c)
	}
}

func TestBelowZero(t *testing.T) {
	t.Parallel()
	for name, opt := range map[string]transport.Option{
		"timeout":         transport.WithTimeout(-1),
		"attempt timeout": transport.WithAttemptTimeout(-1),
		"response limit":  transport.WithResponseLimit(-1),
	} {
		if chain, err := transport.New(transport.Config{}, opt); err == nil || chain != nil {
			t.Error(name)
		}
	}
}

func TestForAdapter(t *testing.T) {
	t.Parallel()
	api := &wire.API{Name: "demo", Timeout: 2 * time.Minute}
	if _, err := transport.ForAdapter(api, ""); err == nil {
		t.Error("no base URL")
	}
	chain, err := transport.ForAdapter(api, "https://pay.example/api", transport.WithDriftAsError())
	if err != nil {
		t.Fatal(err)
	}
	caller := chain.Caller(api)
	if chain.BaseURL() != "https://pay.example/api/" || chain.Config().Timeout != api.Timeout || caller.API != api || !caller.DriftAsError {
		t.Error(chain.BaseURL(), chain.Config())
	}
}
