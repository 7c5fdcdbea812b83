package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	value string
	of    []string
}

func (c *choice) String() string { return c.value }

// Type names the flag's value in the help.
func (c *choice) Type() string { return strings.Join(c.of, "|") }

// Set takes the words of the choice only.
func (c *choice) Set(v string) error {
	if !slices.Contains(c.of, v) {
		last := len(c.of) - 1
		return errors.New("takes " + strings.Join(c.of[:last], ", ") + " or " + c.of[last])
	}
	c.value = v
	return nil
}

// add defines the flag of a choice, with its completion.
func (c *choice) add(cmd *cobra.Command, name, short, about string) {
	cmd.Flags().VarP(c, name, short, about)
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.of, cobra.ShellCompDirectiveNoFileComp))
}

// A format is what --output says.
type format struct{ choice }

func (f *format) define(cmd *cobra.Command) {
	f.choice = choice{"text", []string{"text", "json"}}
	f.add(cmd, "output", "o", "for people or for programs")
}

func (f *format) json() bool { return f.value == "json" }

// An httpStatus is a flag that takes a status. 0 is not given.
type httpStatus int

func (s *httpStatus) String() string { return strconv.Itoa(int(*s)) }

// Type names the flag's value in the help.
func (s *httpStatus) Type() string { return "STATUS" }

// Set takes what can be a status.
func (s *httpStatus) Set(v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 100 || n > 599 {
		return errors.New("takes an HTTP status from 100 to 599")
	}
	*s = httpStatus(n)
	return nil
}

// wrongFlag says what is wrong with a flag, and names the nearest one.
func wrongFlag(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var without *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if len(name) == 1 {
			return usage(help, "%s has no flag -%s", cmd.CommandPath(), name)
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return usage(help, "%s", listed(fmt.Sprintf("%s has no flag --%s", cmd.CommandPath(), name), "--"+name, names))
	case errors.As(err, &value):
		return usage(help, "--%s %v, and not %q", value.GetFlag().Name, errors.Unwrap(value), value.GetValue())
	case errors.As(err, &without):
		return usage(help, "--%s takes a value", without.GetFlag().Name)
	}
	return usage(help, "%v", err)
}
