package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// options are what the command line asks for.
type options struct {
	strict, list, attacks bool
	run                   string // "" is every row
	runs                  int
}

var errHelp = flag.ErrHelp

// parsed reads the arguments of the command line.
func parsed(arguments []string) (options, error) {
	var o options
	flags := o.flags()
	if err := flags.Parse(arguments); err != nil {
		if errors.Is(err, errHelp) {
			return o, err
		}
		return o, fmt.Errorf("%w; go run . -h shows the flags", err)
	}
	if rest := flags.Args(); len(rest) > 0 {
		return o, stray(o.run, rest)
	}
	return o, nil
}

// flags is the set that fills the options. It prints nothing by itself.
func (o *options) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.BoolVar(&o.strict, "strict", false, "exit with 1 when a goal is missed")
	flags.BoolVar(&o.list, "list", false, "print the names of the rows, and measure nothing")
	flags.BoolVar(&o.attacks, "attacks", false,
		"show what a stranger can find out and use up with callbacks, and measure no rows")
	flags.Func("run", "only the rows of this `name`, or those whose name matches this regular expression",
		func(text string) error {
			if strings.TrimSpace(text) == "" {
				return errors.New("it is empty; leave -run out to measure every row")
			}
			o.run = text
			return nil
		})
	o.runs = 5
	flags.Func("runs", "measure each row so many `times`, and judge the median (default 5)", func(text string) error {
		n, err := strconv.Atoi(text)
		switch {
		case err != nil:
			return errors.New("it is a whole number of at least 1")
		case n < 1:
			return errors.New("nothing is measured then; the least is 1")
		}
		o.runs = n
		return nil
	})
	return flags
}

// stray says what to do about words that belong to no flag: mostly a name with blanks that is not in quotes.
func stray(run string, rest []string) error {
	name := "call over loopback"
	if run != "" {
		name = run
		for _, word := range rest {
			if strings.HasPrefix(word, "-") {
				break
			}
			name += " " + word
		}
	}
	return fmt.Errorf("%q belongs to no flag; a name with blanks is put in quotes, as in: go run . -run %s",
		rest[0], quoted(name))
}

// quoted is a text as a shell takes it as one word.
func quoted(text string) string {
	if strings.Contains(text, "'") && !strings.ContainsAny(text, "\"$`\\!") {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// usage is what -h prints.
func usage() string {
	var b strings.Builder
	b.WriteString(`This program measures strictpay beside other libraries and says which rows meet their goals.
It is run in the folder bench. A whole run takes about 7 minutes and keeps two cores busy; the machine should have
nothing else to do meanwhile.

  go run .                                      every row
  go run . -list                                the names of the rows
  go run . -runs 1 -run 'call over loopback'    one run of the rows of this name
  go run . -run hostile                         all rows whose name has this in it

Flags:
`)
	flags := new(options).flags()
	flags.SetOutput(&b)
	flags.PrintDefaults()
	return b.String()
}
