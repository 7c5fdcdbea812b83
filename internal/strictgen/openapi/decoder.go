package openapi

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
)

// A decoder turns YAML nodes into the model, and reports what the model cannot hold.
type decoder struct {
	file       string
	root       *yaml.Node
	doc        *Document
	expanded   *expand.Result
	problems   *Report
	placed     map[*yaml.Node]bool // mappings whose extensions are decoded
	refused    map[*yaml.Node]bool // values of keywords that are reported, which are not looked into
	parameters map[string]*Parameter
	responses  map[string]*Response
}

func (d *decoder) at(n *yaml.Node) Position { return Position{d.file, n.Line} }

// report notes a problem at a node. what and instead may be empty.
func (d *decoder) report(n *yaml.Node, where, what, instead string) {
	d.problems.Add(d.at(n), where, what, instead)
}

// A member decodes the value of a keyword.
type members map[string]func(value *yaml.Node)

// mapping checks the keywords of a place and decodes those that are heeded. It reports whether n is a mapping.
func (d *decoder) mapping(n *yaml.Node, place, where string, decode members) bool {
	return d.object(n, where, place, decode, func(name string) (Keyword, bool) {
		list := Keywords[place]
		i := slices.IndexFunc(list, func(k Keyword) bool { return k.Name == name })
		if i < 0 {
			return Keyword{}, false
		}
		return list[i], true
	}, func() []string { return names(Keywords[place]) })
}

func names(list []Keyword) []string {
	var out []string
	for _, k := range list {
		out = append(out, k.Name)
	}
	return out
}

func (d *decoder) object(n *yaml.Node, where, what string, decode members, verdict func(string) (Keyword, bool),
	known func() []string) bool {
	if n.Kind != yaml.MappingNode {
		d.report(n, where, "no mapping", "write the members of "+withArticle(what))
		return false
	}
	each(n, func(key, value *yaml.Node) {
		name := key.Value
		if strings.HasPrefix(name, "x-") {
			return
		}
		k, ok := verdict(name)
		switch {
		case !ok:
			d.refused[value] = true
			d.unknown(key, where, what, known())
		case k.Verdict == Refused:
			d.refused[value] = true
			d.report(key, where, name+" is not supported here", k.Instead)
		case decode[name] != nil:
			decode[name](value)
		}
	})
	return true
}

// unknown reports what is no keyword at a place.
func (d *decoder) unknown(key *yaml.Node, where, what string, known []string) {
	instead := "drop it"
	other, foreign := otherVersions[key.Value]
	if foreign && what == "schema" {
		instead = other
	} else if near := nearest(key.Value, known); near != "" {
		instead = "write " + near
	}
	d.report(key, where, fmt.Sprintf("%q is no keyword of OpenAPI 3.0 for %s", key.Value, withArticle(what)), instead)
}

// strange are the characters that names in generated code do not have.
func strange(r rune) bool { return r < ' ' || r == '"' || r == '`' || r == '\\' || r == 0x7f }

// plainName checks a name that goes into generated code.
func (d *decoder) plainName(n *yaml.Node, where, name string) bool {
	if !strings.ContainsFunc(name, strange) {
		return true
	}
	d.report(n, where, "a name with quotes, a backslash or control characters",
		"write another one; nothing is known to need these")
	return false
}

func withArticle(what string) string {
	if strings.ContainsAny(what[:1], "aeiou") {
		return "an " + what
	}
	return "a " + what
}

// into decodes a text.
func (d *decoder) into(where, name string, dst *string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" {
			d.report(n, where, name+" is no text", "write a text, in quotes where it looks like a number")
			return
		}
		*dst = n.Value
	}
}

func (d *decoder) truth(where, name string, dst *bool) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
			d.report(n, where, name+" is neither true nor false", "write true or leave it out")
			return
		}
		*dst = n.Value == "true"
	}
}

// count decodes a limit of lengths. least is the smallest limit that says something.
func (d *decoder) count(where, name string, least uint64, dst **uint64) func(*yaml.Node) {
	return func(n *yaml.Node) {
		v, err := strconv.ParseUint(n.Value, 10, 31)
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil {
			d.report(n, where, name+" is no integer from 0 to 2147483647", "write an integer")
			return
		}
		if v < least {
			d.report(n, where, fmt.Sprintf("%s is %d, so nothing may be there", name, v),
				"leave the member out of the schema")
			return
		}
		*dst = &v
	}
}

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// bound decodes a limit of numbers exactly.
func (d *decoder) bound(where, name string, dst **Bound) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || !number.MatchString(n.Value) || len(n.Value) > 40 {
			d.report(n, where, name+" is no number of at most 38 digits",
				"write digits with or without a point, without an exponent and without quotes")
			return
		}
		r, _ := new(big.Rat).SetString(n.Value)
		*dst = &Bound{Position: d.at(n), Text: n.Value, Value: r}
	}
}

func (d *decoder) texts(where, name string, dst *[]Text) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			d.report(n, where, name+" is no list", "write a list, [a, b]")
			return
		}
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode {
				d.report(item, where, "an item of "+name+" is no scalar", "write a text")
				continue
			}
			*dst = append(*dst, Text{d.at(item), item.Value})
		}
	}
}

// reference is the component that a node names, of a section such as schemas. ok is false where the node names none, or
// a problem is reported.
func (d *decoder) reference(n *yaml.Node, where, section string) (name string, target *yaml.Node, ok bool) {
	ref := child(n, "$ref")
	if ref == nil {
		return "", nil, false
	}
	if len(n.Content) > 2 {
		instead := "leave the rest out"
		if section == "schemas" {
			instead = "write allOf: [{$ref: ...}] with the rest beside it"
		}
		d.report(n, where, "something stands beside $ref, which readers ignore", instead)
	}
	prefix := "#/components/" + section + "/"
	list := child(child(d.root, "components"), section)
	var known []string
	each(list, func(key, _ *yaml.Node) { known = append(known, key.Value) })
	example := prefix + "Name"
	if len(known) > 0 {
		example = prefix + known[0]
	}
	if ref.Kind != yaml.ScalarNode || !strings.HasPrefix(ref.Value, prefix) {
		instead := "write " + example
		if !strings.HasPrefix(ref.Value, "#") && ref.Value != "" {
			instead = "copy it into this file and write " + example
		}
		d.report(ref, where, fmt.Sprintf("$ref %q is no reference to components/%s", ref.Value, section), instead)
		return "", nil, false
	}
	name = unescapePart.Replace(strings.TrimPrefix(ref.Value, prefix))
	if target = child(list, name); target == nil {
		instead := "add it to components/" + section
		if near := nearest(name, known); near != "" {
			instead = "write " + prefix + near
		}
		d.report(ref, where, fmt.Sprintf("$ref names %q, which is not in components/%s", name, section), instead)
		return "", nil, false
	}
	return name, target, true
}
