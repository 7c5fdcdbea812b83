package lint

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

var pathParameter = regexp.MustCompile(`\{([^{}]*)\}`)

// paths checks the parameters in the paths.
func (c *checker) paths() {
	for _, o := range c.doc.Operations {
		where := o.Where()
		if strings.Contains(o.Path, ":") {
			c.add(o.Position, where, "the path "+o.Path+" has a colon", "write a parameter as {x}")
			continue
		}
		if !strings.HasPrefix(o.Path, "/") || strings.ContainsAny(o.Path, "?#% ") {
			c.add(o.Position, where, "the path "+o.Path+" is no path",
				"begin with a slash, and write query parameters as parameters")
			continue
		}
		if partOfSegment(o.Path) {
			continue // routes says so
		}
		inPath := map[string]bool{}
		var unknown []string
		for _, m := range pathParameter.FindAllStringSubmatch(o.Path, -1) {
			if inPath[m[1]] {
				c.add(o.Position, where, fmt.Sprintf("the path has {%s} twice", m[1]), "rename one of them")
			}
			inPath[m[1]] = true
			if o.Parameter("path", m[1]) == nil {
				unknown = append(unknown, m[1])
			}
		}
		var unused []*openapi.Parameter
		for _, p := range o.Parameters {
			if p.In == "path" && !inPath[p.Name] {
				unused = append(unused, p)
			}
		}
		if len(unknown) == 1 && len(unused) == 1 {
			name := unused[0].Name
			c.add(o.Position, where, fmt.Sprintf("the path has {%s}, where the parameter is called %s", unknown[0],
				name),
				fmt.Sprintf("write {%s} in the path, or rename the parameter", name))
			unknown, unused = nil, nil
		}
		for _, name := range unknown {
			c.add(o.Position, where, fmt.Sprintf("the path has {%s}, which is no parameter", name),
				fmt.Sprintf("add {name: %s, in: path, required: true, schema: {type: string}} to parameters", name))
		}
		for _, p := range unused {
			c.add(p.Position, where, fmt.Sprintf("parameter %q is not in the path %s", p.Name, o.Path),
				"write {"+p.Name+"} where it stands in the path, or drop it")
		}
		seen := map[string]bool{}
		for _, p := range o.Parameters {
			key := p.In + " " + strings.ToLower(p.Name)
			if seen[key] {
				c.add(p.Position, where, fmt.Sprintf("a second parameter %q in %s", p.Name, p.In), "keep one of them")
			}
			seen[key] = true
		}
	}
}

// routes gives the paths to the router that the sandbox has.
func (c *checker) routes() {
	mux := http.NewServeMux()
	routed := map[string]*openapi.Operation{}
	for _, o := range c.doc.Operations {
		n := 0
		path := pathParameter.ReplaceAllStringFunc(o.Path, func(string) string { n++; return fmt.Sprintf("{p%d}", n) })
		if partOfSegment(path) {
			c.add(o.Position, o.Where(), "a parameter is only a part of a segment of the path "+o.Path,
				"make the parameter the whole segment, and say in its description what it ends with")
			continue
		}
		pattern := o.Method + " " + path
		if first, why := register(mux, pattern, routed); why != "" {
			instead := "leave one of the two out: the sandbox's router cannot tell them apart"
			if first != nil {
				why = fmt.Sprintf("some addresses fit both %s and %s of %s, on line %d", o.Path, first.Path,
					first.Where(),
					first.Line)
			}
			c.add(o.Position, o.Where(), why, instead)
			continue
		}
		routed[pattern] = o
	}
}

func partOfSegment(path string) bool {
	for _, segment := range strings.Split(path, "/") {
		if strings.ContainsAny(segment, "{}") &&
			!(strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") && strings.Count(segment, "{") == 1) {
			return true
		}
	}
	return false
}

// register adds a pattern. The router panics at what conflicts; why is its text, first the operation that stands there
// already.
func register(mux *http.ServeMux, pattern string, routed map[string]*openapi.Operation) (first *openapi.Operation,
	why string) {
	defer func() {
		if p := recover(); p != nil {
			why = fmt.Sprint(p)
			for other, o := range routed {
				if strings.Contains(why, fmt.Sprintf("%q", other)) && other != pattern || other == pattern {
					first = o
				}
			}
		}
	}()
	mux.Handle(pattern, http.NotFoundHandler())
	return nil, ""
}

// endless finds objects that require themselves, directly or through others: no document could be one, and no Go type.
func (c *checker) endless() {
	c.components(func(s *openapi.Schema) {
		if way := requires(s, s, nil, map[*openapi.Schema]bool{}); way != nil {
			c.add(way[0].Position, way[0].Where, "the object requires itself",
				"make one of the members optional: "+strings.Join(names(way), ", "))
		}
	}, openapi.KindObject)
}

// requires finds the way of required members from one object to another.
func requires(from, to *openapi.Schema, way []*openapi.Property, seen map[*openapi.Schema]bool) []*openapi.Property {
	if seen[from] {
		return nil
	}
	seen[from] = true
	for _, p := range from.Properties {
		if !p.Required || p.Nullable || p.Kind() != openapi.KindObject {
			continue
		}
		on := append(way[:len(way):len(way)], p)
		if p.Target() == to {
			return on
		}
		if found := requires(p.Target(), to, on, seen); found != nil {
			return found
		}
	}
	return nil
}

func names(way []*openapi.Property) []string {
	var list []string
	for _, p := range way {
		list = append(list, p.Name)
	}
	return list
}
