package main

import (
	"path/filepath"
	"strings"
	"testing"
)

const checkOrder = "check --as vertex.retrieveOrderDetails --output json "

func TestCheckOfFiles(t *testing.T) {
	t.Parallel()
	good := example(t, "vertex/examples/retrieveOrderDetails.200.json")
	clean := file(t, "clean.json", good)
	drift := file(t, "drift.json", strings.Replace(good, `"in_progress"`, `"frozen"`, 1))
	damaged := file(t, "damaged.json", strings.Replace(good, `"shopId": 123`, `"shopId": true`, 1))
	large := file(t, "large.json", strings.Repeat(" ", 1<<20)+good)
	none := filepath.Join(t.TempDir(), "none.json")
	for _, c := range []struct {
		name, line string
		files      []string
		code       int
		ok         string // of each file that could be read
		want       string // deviations of the last of them
	}{
		{"clean", "", []string{clean}, 0, "true", ""},
		{"drift", "", []string{drift}, 0, "true", "drift unknown-value /data/orderStatus"},
		{"damage", "", []string{damaged}, 1, "false", "violation type /data/shopId"},
		{"too large", "", []string{large}, 1, "false", "violation size "},
		{"too large for a request", "--as vertex.createOrder --request", []string{large}, 1, "false",
			"violation size "},
		{"an undeclared status", "--status 418", []string{clean}, 1, "false", "violation status "},
		{"nothing", "", []string{"-"}, 1, "false", "violation syntax "},
		{"some", "", []string{damaged, clean}, 1, "false true", ""},
		{"one that is not there", "", []string{damaged, none, clean}, 2, "false true", ""},
		{"none that is there", "", []string{none}, 2, "", ""},
	} {
		code, out, errs := typed("", nil, append(strings.Fields(checkOrder+c.line), c.files...)...)
		var oks []string
		got := ""
		for _, row := range lines(t, out) {
			keys(t, row, checkKeys)
			oks = append(oks, map[bool]string{true: "true", false: "false"}[row["ok"].(bool)])
			got = reported(row)
		}
		if code != c.code || strings.Join(oks, " ") != c.ok || got != c.want || (errs != "") != (c.code == 2) {
			t.Errorf("%s: exit %d, %s %s", c.name, code, out, errs)
		}
	}
}

func TestCheckAsText(t *testing.T) {
	t.Parallel()
	body := strings.Replace(example(t, "vertex/examples/retrieveOrderDetails.200.json"), `"shopId": 123`,
		`"shopId": true`, 1)
	code, out, errs := typed(body, nil, "check", "--as", "vertex.retrieveOrderDetails", "-")
	want := "-: not ok\n  violation  type            /data/shopId: "
	if code != 1 || !strings.HasPrefix(out, want) || errs != "" {
		t.Errorf("exit %d, %s %s", code, out, errs)
	}
}
