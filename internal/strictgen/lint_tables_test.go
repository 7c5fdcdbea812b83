package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// The tables of specs/README.md and of the lint are the same: extensions with their places and the members of their
// forms, and formats.
func TestLintTablesAreThoseOfTheReadme(t *testing.T) {
	readme, err := os.ReadFile("../../specs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	type documented struct {
		stands   []string
		required bool
		members  []string
	}
	found := map[string]documented{
		// oapi-codegen's own, named in the sentence above the table.
		"x-go-name":       {stands: []string{"component schema", "property", "parameter"}},
		"x-enum-varnames": {stands: []string{"enum schema"}},
	}
	for _, cells := range readmeTable(t, string(readme), "| extension | stands on | form | use |") {
		d := documented{members: members(cells[2])}
		for _, word := range regexp.MustCompile(`[,;] | or `).Split(cells[1], -1) {
			word, _, _ = strings.Cut(word, " (")
			word = strings.TrimSuffix(strings.TrimPrefix(word, "on a "), " where it differs")
			if word == "required" {
				d.required = true
			} else {
				d.stands = append(d.stands, word)
			}
		}
		for _, name := range backquoted(cells[0]) {
			found[name] = d
		}
	}
	for _, e := range openapi.Extensions() {
		if e.Name == "x-source" {
			e.On = append(e.On, "webhook") // where it is the member source
		}
		d, ok := found[e.Name]
		if !ok {
			t.Errorf("%s is not in the table of specs/README.md", e.Name)
			continue
		}
		if !slices.Equal(sortedSet(d.stands), sortedSet(e.On)) || d.required != e.Required {
			t.Errorf("%s stands on %q, required %v; specs/README.md says %q, required %v", e.Name, e.On, e.Required,
				d.stands, d.required)
		}
		if own := sortedSet(e.Members); e.Name != "x-go-name" && e.Name != "x-enum-varnames" &&
			!slices.Equal(own, d.members) {
			t.Errorf("%s has the members %q; specs/README.md says %q", e.Name, own, d.members)
		}
		delete(found, e.Name)
	}
	for name := range found {
		t.Errorf("%s is in specs/README.md and the lint does not know it", name)
	}

	var inReadme []string
	for _, cells := range readmeTable(t, string(readme), "| type, format | Go type | on the wire |") {
		words := backquoted(cells[0])
		switch {
		case words[0] == "object":
		case len(words) == 1:
			inReadme = append(inReadme, words[0])
		default:
			for _, format := range words[1:] {
				if !strings.HasPrefix(format, "x-") {
					inReadme = append(inReadme, words[0]+" "+format)
				}
			}
		}
	}
	var formats []string
	for _, f := range openapi.Formats {
		formats = append(formats, strings.TrimSpace(f.Type+" "+f.Format))
	}
	if !slices.Equal(inReadme, formats) {
		t.Errorf("formats are %q; specs/README.md says %q", formats, inReadme)
	}
}

// readmeTable gives the cells of a table's rows.
func readmeTable(t *testing.T, readme, head string) [][]string {
	t.Helper()
	_, rest, ok := strings.Cut(readme, head+"\n")
	if !ok {
		t.Fatalf("specs/README.md has no table %s", head)
	}
	var rows [][]string
	for _, line := range strings.Split(rest, "\n")[1:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return rows
}

// backquoted are the words between backquotes, without what follows a colon.
func backquoted(cell string) []string {
	var list []string
	for _, m := range regexp.MustCompile("`([^`:]+)[^`]*`").FindAllStringSubmatch(cell, -1) {
		list = append(list, m[1])
	}
	return list
}

// members are the names that a form in specs/README.md gives: in {a, b: x} a and b, and in a `kind: text` the kind. A
// name in angle brackets is any.
func members(cell string) []string {
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
		code := m[1]
		if !strings.HasPrefix(code, "{") {
			if name, _, ok := strings.Cut(code, ": "); ok {
				seen[name] = true
			}
			continue
		}
		for _, part := range regexp.MustCompile(`[{}\[\],]`).Split(code, -1) {
			name, _, _ := strings.Cut(strings.TrimSpace(part), ":")
			if name != "" && name != ".." && !strings.HasPrefix(name, "<") && !strings.Contains(name, " ") &&
				name != "pointers" {
				seen[name] = true
			}
		}
	}
	return sorted(seen)
}

func sortedSet(list []string) []string {
	set := map[string]bool{}
	for _, name := range list {
		set[name] = true
	}
	return sorted(set)
}

func sorted(set map[string]bool) []string {
	var list []string
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
