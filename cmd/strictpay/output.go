package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay"
)

// A format is what --output says.
type format string

func (f *format) define(flags *pflag.FlagSet) {
	*f = "text"
	flags.VarP(f, "output", "o", "text or json")
}

func (f *format) String() string { return string(*f) }

// Type names the flag's value in messages.
func (f *format) Type() string { return "text|json" }

// Set takes text and json only.
func (f *format) Set(v string) error {
	if v != "text" && v != "json" {
		return fmt.Errorf("there are text and json")
	}
	*f = format(v)
	return nil
}

func (f format) json() bool { return f == "json" }

// line writes one JSON object on a line of its own.
func line(w io.Writer, v any) {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)
}

// table writes aligned columns.
func table(w io.Writer, rows func(add func(cells ...string))) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rows(func(cells ...string) {
		for i, c := range cells {
			if i > 0 {
				_, _ = t.Write([]byte{'\t'})
			}
			_, _ = t.Write([]byte(c))
		}
		_, _ = t.Write([]byte{'\n'})
	})
	_ = t.Flush()
}

// terminal reports whether a file is one, for colours.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == ""
}

func (e *environment) paint(code, text string) string {
	if !e.colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

const (
	red    = "31"
	green  = "32"
	yellow = "33"
)

// A deviation as JSON.
type deviation struct {
	Severity string `json:"severity"`
	Kind     string `json:"kind"`
	Pointer  string `json:"pointer"`
	Detail   string `json:"detail"`
}

func deviations(list []strictpay.Deviation) []deviation {
	out := make([]deviation, len(list))
	for i, d := range list {
		out[i] = deviation{string(d.Severity), string(d.Kind), d.Pointer, d.Detail}
	}
	return out
}

// printable keeps control characters of a body's names off the terminal.
func printable(text string) string {
	quoted := strconv.Quote(text)
	return quoted[1 : len(quoted)-1]
}

// printDeviations writes them as a table.
func (e *environment) printDeviations(w io.Writer, list []strictpay.Deviation) {
	table(w, func(add func(...string)) {
		for _, d := range list {
			pointer := printable(d.Pointer)
			if pointer == "" {
				pointer = "(document)"
			}
			add("  "+string(d.Severity), string(d.Kind), pointer, d.Detail)
		}
	})
}
