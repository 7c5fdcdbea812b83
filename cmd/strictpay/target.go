package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// apiNames are the APIs in their order.
func apiNames() []string {
	var names []string
	for _, a := range apis.All() {
		names = append(names, a.Name)
	}
	return names
}

// findAPI finds an API by name.
func findAPI(name string) (apis.API, error) {
	if a, err := apis.Find(name); err == nil {
		return a, nil
	}
	next := "strictpay operations"
	if near := nearest(name, apiNames()); len(near) > 0 {
		next += " " + near[0]
	}
	return apis.API{}, usage(next, "%s", listed(fmt.Sprintf("no API %q", name), name, apiNames()))
}

// split takes API.NAME apart and finds the API. what and example are for the error.
func split(text, what, example string) (apis.API, string, error) {
	api, name, ok := strings.Cut(text, ".")
	if !ok {
		if _, err := apis.Find(text); err != nil && len(nearest(text, apiNames())) == 0 {
			// Without an API the name may still be one of an operation.
			for _, full := range everyName(func(a apis.API) []string { return operationNames(a) }) {
				if strings.HasSuffix(full, "."+text) {
					return apis.API{}, "", usage(example, "%q is not %s; did you mean %s?", text, what, full)
				}
			}
		}
		all := strings.Join(apiNames(), ", ")
		return apis.API{}, "", usage(example, "%q is not %s; the APIs are: %s", text, what, all)
	}
	a, err := findAPI(api)
	return a, name, err
}

// findOperation finds API.OPERATION.
func findOperation(text string) (apis.API, *spec.Operation, error) {
	a, id, err := split(text, "API.OPERATION", "strictpay operations")
	if err != nil {
		return a, nil, err
	}
	if op := a.Operation(id); op != nil {
		return a, op, nil
	}
	return a, nil, noOperation(a, id, operationNames(a))
}

// noOperation lists the names that there are, and shows the nearest.
func noOperation(a apis.API, id string, names []string) error {
	next := commandLine("operations", a.Name)
	if near := nearest(id, names); len(near) > 0 && a.Operation(near[0]) != nil {
		next += "." + near[0]
	}
	return usage(next, "%s", listed(fmt.Sprintf("%s has no operation %q", a.Name, id), id, names))
}

func operationNames(a apis.API) []string {
	var names []string
	for i := range a.Operations {
		names = append(names, a.Operations[i].ID)
	}
	return names
}

func webhookNames(a apis.API) []string {
	var names []string
	for i := range a.Webhooks {
		names = append(names, a.Webhooks[i].Name)
	}
	return names
}

// bodyNames are the operations and webhooks of an API, whose bodies can be checked.
func bodyNames(a apis.API) []string { return slices.Concat(operationNames(a), webhookNames(a)) }

// everyName lists API.NAME for all APIs.
func everyName(of func(apis.API) []string) []string {
	var all []string
	for _, a := range apis.All() {
		for _, name := range of(a) {
			all = append(all, a.Name+"."+name)
		}
	}
	return all
}

// A completion gives the words that a shell offers for an argument.
type completion = func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective)

// completeFirst offers words for the first argument only.
func completeFirst(words func() []string) completion {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeWith offers words for a flag.
func completeWith(words func() []string) completion {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}
