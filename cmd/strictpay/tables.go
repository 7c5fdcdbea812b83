package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

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

func codes(e *environment, args []string) int {
	var output format
	rest, code, ok := parse(e, "codes", args, func(f *pflag.FlagSet) { output.define(f) })
	if !ok {
		return code
	}
	if len(rest) > 3 {
		return complain(e, exitUnable, "at most an API, a table and a code; type: strictpay codes koshelek error UNKNOWN_SESSION_ID")
	}
	rows, err := selectRows(rest)
	if err != nil {
		return complain(e, exitNo, "%v", err)
	}
	if output.json() {
		for _, r := range rows {
			line(e.stdout, codeRow{r.API, r.Table, r.Code, r.Group, r.Text, r.Tip, r.Context})
		}
		return exitOK
	}
	table(e.stdout, func(add func(...string)) {
		add("API", "TABLE", "CODE", "GROUP", "CONTEXT", "TEXT", "TIP")
		for _, r := range rows {
			add(r.API, r.Table, r.Code, r.Group, r.Context, r.Text, r.Tip)
		}
	})
	return exitOK
}

// selectRows finds the rows of an API, a table, a code.
func selectRows(by []string) ([]strictpay.Row, error) {
	list := apis.All()
	if len(by) > 0 {
		a, err := apis.Find(by[0])
		if err != nil {
			return nil, err
		}
		list = []apis.API{a}
	}
	var rows []strictpay.Row
	for _, a := range list {
		tables := a.Tables
		if len(by) > 1 {
			t := a.LookupTable(by[1])
			if t == nil {
				return nil, fmt.Errorf("%s has no table %q; there are: %s", a.Name, by[1], names(a.Tables, func(t spec.Table) string { return t.Name }))
			}
			tables = []spec.Table{*t}
		}
		for _, t := range tables {
			for _, r := range t.Rows {
				if len(by) < 3 || r.Code == by[2] {
					rows = append(rows, r)
				}
			}
			if len(by) == 3 && len(rows) == 0 {
				return nil, fmt.Errorf("%s.%s has no code %q; there are: %s", a.Name, t.Name, by[2], names(t.Rows, func(r strictpay.Row) string { return r.Code }))
			}
		}
	}
	return rows, nil
}

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

func operations(e *environment, args []string) int {
	var output format
	rest, code, ok := parse(e, "operations", args, func(f *pflag.FlagSet) { output.define(f) })
	if !ok {
		return code
	}
	list := apis.All()
	switch {
	case len(rest) > 1:
		return complain(e, exitUnable, "at most one API; type: strictpay operations vertex")
	case len(rest) == 1:
		a, err := apis.Find(rest[0])
		if err != nil {
			return complain(e, exitNo, "%v", err)
		}
		list = []apis.API{a}
	}
	if output.json() {
		for _, a := range list {
			for _, o := range a.Operations {
				line(e.stdout, operationRow{a.Name, o.ID, o.Method, o.Path, o.Idempotent, o.MovesMoney, o.Source})
			}
		}
		return exitOK
	}
	table(e.stdout, func(add func(...string)) {
		add("API", "OPERATION", "METHOD", "PATH", "IDEMPOTENT", "MOVES MONEY")
		for _, a := range list {
			for _, o := range a.Operations {
				add(a.Name, o.ID, o.Method, o.Path, yes(o.Idempotent), yes(o.MovesMoney))
			}
		}
	})
	return exitOK
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
