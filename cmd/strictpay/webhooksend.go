package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/traffic"
)

const webhookSendHelp = `Sends one delivery as the provider would: the body of --body, or the example of the
specification, signed or sealed with the secret (see strictpay webhook --help), by
POST. For xpayments the body is the opened XML. http is for this machine only.

Exit codes: 0 the endpoint took it, with a 2xx; 1 it answered otherwise; 2 it was not
sent, or not answered.`

// sendTimeout bounds a delivery and its answer.
const sendTimeout = 30 * time.Second

// webhookSendFlags are what is sent and where.
type webhookSendFlags struct {
	to, body, secretFile, id string
	output                   format
}

// A sendResult is the JSON of a delivery.
type sendResult struct {
	Webhook string `json:"webhook"`
	To      string `json:"to"`
	Status  int    `json:"status"` // 0 where no answer came
	OK      bool   `json:"ok"`
	Error   string `json:"error"`
}

const sendExample = "strictpay webhook send vertex.orderCallback --to http://127.0.0.1:8080/vertex"

func webhookSendCommand(e *environment) *cobra.Command {
	var flags webhookSendFlags
	cmd := &cobra.Command{
		Use:   "send API.WEBHOOK --to URL [flags]",
		Short: "send a signed or sealed delivery to an endpoint", Long: webhookSendHelp, Example: "  " + sendExample,
		Args:              numbered(1, 1, "a webhook, API.WEBHOOK", sendExample),
		ValidArgsFunction: completeWebhooks(),
		RunE:              func(_ *cobra.Command, args []string) error { return flags.run(e, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.to, "to", "", "`URL` of the endpoint")
	f.StringVar(&flags.body, "body", "", "`FILE` with the body; - is standard input")
	f.StringVar(&flags.id, "id", "", "`ID` of the payment, for xpayments: the form's txnId")
	f.StringVar(&flags.secretFile, "secret-file", "", "`FILE` with the secret")
	flags.output.define(cmd)
	return cmd
}

func (c *webhookSendFlags) run(e *environment, name string) error {
	a, hook, err := findWebhook(name, sendExample)
	if err != nil {
		return err
	}
	if err := reachable("send", c.to); err != nil {
		return usage(commandLine("webhook", "send", name, "--to", "http://127.0.0.1:8080/"), "%v", err)
	}
	document, err := exampleOf(hook)
	if c.body != "" {
		document, err = e.read(c.body, maxBody)
	}
	if err != nil {
		return failed(err)
	}
	secret, err := webhookSecret(e, a, c.secretFile)
	if err != nil {
		return err
	}
	header := http.Header{}
	body, err := a.Callbacks.Pack(secret, header, document, c.id)
	if err != nil {
		return failed(err)
	}
	result := sendResult{Webhook: name, To: c.to}
	result.Status, err = post(e, c.to, header, body)
	result.OK = result.Status >= 200 && result.Status < 300
	end := &exit{code: exitNo, text: fmt.Sprintf("the endpoint answered with HTTP %d", result.Status)}
	if err != nil {
		end = &exit{code: exitUsage, text: "the delivery was not answered: " + traffic.FailureOf(err)}
		if errors.Is(err, syscall.ECONNREFUSED) {
			end.text = "nothing listens at " + c.to
		}
	}
	if !result.OK {
		result.Error = end.text
	}
	if c.output.json() {
		if err := line(e.stdout, result); err != nil {
			return err
		}
	} else if result.OK {
		fmt.Fprintf(e.stdout, "%s: %s\n", name, e.paint(green, fmt.Sprintf("taken, HTTP %d", result.Status)))
	}
	if result.OK {
		return nil
	}
	return end
}

// reachable reports whether a command may send to an address: what it sends carries passwords.
func reachable(command, to string) error {
	u, err := url.Parse(to)
	switch {
	case to == "":
		return fmt.Errorf("%s needs --to URL", command)
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("--to takes an address that begins with http:// or https://, and not %q", to)
	case u.Scheme == "http" && !apis.OnThisMachine(to):
		return errors.New("--to takes http for this machine only; give https for others")
	}
	return nil
}

// post sends a delivery once, follows no redirect, and gives the status of the answer.
func post(e *environment, to string, header http.Header, body []byte) (int, error) {
	ctx, stop := e.untilInterrupted()
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header = header
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	_ = answer.Body.Close()
	return answer.StatusCode, nil
}
