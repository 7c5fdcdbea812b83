package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/console"
	"github.com/strictpay/strictpay/sandbox"
)

const sandboxHelp = `Serves fakes of all APIs on this machine until it is interrupted. They keep books,
check credentials and requests, seal and sign as the real ones do, and send callbacks.

Credentials are new at every start, unless --state names a folder to keep them in;
with a fixed port in --listen the settings of a service are the same every time.

It serves a page as well, for a browser on this machine: on it you see each request
with its deviations from the specification, each answer and each callback, and the
books, and you play: pay, decline, refund, hold and repeat callbacks, spoil the next
answer. Its second tab explains operations, members and codes.

As text it prints lines to paste into the shell of the service under test, or of
strictpay call; --env-file writes them as a file for other programs as well. As JSON
it prints a line with the address of the page, then a line per API.

Callbacks go to the address in the request, where an API has one there, and else to
--callback-url: of one webhook, as API.WEBHOOK=URL, or of all. It is on this machine;
plain http will do.

An identifier of an order, payment or request chooses a fault: fault-html, fault-slow,
fault-cut, fault-drop, fault-large, fault-damaged.

Exit codes: 0 interrupted; 2 the sandbox could not be started.`

// sandboxFlags are the flags of the sandbox.
type sandboxFlags struct {
	listen, state, envFile string
	callbacks              []string
	output                 format
}

func sandboxCommand(e *environment) *cobra.Command {
	var flags sandboxFlags
	const example = "strictpay sandbox --listen 127.0.0.1:8080"
	cmd := &cobra.Command{
		Use:   "sandbox [flags]",
		Short: "serve fakes of all APIs until interrupted", Long: sandboxHelp,
		Example: "  " + example + "\n" +
			"  strictpay sandbox \\\n    --callback-url vertex.orderCallback=http://127.0.0.1:9000/vertex",
		Args: numbered(0, 0, "", ""),
		RunE: func(*cobra.Command, []string) error { return flags.run(e) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.listen, "listen", "127.0.0.1:0", "loopback `ADDRESS`; port 0 takes a free one")
	f.StringVar(&flags.state, "state", "", "folder `DIR` that keeps the credentials from start to start")
	f.StringVar(&flags.envFile, "env-file", "", "`FILE` to write the settings to, as NAME=value lines")
	f.StringArrayVar(&flags.callbacks, "callback-url", nil, "where callbacks go, `[API.WEBHOOK=]URL`; can be repeated")
	flags.output.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("callback-url", completeWith(func() []string {
		var words []string
		for _, name := range everyName(webhookNames) {
			words = append(words, name+"=http://127.0.0.1:")
		}
		return words
	}))
	return cmd
}

func (c *sandboxFlags) run(e *environment) error {
	ctx, stop := e.untilInterrupted()
	defer stop()
	kept, dir, forget, err := openState(c.state)
	if err != nil {
		return failed(err)
	}
	defer forget()
	s, err := sandbox.StartWith(c.listen, kept)
	if err != nil {
		return usage("strictpay sandbox --listen 127.0.0.1:8080", "%s: %v", c.listen, err)
	}
	defer s.Close()
	page, url, err := console.Serve(s)
	if err != nil {
		return failed(err)
	}
	defer page.Close()
	if c.state != "" {
		if err := keepState(s, dir); err != nil {
			return failed(err)
		}
	}
	if err := setCallbacks(s, c.callbacks); err != nil {
		return err
	}
	var all []access
	for _, a := range apis.All() {
		one, err := newAccess(a, s, dir)
		if err != nil {
			return failed(err)
		}
		all = append(all, one)
	}
	if c.envFile != "" {
		if err := os.WriteFile(c.envFile, []byte(settingsOf(all, "", quotedInFile)), 0o600); err != nil {
			return failed(fmt.Errorf("%s cannot be written: %w", c.envFile, err))
		}
	}
	if c.output.json() {
		if err := line(e.stdout, consoleLine{url}); err != nil {
			return err
		}
		for _, a := range all {
			fmt.Fprintf(e.stdout, "%s\n", a.json())
		}
	} else {
		printAccess(e, s.URL, url, all)
	}
	<-ctx.Done()
	fmt.Fprintln(e.stderr, "strictpay: sandbox stopped")
	return nil
}

// A consoleLine is the JSON that says where the page is.
type consoleLine struct {
	Console string `json:"console"`
}

// setCallbacks sends callbacks where --callback-url says.
func setCallbacks(s *sandbox.Sandbox, flags []string) error {
	urls := map[string]map[string]string{} // by API and webhook
	for _, flag := range flags {
		full, url, named := strings.Cut(flag, "=")
		if !named || strings.Contains(full, "/") {
			full, url = "", flag
		}
		if !apis.OnThisMachine(url) {
			return usage("strictpay sandbox --callback-url http://127.0.0.1:9000/callbacks",
				"--callback-url takes an address on this machine, and not %q", url)
		}
		found := false
		for _, a := range apis.All() {
			for _, name := range webhookNames(a) {
				if full != "" && full != a.Name+"."+name {
					continue
				}
				found = true
				if urls[a.Name] == nil {
					urls[a.Name] = map[string]string{}
				}
				urls[a.Name][name] = url
			}
		}
		if !found {
			names := everyName(webhookNames)
			return usage("strictpay sandbox --help", "%s", listed(fmt.Sprintf("no webhook %q", full), full, names))
		}
	}
	for _, a := range apis.All() {
		f := a.Fake(s)
		set := f.SetCallbacks
		if set == nil {
			set = f.SendOtherwise
		}
		if urls[a.Name] != nil {
			set(urls[a.Name])
		}
	}
	return nil
}

// writeFile writes what the sandbox hands out as a file, and gives its path.
func writeFile(dir, api, name, text string) (string, error) {
	file := filepath.Join(dir, api+"-"+strings.ReplaceAll(strings.TrimSuffix(name, "_file"), "_", "-"))
	return file, os.WriteFile(file, []byte(text), 0o600)
}
