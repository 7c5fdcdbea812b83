package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

const webhookVerifyHelp = `Says of a captured delivery whether it is authentic, and what it says. FILE is its body,
byte for byte as it came; - is standard input. --header gives the headers it came
with: the signature, or Authorization where the API has that in its place. The secret
is the same as for strictpay webhook send.

Exit codes: 0 authentic, and as specified; 1 one of them not; 2 it could not be
checked.`

// webhookVerifyFlags are what a delivery came with.
type webhookVerifyFlags struct {
	headers    []string
	secretFile string
	output     format
}

// A verifyResult is the JSON of a captured delivery.
type verifyResult struct {
	Source     string      `json:"source"`
	Webhook    string      `json:"webhook"`
	Authentic  bool        `json:"authentic"`
	OK         bool        `json:"ok"`
	Value      any         `json:"value"` // null unless authentic
	Deviations []deviation `json:"deviations"`
	Error      string      `json:"error"`
}

func webhookVerifyCommand(e *environment) *cobra.Command {
	var flags webhookVerifyFlags
	const example = "strictpay webhook verify vertex.orderCallback --header 'api-notification-sign: 0123abcd' body.json"
	cmd := &cobra.Command{
		Use:   "verify API.WEBHOOK [--header 'NAME: VALUE']... [flags] FILE",
		Short: "say whether a captured delivery is authentic, and what it says", Long: webhookVerifyHelp,
		Example: "  strictpay webhook verify vertex.orderCallback \\\n" +
			"    --header 'api-notification-sign: 0123abcd' body.json",
		Args: numbered(2, 2, "a webhook, API.WEBHOOK, and a file", example),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return completeWebhooks()(cmd, args, word)
		},
		RunE: func(_ *cobra.Command, args []string) error { return flags.run(e, args[0], args[1], example) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&flags.headers, "header", "H", nil,
		"a header that it came with, `'NAME: VALUE'`; can be repeated")
	f.StringVar(&flags.secretFile, "secret-file", "", "`FILE` with the secret")
	flags.output.define(cmd)
	return cmd
}

func (c *webhookVerifyFlags) run(e *environment, name, file, example string) error {
	a, hook, err := findWebhook(name, example)
	if err != nil {
		return err
	}
	header := http.Header{}
	for _, text := range c.headers {
		field, value, ok := strings.Cut(text, ":")
		if !ok {
			return usage(example, "--header takes 'NAME: VALUE', and not %q", text)
		}
		header.Add(strings.TrimSpace(field), strings.TrimSpace(value))
	}
	secret, err := webhookSecret(e, a, c.secretFile)
	if err != nil {
		return err
	}
	body, err := e.read(file, maxBody)
	if err != nil {
		return failed(err)
	}
	return c.verify(e, a, hook, verifyResult{Source: file, Webhook: name, Deviations: []deviation{}}, secret, header,
		body)
}

func (c *webhookVerifyFlags) verify(
	e *environment, a apis.API, hook *spec.Webhook, result verifyResult, secret string, header http.Header, body []byte,
) error {
	document, err := a.Callbacks.Open(secret, header, body)
	if err != nil {
		result.Error = "not authentic: the secret, the headers and the body do not go together"
		if hook.Header != "" && header.Get(hook.Header) == "" {
			result.Error = "not authentic: there is no header " + hook.Header + "; give it with --header"
		} else if hook.Basic && header.Get("Authorization") == "" {
			result.Error = "not authentic: there is no header Authorization; give it with --header"
		}
		return c.end(e, a, result)
	}
	result.Authentic = true
	value, devs := hook.Read(document)
	result.Value, result.Deviations, result.OK = value, deviations(devs.List), !devs.Violated()
	if !result.OK {
		result.Error = "authentic, but not as the specification says"
	}
	if !c.output.json() {
		text, err := encoded(value, "  ")
		if err != nil {
			return failed(err)
		}
		fmt.Fprintf(e.stdout, "%s: %s\n%s", result.Source, e.paint(green, "authentic"), text)
		e.printDeviations(e.stdout, devs.List, devs.Dropped)
	}
	return c.end(e, a, result)
}

// end prints the result, and gives the error of a delivery that is not as it should be.
func (c *webhookVerifyFlags) end(e *environment, a apis.API, result verifyResult) error {
	if c.output.json() {
		if err := line(e.stdout, result); err != nil {
			return err
		}
	} else if result.Authentic && a.Callbacks.Unproven != "" {
		fmt.Fprint(e.stdout, wrapped(a.Callbacks.Unproven, "note: ", "  "))
	}
	if result.OK {
		return nil
	}
	return &exit{code: exitNo, text: result.Source + " is " + result.Error}
}
