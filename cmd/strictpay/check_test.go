package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, err := os.ReadFile("../../specs/vertex/examples/retrieveOrderDetails.200.json")
	if err != nil {
		t.Fatal(err)
	}
	clean := file("clean.json", string(good))
	drift := file("drift.json", strings.Replace(string(good), `"in_progress"`, `"frozen"`, 1))
	damaged := file("damaged.json", strings.Replace(string(good), `"shopId": 123`, `"shopId": true`, 1))
	large := file("large.json", strings.Repeat(" ", 1<<20)+string(good))
	for _, c := range []struct {
		name string
		args []string
		code int
		ok   bool
		want string // kind and pointer of the one deviation
	}{
		{"clean", []string{clean}, 0, true, ""},
		{"drift is ok", []string{drift}, 0, true, "unknown-value /data/orderStatus"},
		{"drift fails on request", []string{drift, "--fail-on", "drift"}, 1, false, "unknown-value /data/orderStatus"},
		{"damage", []string{damaged}, 1, false, "type /data/shopId"},
		{"damage is ok on request", []string{damaged, "--fail-on=never"}, 0, true, "type /data/shopId"},
		{"too large", []string{large}, 1, false, "size "},
		{"an undeclared status", []string{clean, "--status", "418"}, 1, false, "status "},
		{"standard input", []string{"-"}, 1, false, "syntax "},
	} {
		code, out, errs := typed("", nil, append([]string{"check", "--as", "vertex.retrieveOrderDetails", "--output", "json"}, c.args...)...)
		rows := lines(t, out)
		if code != c.code || len(rows) != 1 || errs != "" {
			t.Errorf("%s: exit %d, printed %s, complained %s", c.name, code, out, errs)
			continue
		}
		row := rows[0]
		got := ""
		for _, d := range row["deviations"].([]any) {
			d := d.(map[string]any)
			got = d["kind"].(string) + " " + d["pointer"].(string)
		}
		if row["ok"] != c.ok || got != c.want || row["operation"] != "vertex.retrieveOrderDetails" || row["source"] != c.args[0] || len(row) != 5 {
			t.Errorf("%s: %v", c.name, row)
		}
	}
	if code, _, errs := typed("", nil, "check", "--as", "vertex.retrieveOrderDetails", filepath.Join(dir, "none")); code != 2 || errs == "" {
		t.Errorf("a file that is not there: exit %d, %q", code, errs)
	}
	if code, out, _ := typed("", nil, "check", "--as", "vertex.retrieveOrderDetails", clean, damaged); code != 1 || !strings.Contains(out, "/data/shopId") {
		t.Errorf("as text: exit %d, %s", code, out)
	}
}
