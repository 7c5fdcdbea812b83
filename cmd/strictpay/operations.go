package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/runtime/spec"
)

const operationsHelp = `Lists the operations of the APIs. With API.OPERATION it lists what the operation
takes and what it answers: each member with its type, whether it is required, its
limits, its sensitivity, and the page that it comes from.

Exit codes: 0 done; 2 there is no such API or operation.`

// An operationRow is the JSON of one operation.
type operationRow struct {
	API        string `json:"api"`
	Operation  string `json:"operation"`
	Method     string `json:"method"`
	Path       string `json:"path"`
	Idempotent bool   `json:"idempotent"`
	MovesMoney bool   `json:"moves_money"`
	Source     string `json:"source"`
}

func operationsCommand(e *environment) *cobra.Command {
	var output format
	cmd := &cobra.Command{
		Use: "operations [API | API.OPERATION]", Short: "list operations, or what one takes and answers",
		Long:    operationsHelp,
		Example: "  strictpay operations vertex\n  strictpay operations vertex.createOrder",
		Args:    numbered(0, 1, "at most an API or API.OPERATION", "strictpay operations vertex.createOrder"),
		ValidArgsFunction: completeFirst(func() []string {
			return slices.Concat(apiNames(), everyName(operationNames))
		}),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return listOperations(e, apis.All(), output.json())
			case strings.Contains(args[0], "."):
				return describeOperation(e, args[0], output.json())
			}
			a, err := findAPI(args[0])
			if err != nil {
				return err
			}
			return listOperations(e, []apis.API{a}, output.json())
		},
	}
	output.define(cmd)
	return cmd
}

func listOperations(e *environment, list []apis.API, asJSON bool) error {
	for _, a := range list {
		var rows []definition
		for i := range a.Operations {
			o := &a.Operations[i]
			if !asJSON {
				rows = append(rows, definition{name: o.ID, text: o.Method + " " + o.Path, more: behaviour(o)})
				continue
			}
			row := operationRow{a.Name, o.ID, o.Method, o.Path, o.Idempotent, o.MovesMoney, o.Source}
			if err := line(e.stdout, row); err != nil {
				return err
			}
		}
		if !asJSON {
			fmt.Fprintf(e.stdout, "%s: %s\n", a.Name, a.Title)
			define(e.stdout, "  ", rows)
		}
	}
	return nil
}

// behaviour is what a caller must know of an operation before they repeat it; nothing where it only asks.
func behaviour(o *spec.Operation) []string {
	return []string{strings.Join(apis.Behaviour(o), ", ")}
}

func describeOperation(e *environment, name string, asJSON bool) error {
	a, op, err := findOperation(name)
	if err != nil {
		return err
	}
	doc, err := reference.Load(a.Name)
	if err != nil {
		return failed(err)
	}
	about, err := doc.Operation(op.ID)
	if err != nil {
		return failed(err)
	}
	if asJSON {
		return printMembersJSON(e, a.Name, name, about.Members)
	}
	fmt.Fprint(e.stdout, wrapped(strings.TrimSuffix(about.Summary, ".")+".", name+": ", ""))
	fmt.Fprintf(e.stdout, "%s %s\n", op.Method, op.Path)
	if about.Description != "" {
		fmt.Fprint(e.stdout, "\n"+wrapped(about.Description, "", ""))
	}
	fmt.Fprintln(e.stdout)
	rows := []definition{{name: "repeating", text: behaviour(op)[0]}}
	if op.AskWith != "" {
		rows = append(rows, definition{name: "asking", text: asking(op)})
	}
	define(e.stdout, "", append(rows, definition{name: "source", text: op.Source}))
	printMembers(e, about.Members, op.Source)
	fmt.Fprintf(e.stdout, "\nstrictpay fields %s.SCHEMA says more of a type.\n", a.Name)
	return nil
}

// asking says with which operation an unknown outcome is asked for, and whether that can tell.
func asking(op *spec.Operation) string {
	text := "an unknown outcome is asked for with " + op.AskWith
	switch op.AskTells {
	case spec.TellsByComparing:
		return text + "; only comparing with the state before can tell"
	case spec.TellsNever:
		return "no question can tell an unknown outcome"
	}
	return text
}
