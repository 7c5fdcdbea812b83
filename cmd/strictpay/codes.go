package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

const codesHelp = `Prints the code tables of the APIs: what a code means, and what the operator is told,
in the provider's own words.

A first word that is no API is looked for in all codes, texts and tips, whatever
its case.

Exit codes: 0 done; 1 nothing found; 2 there is no such table.`

// A codeRow is the JSON of one line of a code table.
type codeRow struct {
	API     string `json:"api"`
	Table   string `json:"table"`
	Code    string `json:"code"`
	Group   string `json:"group"`
	Text    string `json:"text"`
	Tip     string `json:"tip"`
	Context string `json:"context"`
}

func codesCommand(e *environment) *cobra.Command {
	var output format
	cmd := &cobra.Command{
		Use: "codes [API [TABLE [CODE]] | WORDS]", Short: "explain codes", Long: codesHelp,
		Example: "  strictpay codes koshelek error\n  strictpay codes koshelek error UNKNOWN_SESSION_ID\n" +
			"  strictpay codes 4050\n  strictpay codes not paid",
		ValidArgsFunction: completeCodes,
		RunE: func(_ *cobra.Command, args []string) error {
			rows, err := selectRows(args)
			if err != nil {
				return err
			}
			if !output.json() {
				printRows(e, rows)
				return nil
			}
			for _, r := range rows {
				row := codeRow{r.API, r.Table, r.Code, r.Group, r.Text, r.Tip, r.Context}
				if err := line(e.stdout, row); err != nil {
					return err
				}
			}
			return nil
		},
	}
	output.define(cmd)
	return cmd
}

// selectRows finds the rows of an API, a table, a code; or those that have the words.
func selectRows(by []string) ([]strictpay.Row, error) {
	if len(by) == 0 {
		return everyRow(apis.All()...), nil
	}
	a, err := apis.Find(by[0])
	switch {
	case err != nil:
		return searchRows(strings.Join(by, " "), by[0])
	case len(by) == 1:
		return everyRow(a), nil
	case len(by) > 3:
		return nil, usage(commandLine("codes", by[0], by[1], by[2]), "codes takes at most an API, a table and a code")
	}
	t := a.LookupTable(by[1])
	switch {
	case t == nil:
		return nil, noTable(a, by[1])
	case len(by) == 2:
		return t.Rows, nil
	}
	return rowsOf(a, t, by[2])
}

func everyRow(list ...apis.API) []strictpay.Row {
	var rows []strictpay.Row
	for _, a := range list {
		for i := range a.Tables {
			rows = append(rows, a.Tables[i].Rows...)
		}
	}
	return rows
}

// rowsOf are the rows of a code, which has several where its meaning depends on the context.
func rowsOf(a apis.API, t *spec.Table, code string) ([]strictpay.Row, error) {
	var rows []strictpay.Row
	var all []string
	for _, r := range t.Rows {
		if strings.EqualFold(r.Code, code) {
			rows = append(rows, r)
		}
		if !slices.Contains(all, r.Code) {
			all = append(all, r.Code)
		}
	}
	if len(rows) > 0 {
		return rows, nil
	}
	x := &exit{code: exitNo, text: listed(fmt.Sprintf("%s.%s has no code %q", a.Name, t.Name, code), code, all)}
	if near := nearest(code, all); len(near) > 0 {
		x.next = []string{commandLine("codes", a.Name, t.Name, near[0])}
	}
	return nil, x
}

// noTable lists the tables. A code in a table's place is shown with its table.
func noTable(a apis.API, name string) error {
	names := tableNames(a)
	next := commandLine("codes", a.Name)
	if near := nearest(name, names); len(near) > 0 {
		next = commandLine("codes", a.Name, near[0])
	}
	for i := range a.Tables {
		if _, ok := a.Tables[i].Lookup(name, ""); ok {
			next = commandLine("codes", a.Name, a.Tables[i].Name, name)
		}
	}
	return usage(next, "%s", listed(fmt.Sprintf("%s has no table %q", a.Name, name), name, names))
}

func tableNames(a apis.API) []string {
	var names []string
	for i := range a.Tables {
		names = append(names, a.Tables[i].Name)
	}
	return names
}

// searchRows looks for words in codes, texts and tips. first is the first of them, which may be a misspelled API.
func searchRows(words, first string) ([]strictpay.Row, error) {
	var rows []strictpay.Row
	var all []string
	lower := strings.ToLower(words)
	for _, r := range everyRow(apis.All()...) {
		for _, text := range []string{r.Code, r.Text, r.Tip} {
			if strings.Contains(strings.ToLower(text), lower) {
				rows = append(rows, r)
				break
			}
		}
		all = append(all, r.Code)
	}
	if len(rows) > 0 {
		return rows, nil
	}
	x := &exit{code: exitNo, text: fmt.Sprintf("no code, text or tip has %q, and no API has that name", words)}
	if near := nearest(first, apiNames()); len(near) > 0 {
		x.text += "; did you mean " + near[0] + "?"
		x.next = []string{commandLine("codes", near[0])}
	} else if near := nearest(words, all); len(near) > 0 {
		x.text += "; did you mean " + near[0] + "?"
		x.next = []string{commandLine("codes", near[0])}
	}
	x.text += "\nthe APIs are: " + strings.Join(apiNames(), ", ")
	return nil, x
}

// printRows writes rows for people: a heading per table, its codes in a column.
func printRows(e *environment, rows []strictpay.Row) {
	for len(rows) > 0 {
		first, n := rows[0], 0
		var list []definition
		for _, r := range rows {
			if r.API != first.API || r.Table != first.Table {
				break
			}
			list = append(list, rowText(r))
			n++
		}
		fmt.Fprintf(e.stdout, "%s %s\n", first.API, first.Table)
		define(e.stdout, "  ", list)
		rows = rows[n:]
	}
}

func rowText(r strictpay.Row) definition {
	d := definition{name: r.Code, text: r.Text}
	var about []string
	if r.Group != "" {
		about = append(about, "["+r.Group+"]")
	}
	if r.Context != "" {
		about = append(about, "("+r.Context+")")
	}
	d.text = strings.Join(append(about, d.text), " ")
	if r.Tip != "" {
		d.more = []string{"-> " + r.Tip}
	}
	return d
}

func completeCodes(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	if len(args) == 0 {
		words = apiNames()
	} else if a, err := apis.Find(args[0]); err == nil && len(args) == 1 {
		words = tableNames(a)
	} else if err == nil && len(args) == 2 {
		if t := a.LookupTable(args[1]); t != nil {
			for _, r := range t.Rows {
				words = append(words, r.Code)
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}
