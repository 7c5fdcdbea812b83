package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/strictpay/strictpay"
)

// Exit codes. A call uses all of them; other commands the first three.
const (
	exitOK           = 0
	exitNo           = 1 // refused; not ok; nothing found
	exitUsage        = 2 // not sent; could not run; the command line is wrong
	exitUnknown      = 3 // a call whose outcome is unknown
	exitContradicted = 4
	exitUnavailable  = 5
)

// exitOf is the exit code of an outcome.
func exitOf(o strictpay.Outcome) int {
	switch o {
	case strictpay.Done:
		return exitOK
	case strictpay.Refused:
		return exitNo
	case strictpay.Unsent:
		return exitUsage
	case strictpay.Contradicted:
		return exitContradicted
	case strictpay.NotAvailable:
		return exitUnavailable
	}
	return exitUnknown
}

// An exit ends a command: the code, what is wrong, and what to type next. An exit without text has said it already.
type exit struct {
	code int
	text string
	next []string // command lines, quoted for a shell
}

func (x *exit) Error() string { return x.text }

// usage is the error of a command line that is wrong.
func usage(next, format string, args ...any) error {
	x := &exit{code: exitUsage, text: fmt.Sprintf(format, args...)}
	if next != "" {
		x.next = []string{next}
	}
	return x
}

// failed is the error of a command that could not run.
func failed(err error) error { return &exit{code: exitUsage, text: err.Error()} }

// silently ends a command whose output says everything.
func silently(code int) error {
	if code == exitOK {
		return nil
	}
	return &exit{code: code}
}

// explain says on standard error, once, what is wrong, and gives the exit code.
func (e *environment) explain(err error) int {
	var x *exit
	switch {
	case err == nil:
		return exitOK
	case !errors.As(err, &x):
		x = &exit{code: exitUsage, text: err.Error()}
	}
	if x.text != "" {
		fmt.Fprintf(e.stderr, "strictpay: %s\n", x.text)
	}
	for _, line := range x.next {
		fmt.Fprintf(e.stderr, "try: %s\n", line)
	}
	return x.code
}

// listed writes names after a text: the nearest one first, then all there are.
func listed(text, word string, names []string) string {
	if near := nearest(word, names); len(near) > 0 {
		text += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return text + "\nthere are:\n" + strings.TrimRight(wrapped(strings.Join(names, ", "), "  ", "  "), "\n")
}
