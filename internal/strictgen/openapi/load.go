package openapi

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
)

// Load reads a spec. The document is complete only where the report is empty.
func Load(file string) (*Document, *Report, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	doc, report := Parse(filepath.ToSlash(file), text)
	return doc, report, nil
}

// Parse reads the text of a spec; file names it in messages.
func Parse(file string, source []byte) (*Document, *Report) {
	d := &decoder{file: file, problems: new(Report), placed: map[*yaml.Node]bool{}, refused: map[*yaml.Node]bool{},
		doc: &Document{Position: Position{file, 1}, schemas: map[string]*Schema{}}}
	var top yaml.Node
	if err := yaml.Unmarshal(source, &top); err != nil {
		d.syntax(source, err)
		return d.doc, d.problems
	}
	if len(top.Content) == 0 || top.Content[0].Kind != yaml.MappingNode {
		d.problems.Add(Position{file, 1}, "document", "no mapping", "begin with openapi: 3.0.3")
		return d.doc, d.problems
	}
	d.root = top.Content[0]
	if !d.plain(d.root) {
		return d.doc, d.problems
	}
	d.doc.root = d.root
	d.expanded = expand.Document(d.root)
	for _, p := range d.expanded.Problems {
		d.problems.Add(Position{file, p.Line}, p.Where, p.What, p.Instead)
	}
	if !d.problems.Empty() {
		return d.doc, d.problems
	}
	d.document()
	return d.doc, d.problems
}

var yamlLine = regexp.MustCompile(`^yaml: (line [0-9]+: )?`)

// syntax reports text that is no YAML.
func (d *decoder) syntax(source []byte, err error) {
	what := strings.TrimSpace(yamlLine.ReplaceAllString(err.Error(), ""))
	d.problems.Add(Position{d.file, brokenLine(source)}, "document", "no YAML: "+what,
		"look at the indentation, the quotes and the brackets of this line and of the one before it")
}

// brokenLine is the line on which a text stops being YAML: the one behind the longest part of it, from the beginning,
// that can be read.
// The reader itself names the line on which the mapping or list around it begins, or the one before that.
func brokenLine(source []byte) int {
	lines := bytes.SplitAfter(source, []byte("\n"))
	reads := func(n int) bool { return yaml.Unmarshal(bytes.Join(lines[:n], nil), new(yaml.Node)) == nil }
	// Parts that end before a line with little indentation first: a text has some thousands of lines.
	end := len(lines)
	for n := end - 1; n > 0; n-- {
		if indent := len(lines[n]) - len(bytes.TrimLeft(lines[n], " ")); indent > 4 {
			continue
		}
		if reads(n) {
			for end--; end > n && !reads(end); end-- {
			}
			return end + 1
		}
		end = n + 1
	}
	return 1
}

// plain reports members that stand twice, and what YAML has beyond plain data.
func (d *decoder) plain(n *yaml.Node) bool {
	ok := true
	fault := func(n *yaml.Node, what, instead string) {
		ok = false
		d.report(n, "document", what, instead)
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		fault(n, "an anchor or alias of YAML", "write the part again, or name it as a component")
		return false
	}
	if n.Kind == yaml.MappingNode {
		seen := map[string]int{}
		each(n, func(key, value *yaml.Node) {
			if value.Kind != yaml.ScalarNode {
				value.Line = key.Line // a mapping and a list begin with their name
			}
			if key.Kind != yaml.ScalarNode {
				fault(key, "a name that is no text", "write a text before the colon")
				return
			}
			if line, twice := seen[key.Value]; twice {
				fault(key, fmt.Sprintf("%q stands twice, first on line %d", key.Value, line), "keep one of them")
			}
			seen[key.Value] = key.Line
		})
	}
	for _, c := range n.Content {
		ok = d.plain(c) && ok
	}
	return ok
}
