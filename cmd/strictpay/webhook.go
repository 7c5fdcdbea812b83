package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/specs"
)

const webhookHelp = `Sends signed or sealed deliveries to an endpoint under development, and says of a
captured delivery whether it is authentic and what it says.

The secret is in the file of --secret-file, or in the environment:

`

func webhookCommand(e *environment) *cobra.Command {
	return group("webhook", "send webhooks to an endpoint, or verify captured ones", webhookHelp+webhookSecretsHelp(),
		"  strictpay webhook send vertex.orderCallback --to http://127.0.0.1:8080/vertex\n"+
			"  strictpay webhook verify vertex.orderCallback \\\n    --header 'api-notification-sign: ...' body.json",
		webhookSendCommand(e), webhookVerifyCommand(e))
}

// findWebhook finds API.NAME.
func findWebhook(full, example string) (apis.API, *spec.Webhook, error) {
	a, name, err := split(full, "API.WEBHOOK", example)
	if err != nil {
		return a, nil, err
	}
	if hook := a.Webhook(name); hook != nil && a.Callbacks.Pack != nil {
		return a, hook, nil
	}
	next := example
	if near := nearest(name, webhookNames(a)); len(near) > 0 {
		next = strings.Replace(example, "vertex.orderCallback", a.Name+"."+near[0], 1)
	}
	return a, nil, usage(next, "%s", listed(fmt.Sprintf("%s has no webhook %q", a.Name, name), name, webhookNames(a)))
}

// webhookSecret is in a file, or in the environment.
func webhookSecret(e *environment, a apis.API, file string) (string, error) {
	if file != "" {
		text, err := e.read(file, maxBody)
		if err != nil {
			return "", failed(fmt.Errorf("--secret-file: %w", err))
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
	secret, err := apis.WebhookSecret(a, e.getenv)
	if err != nil {
		return "", failed(fmt.Errorf("no secret: %w, or give --secret-file FILE with %s", err, a.Callbacks.Secret))
	}
	return strings.TrimRight(secret, "\r\n"), nil
}

// exampleOf is the example of a webhook's body in the specification.
func exampleOf(hook *spec.Webhook) ([]byte, error) {
	for _, ending := range []string{"json", "xml"} {
		text, err := specs.FS.ReadFile(hook.API.Name + "/examples/" + hook.Name + ".webhook." + ending)
		if !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
	}
	return nil, fmt.Errorf("the specification has no example of %s; give --body FILE", hook.Name)
}

func completeWebhooks() completion {
	return completeFirst(func() []string { return everyName(webhookNames) })
}
