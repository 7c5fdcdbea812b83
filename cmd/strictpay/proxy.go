package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/har"
	"github.com/strictpay/strictpay/internal/traffic"
)

const proxyHelp = `Stands on this machine between a service, in any language, and a provider or sandbox,
and checks everything that passes against the specification: requests and answers, as
strictly as the clients do. It changes nothing, adds nothing, and repeats nothing:
where no answer comes it breaks the connection off, as the provider did.

Each exchange is a line, with what is wrong with it under it; at the end, after an
interrupt, comes a table of the operations. --har records what passes as an HTTP
archive, without secrets and persons: what the specification calls so is taken out,
and also what it does not know.

` + keysHelp + `

Exit codes: 0 every exchange was ok; 1 some were not; 2 it could not be started, none
of the exchanges belongs to an operation, or the archive could not be written.`

const proxyExample = "strictpay proxy --api vertex --to https://gateway.stage.vertexgateway.com/api/v1"

// proxyFlags are the flags of a check of live traffic.
type proxyFlags struct {
	trafficFlags
	api, to, listen, har string
}

func proxyCommand(e *environment) *cobra.Command {
	var flags proxyFlags
	cmd := &cobra.Command{
		Use: "proxy --api API --to URL [flags]", Short: "check live traffic, between a service and a provider",
		Long: proxyHelp,
		Example: "  strictpay proxy --api vertex \\\n    --to https://gateway.stage.vertexgateway.com/api/v1\n" +
			"  strictpay proxy --api vertex --har shop.har \\\n    --to http://127.0.0.1:8080/vertex/api/v1",
		Args: numbered(0, 0, "", ""),
		RunE: func(*cobra.Command, []string) error { return flags.run(e) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.api, "api", "", "`API` that the service calls")
	f.StringVar(&flags.to, "to", "", "base `URL` of the provider or sandbox")
	f.StringVar(&flags.listen, "listen", "127.0.0.1:0", "loopback `ADDRESS`; port 0 takes a free one")
	f.StringVar(&flags.har, "har", "", "`FILE` to record to, without secrets and persons")
	flags.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("api", completeWith(apiNames))
	return cmd
}

func (c *proxyFlags) run(e *environment) error {
	if c.api == "" {
		return usage(proxyExample, "proxy needs --api API")
	}
	a, err := findAPI(c.api)
	if err != nil {
		return err
	}
	if err := reachable("proxy", c.to); err != nil {
		return usage(proxyExample, "%v", err)
	}
	if u, err := url.Parse(c.to); err != nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return usage(proxyExample, "--to takes an address without user, query and fragment: they would not be sent")
	}
	ctx, stop := e.untilInterrupted()
	defer stop()
	checker, err := c.checker(e, ctx, a)
	if err != nil {
		return err
	}
	listener, err := listenHere(c.listen)
	if err != nil {
		return usage(proxyExample+" --listen 127.0.0.1:8080", "%s: %v", c.listen, err)
	}
	live := &liveCheck{flags: c, e: e, api: a, checker: checker, url: "http://" + listener.Addr().String()}
	if err := live.record(c.har); err != nil {
		_ = listener.Close()
		return failed(err)
	}
	live.begin()
	return live.serve(ctx, listener)
}

// checker knows the API at the address that the proxy leads to. Checks go on after an interrupt: what passed is
// reported.
func (c *proxyFlags) checker(e *environment, ctx context.Context, a apis.API) (*traffic.Checker, error) {
	checker, err := traffic.NewChecker(context.WithoutCancel(ctx), a)
	if err != nil {
		return nil, failed(err)
	}
	if err := c.setUp(e, checker, proxyExample); err != nil {
		return nil, err
	}
	if err := checker.At(a.Name, c.to); err != nil {
		return nil, usage(proxyExample, "--to: %v", err)
	}
	return checker, nil
}

// listenHere listens on loopback only: what passes has credentials in it.
func listenHere(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, errors.New("expected HOST:PORT")
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return nil, errors.New("not a loopback address")
	}
	return net.Listen("tcp", address)
}

// A liveCheck checks what passes through the proxy, one exchange after the other, beside the traffic.
type liveCheck struct {
	flags   *proxyFlags
	e       *environment
	api     apis.API
	checker *traffic.Checker
	url     string
	tally   traffic.Tally
	number  int
	file    *os.File
	buffer  *bufio.Writer
	archive *har.Writer
	lost    error // of writing the archive
}

// record begins the archive.
func (l *liveCheck) record(file string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("--har: %w", err)
	}
	l.file, l.buffer = f, bufio.NewWriter(f)
	l.archive = har.NewWriter(l.buffer, "strictpay", moduleVersion())
	return nil
}

