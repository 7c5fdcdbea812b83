package lint

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func (c *checker) enums() {
	c.components(func(s *openapi.Schema) {
		list := openapi.Values(s.Enum)
		if len(list) == 0 {
			c.add(s.Position, s.Where, "an enum without values", "list them")
		}
		for i, v := range s.Enum {
			if s.Kind() == openapi.KindIntEnum && !integer(v.Value, s.Format) {
				c.add(v.Position, s.Where, fmt.Sprintf("value %q is no %s", v.Value, s.Format),
					"write an integer within its range")
			}
			if slices.Contains(list[:i], v.Value) {
				c.add(v.Position, s.Where, fmt.Sprintf("value %q stands twice", v.Value), "keep one of them")
			}
		}
		if names := s.EnumNames; names != nil {
			if len(names) != len(list) {
				c.add(names[0].Position, s.Where,
					fmt.Sprintf("x-enum-varnames has %d names for %d values", len(names), len(list)),
					"write one name for each value, in their order")
			}
			for i, n := range names {
				if slices.Contains(openapi.Values(names[:i]), n.Value) {
					c.add(n.Position, s.Where, fmt.Sprintf("x-enum-varnames has %q twice", n.Value),
						"rename one of them")
				}
			}
		}
		for name, m := range map[string]openapi.Map{"x-enum-sources": s.EnumSources,
			"x-enum-descriptions": s.EnumDescriptions, "x-enum-deprecated": s.EnumDeprecated} {
			for _, e := range m {
				if !s.Lists(e.Key) {
					c.add(e.Position, s.Where, fmt.Sprintf("%s: %q is no value of the enum", name, e.Key),
						"write a value that the enum lists")
				}
			}
		}
		c.status(s)
	}, openapi.KindEnum, openapi.KindIntEnum)
}

func integer(text, format string) bool {
	n, ok := new(big.Int).SetString(text, 10)
	return ok && n.String() == text && n.IsInt64() && (format != "int32" || n.BitLen() < 32)
}

// status checks which values end something: final and pending are all of them, succeeded is a part of final.
func (c *checker) status(s *openapi.Schema) {
	st := s.Status
	if st == nil {
		return
	}
	for name, list := range map[string][]openapi.Text{"final": st.Final, "succeeded": st.Succeeded,
		"pending": st.Pending} {
		for _, v := range list {
			if !s.Lists(v.Value) {
				c.add(v.Position, s.Where, fmt.Sprintf("x-status %s: %q is no value of the enum", name, v.Value),
					"write a value that the enum lists")
			}
		}
	}
	final, pending := openapi.Values(st.Final), openapi.Values(st.Pending)
	for _, v := range st.Succeeded {
		if slices.Contains(pending, v.Value) {
			c.add(v.Position, s.Where, fmt.Sprintf("x-status: %q is both succeeded and pending", v.Value),
				"take it out of one of the lists")
		}
	}
	if st.Pending == nil {
		return // pending is what is listed and not final
	}
	for _, v := range st.Pending {
		if slices.Contains(final, v.Value) {
			c.add(v.Position, s.Where, fmt.Sprintf("x-status: %q is both final and pending", v.Value),
				"take it out of one of the lists")
		}
	}
	for _, v := range s.Enum {
		if !slices.Contains(final, v.Value) && !slices.Contains(pending, v.Value) {
			c.add(st.Position, s.Where, fmt.Sprintf("x-status: value %q is neither final nor pending", v.Value),
				"add it to one of the lists, or leave pending out")
		}
	}
}

func (c *checker) unions() {
	c.components(func(s *openapi.Schema) {
		if s.SelectedBy.Value == "" || s.Variants == nil {
			c.add(s.Position, s.Where, "a union without discriminator, and without x-selected-by and x-variants",
				"write discriminator where the variants have the member that selects one of them; else x-selected-by, "+
					"the member beside it, and x-variants: {<value>: Component}")
			return
		}
		for _, part := range s.AnyOf {
			n := 0
			for _, e := range s.Variants {
				if e.Value == part.Ref.Name {
					n++
				}
			}
			if n != 1 && !s.Inside {
				c.add(part.Position, s.Where, fmt.Sprintf("variant %s stands %d times in x-variants", part.Ref.Name, n),
					"write exactly one value that selects it")
			}
			c.selecting(s, part)
		}
		for _, e := range s.Variants {
			if !slices.ContainsFunc(s.AnyOf, func(part *openapi.Schema) bool { return part.Ref.Name == e.Value }) {
				keyword, list := "x-variants", "anyOf"
				if s.Inside {
					keyword, list = "discriminator", "the variants"
				}
				c.add(e.Position, s.Where,
					fmt.Sprintf("%s: %s, selected by %q, is not in %s", keyword, e.Value, e.Key, list),
					"add {$ref: \"#/components/schemas/"+e.Value+"\"} to "+list+", or drop it")
			}
		}
	}, openapi.KindUnion)
	c.components(func(s *openapi.Schema) {
		for _, p := range s.Properties {
			if k := p.Kind(); k == openapi.KindArray && p.Target().Items != nil {
				c.itemKind(p.Target().Items)
			}
			union := p.Target()
			if p.Kind() != openapi.KindUnion || union.Inside {
				continue
			}
			selector := s.Property(union.SelectedBy.Value)
			if selector == nil || selector.Kind() != openapi.KindEnum {
				c.add(p.Position, p.Where, fmt.Sprintf("no enum %q beside it, which x-selected-by of %s names",
					union.SelectedBy.Value, union.Name), "write it with a $ref to an enum")
				continue
			}
			for _, e := range union.Variants {
				if !selector.Target().Lists(e.Key) {
					c.add(e.Position, union.Where,
						fmt.Sprintf("x-variants: %q is no value of %s, which selects the variant", e.Key,
							selector.Target().Name), "write a value that the enum lists")
				}
			}
		}
	}, openapi.KindObject)
	c.components(func(s *openapi.Schema) {
		for _, inner := range []*openapi.Schema{s.Items, s.Values} {
			if inner != nil {
				c.itemKind(inner)
			}
		}
	}, openapi.KindArray, openapi.KindMap)
}

// selecting checks the member of a variant that selects it.
func (c *checker) selecting(union, variant *openapi.Schema) {
	if !union.Inside {
		return
	}
	p := variant.Ref.Property(union.SelectedBy.Value)
	if p == nil || p.Kind() != openapi.KindString && p.Kind() != openapi.KindEnum {
		c.add(union.SelectedBy.Position, union.Where,
			fmt.Sprintf("the member %s of variant %s, which selects it, is no text",
				union.SelectedBy.Value, variant.Ref.Name), "write type: string, or an enum")
		return
	}
	for _, e := range union.Variants {
		if e.Value == variant.Ref.Name && p.Kind() == openapi.KindEnum && !p.Target().Lists(e.Key) {
			c.add(e.Position, union.Where,
				fmt.Sprintf("discriminator: %q is no value of %s of %s, which selects the variant", e.Key,
					union.SelectedBy.Value, e.Value), "write a value that the enum lists")
		}
	}
}

// itemKind checks what lists and maps can hold.
func (c *checker) itemKind(item *openapi.Schema) {
	switch {
	case item.Kind() == openapi.KindUnion && !item.Target().Inside:
		c.add(item.Position, item.Where,
			"a union in a list or map, where nothing stands beside it that selects the variant",
			"wrap it in an object with the member that selects it, or give the union a discriminator")
	case item.Kind() == openapi.KindSecret:
		c.add(item.Position, item.Where, "secrets in a list or map", "wrap each in an object with x-sensitive: secret")
	}
}
