package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A choice is what is to be measured: groups, in turn with their rivals, and what has means of its own.
type choice struct {
	groups  []*group
	calls   []string // names of groups that need a server, which starts when they are measured
	hostile []hostileBody
	costs   bool
}

// choose takes what a name or a regular expression means; "" is everything. A name that -list prints means its own rows
// alone, whatever else the same text matches as an expression.
func choose(run string) (*choice, error) {
	all := everyGroup()
	var names []string
	for _, g := range all {
		names = append(names, g.name)
	}
	names = append(names, callNames...)
	for _, b := range hostileBodies {
		names = append(names, b.name)
	}
	names = append(names, costsName)
	wanted, err := chosenNames(names, run)
	if err != nil {
		return nil, err
	}
	is := func(name string) bool { return slices.Contains(wanted, name) }
	c := &choice{costs: is(costsName)}
	for _, g := range all {
		if is(g.name) {
			c.groups = append(c.groups, g)
		}
	}
	for _, name := range callNames {
		if is(name) {
			c.calls = append(c.calls, name)
		}
	}
	for _, b := range hostileBodies {
		if is(b.name) {
			c.hostile = append(c.hostile, b)
		}
	}
	return c, nil
}

// everyGroup has all groups but those of calls.
func everyGroup() []*group {
	var groups []*group
	for _, part := range []func() ([]*group, func()){
		decodeGroups, xmlGroups, encodeGroups, callbackGroups, sealGroups, smallGroups,
	} {
		some, _ := part()
		groups = append(groups, some...)
	}
	return groups
}

// names are those of the rows, in the order in which they are measured.
func (c *choice) names() []string {
	var names []string
	for _, g := range c.groups {
		names = append(names, g.name)
	}
	names = append(names, c.calls...)
	for _, b := range c.hostile {
		names = append(names, b.name)
	}
	if c.costs {
		names = append(names, costsName)
	}
	return names
}

// chosenNames are those that -run means. It is an error when there is none.
func chosenNames(names []string, run string) ([]string, error) {
	if run == "" {
		return names, nil
	}
	if slices.Contains(names, run) {
		return []string{run}, nil
	}
	expression, err := regexp.Compile(run)
	if err != nil {
		return nil, fmt.Errorf("-run %s is no name of a row, and no regular expression either: %w; %s",
			quoted(run), err, listHint)
	}
	var chosen []string
	for _, name := range names {
		if expression.MatchString(name) {
			chosen = append(chosen, name)
		}
	}
	if chosen == nil {
		return nil, fmt.Errorf("-run %s matches no row; %s%s", quoted(run), listHint, meant(names, run))
	}
	return chosen, nil
}

const listHint = "go run . -list prints the names"

// meant are names that have the text in them in any case, or, if there are none, one of its words.
func meant(names []string, run string) string {
	var near []string
	for _, words := range [][]string{{run}, strings.Fields(run)} {
		for _, name := range names {
			if len(near) < 5 && slices.ContainsFunc(words, func(word string) bool {
				return len(word) > 2 && strings.Contains(strings.ToLower(name), strings.ToLower(word))
			}) {
				near = append(near, quoted(name))
			}
		}
		if near != nil {
			return ". Names like it: " + strings.Join(near, ", ")
		}
	}
	return ""
}