// A proxyStart is the first line of JSON.
type proxyStart struct {
	API string `json:"api"`
	URL string `json:"url"`
	To  string `json:"to"`
}

func (l *liveCheck) begin() {
	if l.flags.output.json() {
		_ = line(l.e.stdout, proxyStart{l.api.Name, l.url, l.flags.to})
		return
	}
	fmt.Fprintf(l.e.stdout, "%s leads to %s\n", l.url, printable(l.flags.to))
	fmt.Fprint(l.e.stdout, "paste into the shell of the service, or put the address into its settings:\n\n")
	fmt.Fprintf(l.e.stdout, "export %s=%s\n\n", l.api.Variable("URL"), l.url)
}

// serve serves until the interrupt, and tells what was found.
func (l *liveCheck) serve(ctx context.Context, listener net.Listener) error {
	passed := make(chan *forwarding, 64)
	forwarder := newForwarder(l.flags.to, passed)
	server := &http.Server{
		Handler: forwarder, ErrorLog: quiet, ReadHeaderTimeout: time.Minute,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	go func() {
		<-ctx.Done()
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if server.Shutdown(within) != nil {
			forwarder.ending.Store(true)
			_ = server.Close()
		}
		forwarder.under.Wait()
		close(passed)
	}()
	for p := range passed {
		l.check(p)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return failed(err)
	}
	return l.end()
}

// check checks an exchange, prints it and records it.
func (l *liveCheck) check(p *forwarding) {
	l.number++
	x := p.exchange(l.flags.to)
	r := l.checker.Check(x)
	ok := l.flags.ok(r)
	l.tally.Add(l.number, r, ok)
	if l.flags.output.json() {
		_ = line(l.e.stdout, newExchangeResult(l.flags.to, l.number, x.Method, r, ok))
	} else {
		l.print(p, x, r)
	}
	if l.archive == nil || l.lost != nil {
		return
	}
	l.lost = l.archive.Add(traffic.Entry(x, r), har.Timing{Began: p.began, Took: p.took})
	if l.lost == nil {
		l.lost = l.buffer.Flush()
	}
}

// print writes an exchange for people: a line, and under it what is wrong with it.
func (l *liveCheck) print(p *forwarding, x *traffic.Exchange, r *traffic.Result) {
	verdict, colour := "clean", green
	switch {
	case !r.Matched():
		verdict, colour = "unknown", yellow
	case r.Violated():
		verdict, colour = "violation", red
	case r.Drifted():
		verdict, colour = "drift", yellow
	case len(r.Notes) > 0:
		verdict, colour = "unread", yellow
	}
	name := r.Name()
	if name == "" {
		name = x.Method + " " + r.Path
	}
	if len(name) > 34 {
		name = name[:31] + "..."
	}
	fmt.Fprintf(l.e.stdout, "%s  %5d  %3d  %-34s  %s%*s %5d ms\n", p.began.Format(time.TimeOnly), l.number, x.Status,
		printable(name), l.e.paint(colour, verdict), 9-len(verdict), "", p.took.Milliseconds())
	if r.Unmatched != "" {
		fmt.Fprint(l.e.stdout, wrapped(r.Unmatched, l.e.severity("", ""), "      "))
	}
	for _, part := range r.Parts() {
		for _, d := range part.Deviations.List {
			text := part.Name + " " + pointerText(d.Pointer) + ": " + printable(d.Detail)
			fmt.Fprint(l.e.stdout, wrapped(text, l.e.severity(d.Severity, d.Kind), "      "))
		}
	}
	for _, note := range r.Notes {
		fmt.Fprint(l.e.stdout, wrapped(printable(note), l.e.severity("", ""), "      "))
	}
}

// end prints the table, ends the archive and gives the exit code.
func (l *liveCheck) end() error {
	if l.flags.output.json() {
		if err := line(l.e.stdout, newTallyResult(l.flags.to, &l.tally)); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(l.e.stdout)
		l.e.printTally(l.flags.to, &l.tally)
	}
	if l.archive != nil {
		for _, err := range []error{l.archive.Close(), l.buffer.Flush(), l.file.Close()} {
			l.lost = errors.Join(l.lost, err)
		}
		if l.lost != nil {
			return failed(fmt.Errorf("--har: the archive is not whole: %w", l.lost))
		}
	}
	switch {
	case l.tally.NotOK > 0:
		return silently(exitNo)
	case l.number > 0 && len(l.tally.Rows()) == 0:
		return usage(proxyExample, "no exchange belongs to an operation; is --to the base URL of %s?", l.api.Name)
	}
	return nil
}
