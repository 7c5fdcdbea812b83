package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A report is what changed in one API.
type report struct {
	api, file     string
	old, now      string // x-revision before and after; "" where the API is new or gone
	changes       []change
	newAPI, isOut bool
}

// of are the changes of one class.
func (r *report) of(class class) []change {
	var list []change
	for _, c := range r.changes {
		if c.class == class {
			list = append(list, c)
		}
	}
	return list
}

func (r *report) title() string {
	switch {
	case r.newAPI:
		return r.api + " (new)"
	case r.isOut:
		return r.api + " (removed)"
	}
	return r.api
}

// writeText is for a terminal.
func writeText(w io.Writer, base string, reports []*report) {
	if len(reports) == 0 {
		fmt.Fprintf(w, "Nothing changed in the specifications and the generated packages since %s.\n", base)
		return
	}
	fmt.Fprintf(w, "Changes since %s\n", base)
	for _, r := range reports {
		fmt.Fprintf(w, "\n%s\n", r.title())
		for _, class := range []class{breaks, added, behaviour, texts} {
			list := r.of(class)
			if len(list) == 0 {
				continue
			}
			fmt.Fprintf(w, "  %s\n", classNames[class])
			for _, c := range list {
				fmt.Fprintf(w, "    %s\n", c.what)
				if place := r.place(c); place != "" {
					fmt.Fprintf(w, "      %s\n", place)
				}
			}
		}
	}
}

// place is where a change stands and which page says so.
func (r *report) place(c change) string {
	if c.line == 0 {
		return ""
	}
	place := fmt.Sprintf("%s:%d", r.file, c.line)
	if c.source != "" {
		place += ", " + c.source
	}
	return place
}

var link = regexp.MustCompile(`https://[^\s;,()]+`)

// writeMarkdown is for CHANGELOG.md; changed texts are counted only.
func writeMarkdown(w io.Writer, reports []*report) {
	for _, r := range reports {
		fmt.Fprintf(w, "### %s\n\n", r.title())
		for _, class := range []class{breaks, added, behaviour} {
			list := r.of(class)
			if len(list) == 0 {
				continue
			}
			fmt.Fprintf(w, "%s:\n\n", classNames[class])
			for _, c := range list {
				fmt.Fprintf(w, "- %s", c.what)
				if page := link.FindString(c.source); page != "" {
					fmt.Fprintf(w, " ([page](%s))", page)
				}
				fmt.Fprintln(w)
			}
			fmt.Fprintln(w)
		}
		if n := len(r.of(texts)); n > 0 {
			fmt.Fprintf(w, "Texts: %d changed.\n\n", n)
		}
	}
}

// missing are the lines that CHANGELOG.md lacks under "Unreleased", and revisions that were not raised.
func missing(changelog string, reports []*report) []string {
	unreleased := section(changelog, "Unreleased")
	var lines []string
	for _, r := range reports {
		if !r.newAPI && !r.isOut && r.old == r.now {
			lines = append(lines, fmt.Sprintf("%s: x-revision is still %s; write the date of this edit", r.file, r.old))
		}
		for _, c := range r.changes {
			if c.class != texts && !strings.Contains(unreleased, plain(c.what)) {
				lines = append(lines, "CHANGELOG.md, Unreleased, "+r.api+": - "+c.what)
			}
		}
	}
	return lines
}

// section is the text under a heading of the second level, without the marks of Markdown and the breaks of lines.
func section(changelog, title string) string {
	_, rest, found := strings.Cut(changelog, "\n## "+title)
	if !found {
		return ""
	}
	if i := strings.Index(rest, "\n## "); i >= 0 {
		rest = rest[:i]
	}
	return plain(rest)
}

func plain(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "`", "")), " ") }
