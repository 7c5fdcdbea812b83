package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/har"
	"github.com/strictpay/strictpay/internal/traffic"
)

const harHelp = `Checks recorded traffic, of any client in any language: FILE is an HTTP archive
(HAR 1.2), as browsers and proxies write it; - is standard input. Every exchange is
matched to its operation, by the addresses in the specifications or by --api, and
request and answer are checked as strictly as by the clients. A callback is known by
its signature's header, or by --callback. What the bodies say is printed nowhere.

` + keysHelp + `

A table says of each operation how many calls were clean, had drift, had violations,
or could not be read in full; then comes each finding, with the entries that have it.

Exit codes: 0 every exchange is ok; 1 some are not; 2 something could not be checked.`

const harExample = "strictpay har shop.har"

// harFlags are the flags of a check of recorded traffic.
type harFlags struct {
	trafficFlags
	apis []string
}

func harCommand(e *environment) *cobra.Command {
	var flags harFlags
	cmd := &cobra.Command{
		Use: "har [flags] FILE...", Short: "check recorded traffic, from HTTP archives", Long: harHelp,
		Example: "  " + harExample + "\n" +
			"  strictpay har --api vertex=http://127.0.0.1:8080/vertex recorded.har\n" +
			"  strictpay har --bundle bundle.json --fail-on drift --output json *.har",
		Args: numbered(1, -1, "files to check", harExample),
		RunE: func(_ *cobra.Command, files []string) error { return flags.run(e, files) },
	}
	cmd.Flags().StringArrayVar(&flags.apis, "api", nil,
		"where an API is, `NAME=URL`, or NAME for any host; can be repeated")
	flags.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("api", completeWith(apiNames))
	return cmd
}

func (c *harFlags) run(e *environment, files []string) error {
	ctx, stop := e.untilInterrupted()
	defer stop()
	checker, err := traffic.NewChecker(ctx, apis.All()...)
	if err != nil {
		return failed(err)
	}
	for _, flag := range c.apis {
		name, base, _ := strings.Cut(flag, "=")
		a, err := findAPI(name)
		if err != nil {
			return err
		}
		if err := checker.At(a.Name, base); err != nil {
			return usage(harExample, "--api: %v", err)
		}
	}
	if err := c.setUp(e, checker, harExample); err != nil {
		return err
	}
	code, matched := exitOK, 0
	for _, file := range files {
		tally, err := c.check(ctx, e, checker, file)
		if tally != nil {
			matched += tally.Exchanges - tally.Unmatched - tally.Others
			if err := c.print(e, file, tally); err != nil {
				return err
			}
			if tally.NotOK > 0 && code == exitOK {
				code = exitNo
			}
		}
		if err != nil {
			e.explain(failed(err))
			code = exitUsage
		}
		if ctx.Err() != nil {
			break
		}
	}
	if code == exitOK && matched == 0 {
		next := commandLine("har", "--api", "vertex=http://127.0.0.1:8080", files[0])
		return usage(next, "no exchange belongs to an operation; say with --api where the APIs are")
	}
	return silently(code)
}

// check reads an archive. Of one that breaks off it gives what was read before.
func (c *harFlags) check(
	ctx context.Context, e *environment, checker *traffic.Checker, file string,
) (*traffic.Tally, error) {
	from, size, err := e.openStream(ctx, file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }()
	tally := new(traffic.Tally)
	shown := &progress{e: e, from: from, size: size, file: file}
	err = har.Read(shown, func(entry *har.Entry) error {
		r := checker.CheckEntry(entry)
		ok := c.ok(r)
		tally.Add(entry.Number, r, ok)
		shown.entries = entry.Number
		if ctx.Err() != nil {
			return errInterrupted
		}
		if c.output.json() && (r.Matched() || r.Unmatched != "") {
			return line(e.stdout, newExchangeResult(file, entry.Number, entry.Method, r, ok))
		}
		return nil
	})
	shown.end()
	if err != nil {
		err = fmt.Errorf("%s: %w", file, err)
		if errors.Is(err, har.ErrNotHAR) {
			return nil, err
		}
	}
	return tally, err
}

func (c *harFlags) print(e *environment, file string, tally *traffic.Tally) error {
	if c.output.json() {
		return line(e.stdout, newTallyResult(file, tally))
	}
	e.printTally(file, tally)
	e.printFindings(tally)
	return nil
}

// openStream opens a file of any size, - for standard input. The size is 0 where it is not known.
func (e *environment) openStream(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(e.stdin), 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, fileError(name, err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a directory")
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, fileError(name, err)
	}
	if !info.Mode().IsRegular() {
		return struct {
			io.Reader
			io.Closer
		}{untilDone(ctx, f), f}, 0, nil
	}
	return f, info.Size(), nil
}

// A progress says on a terminal how far a long file was read.
type progress struct {
	e       *environment
	from    io.Reader
	size    int64
	file    string
	read    int64
	entries int
	said    time.Time
	any     bool
}

// progressEvery is how often that is said.
const progressEvery = 200 * time.Millisecond

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.read += int64(n)
	now := time.Now()
	if p.said.IsZero() {
		p.said = now
	}
	if p.e.progress && now.Sub(p.said) >= progressEvery {
		p.said, p.any = now, true
		far := fmt.Sprintf("%d MB", p.read>>20)
		if p.size > 0 {
			far = fmt.Sprintf("%d %%", p.read*100/p.size)
		}
		far += ", " + plural(p.entries, "exchange")
		fmt.Fprintf(p.e.stderr, "\r\x1b[K%s: %s", ending(printable(p.file), columns-1-len(": ")-len(far)), far)
	}
	return n, err
}

// end takes the line away.
func (p *progress) end() {
	if p.any {
		fmt.Fprint(p.e.stderr, "\r\x1b[K")
	}
}
