package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
)

// A memberRow is the JSON of one member of a request, an answer or a schema.
type memberRow struct {
	API         string   `json:"api"`
	Of          string   `json:"of"` // API.OPERATION or API.SCHEMA
	In          string   `json:"in"` // path, query, header, body, answer 200; "" for a schema
	Name        string   `json:"name"`
	Type        string   `json:"type"`
	Required    bool     `json:"required"`
	Nullable    bool     `json:"nullable"`
	Limits      []string `json:"limits"`
	Values      []string `json:"values"`
	Sensitive   string   `json:"sensitive"`
	Source      string   `json:"source"`
	Description string   `json:"description"`
}

func printMembersJSON(e *environment, api, of string, members []reference.Member) error {
	for _, m := range members {
		row := memberRow{
			api, of, m.In, m.Name, m.Type, m.Required, m.Nullable, append([]string{}, m.Limits...),
			append([]string{}, m.Values...), m.Sensitive, m.Source, m.Description,
		}
		if err := line(e.stdout, row); err != nil {
			return err
		}
	}
	return nil
}

// printMembers writes members for people, under the part that they stand in. source was printed before.
func printMembers(e *environment, members []reference.Member, source string) {
	part := "none yet"
	for _, m := range members {
		if m.In != part {
			part = m.In
			heading := part
			switch {
			case m.Type == "value":
				heading = "values"
			case part == "":
				heading = "members"
			}
			fmt.Fprintf(e.stdout, "\n%s\n", heading)
		}
		var facts []string
		if m.Type != "value" {
			facts = append(facts, m.Type)
		}
		if m.Required {
			facts = append(facts, "required")
		}
		if m.Nullable {
			facts = append(facts, "may be null")
		}
		facts = append(facts, m.Limits...)
		if m.Sensitive != "" {
			facts = append(facts, m.Sensitive)
		}
		name := "  " + m.Name
		if m.Name != "" {
			name += "  "
		}
		fmt.Fprint(e.stdout, wrapped(strings.Join(facts, ", "), name, "      "))
		if len(m.Values) > 0 {
			fmt.Fprint(e.stdout, wrapped("one of: "+strings.Join(m.Values, ", "), "      ", "      "))
		}
		if m.Description != "" {
			fmt.Fprint(e.stdout, wrapped(m.Description, "      ", "      "))
		}
		if m.Source != "" && m.Source != source {
			source = m.Source // the next ones have it as well unless they say otherwise
			fmt.Fprint(e.stdout, wrapped(m.Source, "      ", "      "))
		}
	}
}

const fieldsHelp = `Lists the members of a type, as strictpay operations API.OPERATION names it: each with
its type, whether it is required, its limits, its sensitivity, and the page that it
comes from; of a list of values each value with its source.

Exit codes: 0 done; 2 there is no such API or type, or none was named.`

func fieldsCommand(e *environment) *cobra.Command {
	var output format
	const example = "strictpay fields vertex.OrderResponse"
	cmd := &cobra.Command{
		Use: "fields API.SCHEMA", Short: "list the members of a type, with their sources", Long: fieldsHelp,
		Example: "  " + example + "\n  strictpay fields vertex.Payment --output json",
		Args:    numbered(1, 1, "a type, API.SCHEMA", example),
		ValidArgsFunction: completeFirst(func() []string {
			return everyName(func(a apis.API) []string { return schemaNames(a.Name) })
		}),
		RunE: func(_ *cobra.Command, args []string) error { return describeSchema(e, args[0], example, output.json()) },
	}
	output.define(cmd)
	return cmd
}

func schemaNames(api string) []string {
	doc, err := reference.Load(api)
	if err != nil {
		return nil
	}
	return doc.Schemas()
}

func describeSchema(e *environment, full, example string, asJSON bool) error {
	if a, err := apis.Find(full); err == nil {
		doc, err := reference.Load(a.Name)
		if err != nil {
			return failed(err)
		}
		return usage(commandLine("fields", a.Name+"."+doc.Schemas()[0]), "%s",
			listed(fmt.Sprintf("%q is an API, and fields needs one of its types", full), "", doc.Schemas()))
	}
	a, name, err := split(full, "API.SCHEMA", example)
	if err != nil {
		return err
	}
	doc, err := reference.Load(a.Name)
	if err != nil {
		return failed(err)
	}
	about, ok := doc.Schema(name)
	if !ok {
		next := commandLine("fields", a.Name+"."+doc.Schemas()[0])
		if near := nearest(name, doc.Schemas()); len(near) > 0 {
			next = commandLine("fields", a.Name+"."+near[0])
		}
		return usage(next, "%s", listed(fmt.Sprintf("%s has no type %q", a.Name, name), name, doc.Schemas()))
	}
	if asJSON {
		return printMembersJSON(e, a.Name, full, about.Members)
	}
	fmt.Fprint(e.stdout, wrapped(about.Description, full+": ", ""))
	define(e.stdout, "", []definition{{name: "type", text: about.Type}, {name: "source", text: about.Source}})
	printMembers(e, about.Members, about.Source)
	return nil
}
