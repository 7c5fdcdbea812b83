package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/traffic"
)

// trafficFlags are what checks of recorded and live traffic have in common.
type trafficFlags struct {
	callbacks, keys  []string
	password, bundle string
	failOn           choice
	output           format
}

func (c *trafficFlags) define(cmd *cobra.Command) {
	c.failOn = choice{"violation", []string{"violation", "drift", "never"}}
	f := cmd.Flags()
	f.StringArrayVar(&c.callbacks, "callback", nil, "where callbacks go, `API.WEBHOOK=URL`; can be repeated")
	f.StringArrayVar(&c.keys, "key", nil, "`PEM` file that opens X-Payments messages; can be repeated")
	f.StringVar(&c.password, "password-file", "", "`FILE` with the password of the keys")
	f.StringVar(&c.bundle, "bundle", "", "`FILE` with the X-Payments bundle, which has a key and the URL")
	c.failOn.add(cmd, "fail-on", "", "from which severity on an exchange is not ok")
	c.output.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("callback", completeWith(func() []string {
		var words []string
		for _, name := range everyName(webhookNames) {
			words = append(words, name+"=http")
		}
		return words
	}))
}

// keysHelp says where keys come from.
const keysHelp = `X-Payments seals its messages: answers and callbacks are opened with the private key
of the store, from --bundle or STRICTPAY_XPAYMENTS_BUNDLE_FILE, or --key. Requests
only open with the key of X-Payments itself (of a sandbox: its gateway_key_file).`

// setUp gives a checker its keys, and the places of callbacks.
func (c *trafficFlags) setUp(e *environment, checker *traffic.Checker, example string) error {
	if err := c.setKeys(e, checker); err != nil {
		return err
	}
	for _, flag := range c.callbacks {
		full, to, ok := strings.Cut(flag, "=")
		if !ok {
			return usage(example, "--callback takes API.WEBHOOK=URL, and not %q", flag)
		}
		a, hook, err := findWebhook(full, "strictpay webhook verify vertex.orderCallback --help")
		if err != nil {
			return err
		}
		if err := checker.CallbacksAt(a.Name, hook.Name, to); err != nil {
			return usage(example, "--callback: %v", err)
		}
	}
	return nil
}

func (c *trafficFlags) setKeys(e *environment, checker *traffic.Checker) error {
	bundle := c.bundle
	if bundle == "" && checker.Seals() {
		bundle = e.getenv(sealedAPI().Variable(apis.BundleFile))
	}
	if bundle != "" {
		text, err := os.ReadFile(bundle)
		if err != nil {
			return failed(fileError(bundle, err))
		}
		if err := checker.Bundle(string(text)); err != nil {
			return failed(fmt.Errorf("%s: %w", bundle, err))
		}
	}
	password := ""
	if c.password != "" {
		text, err := os.ReadFile(c.password)
		if err != nil {
			return failed(fileError(c.password, err))
		}
		password = strings.TrimRight(string(text), "\r\n")
	}
	for _, key := range c.keys {
		text, err := os.ReadFile(key)
		if err != nil {
			return failed(fileError(key, err))
		}
		if err := checker.Key(text, password); err != nil {
			return failed(fmt.Errorf("--key %s: %w", key, err))
		}
	}
	return nil
}

// sealedAPI is the one whose messages are sealed.
func sealedAPI() apis.API {
	for _, a := range apis.All() {
		if a.Sealing != nil {
			return a
		}
	}
	return apis.API{}
}

// ok decides whether an exchange is.
func (c *trafficFlags) ok(r *traffic.Result) bool {
	return passes(r.Request, c.failOn.value) && passes(r.Answer, c.failOn.value)
}
