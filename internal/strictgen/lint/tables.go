package lint

import (
	"fmt"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
	"github.com/strictpay/strictpay/runtime/signature"
)

// codes checks the rows of the code tables.
func (c *checker) codes() {
	tables := map[string]bool{}
	for _, t := range c.doc.Codes {
		name := t.Name.Value
		where := "code table " + name
		if tables[name] {
			c.add(t.Position, where, "there is another table of this name", "rename one of them")
		}
		tables[name] = true
		rows, codes := map[[2]string]bool{}, map[string]bool{}
		for _, r := range t.Rows {
			row := [2]string{r.Code.Value, r.Context.Value}
			if rows[row] {
				c.add(r.Position, where, fmt.Sprintf("a second row of code %q with context %q", row[0], row[1]),
					"drop one or give it a context of its own")
			}
			rows[row], codes[row[0]] = true, true
		}
		if t.Schema.Value != "" {
			c.tableOf(t, where, codes)
		}
	}
	for name, s := range map[string]openapi.Sentinel{"not-found": c.doc.Sentinels.NotFound,
		"unauthorized": c.doc.Sentinels.Unauthorized, "rate-limited": c.doc.Sentinels.RateLimited} {
		for _, code := range s.Codes {
			if !c.doc.HasRow("", code.Value, "") {
				c.add(code.Position, "x-sentinels "+name,
					fmt.Sprintf("codes names %q, which is in no code table", code.Value), "add the row or drop it")
			}
		}
	}
}

// tableOf checks the table of an enum's values.
func (c *checker) tableOf(t openapi.CodeTable, where string, codes map[string]bool) {
	enum := c.doc.Schema(t.Schema.Value)
	if enum == nil || len(enum.Enum) == 0 {
		c.add(t.Schema.Position, where, "its schema "+t.Schema.Value+" is no enum of this spec",
			"name one or leave schema out")
		return
	}
	rest := t.Rest.Value
	var missing []string
	for _, v := range enum.Enum {
		// The empty value says that there is no code.
		if v.Value != "" && !codes[v.Value] && (rest == "" || !c.doc.HasRow(rest, v.Value, "")) {
			missing = append(missing, v.Value)
		}
	}
	if missing != nil {
		c.add(enum.Enum[0].Position, where,
			fmt.Sprintf("values of its schema %s have no row: %s", enum.Name, strings.Join(missing, ", ")),
			"add {code: "+missing[0]+"}, or name in rest the table that has them")
	}
	if rest != "" && c.doc.Table(rest) == nil {
		c.add(t.Rest.Position, where, fmt.Sprintf("rest names %q, which is no table", rest), "write the name of one")
	}
	for _, r := range t.Rows {
		if !enum.Lists(r.Code.Value) {
			c.add(r.Position, where, fmt.Sprintf("code %q is no value of its schema %s", r.Code.Value, enum.Name),
				"add it to the enum or drop the row")
		}
	}
}

func sameSignature(a, b *openapi.Signature) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Header.Value == b.Header.Value && a.Algorithm.Value == b.Algorithm.Value &&
		a.Encoding.Value == b.Encoding.Value &&
		a.Basic == b.Basic
}

func (c *checker) webhooks() {
	names := map[string]bool{}
	for _, o := range c.doc.Operations {
		names[o.ID] = true
	}
	for _, h := range c.doc.Webhooks {
		where := "webhook " + h.Name.Value
		if names[h.Name.Value] {
			c.add(h.Position, where, "an operation or another webhook has this name", "rename it")
		}
		names[h.Name.Value] = true
		if h.Signature != nil {
			c.signature(where, h.Signature)
		}
		if first := c.doc.Webhooks[0]; !sameSignature(first.Signature, h.Signature) {
			c.add(h.Position, where, "a signature that differs from that of webhook "+first.Name.Value,
				"write the same one; the adapter of an API checks one form")
		}
		s := c.doc.Schema(h.Schema.Value)
		if s == nil {
			c.add(h.Schema.Position, where, fmt.Sprintf("schema %q is no component", h.Schema.Value), "name one")
			continue
		}
		c.deduplicate(where, s, "deduplicate", h.Deduplicate)
		c.deduplicate(where, s, "deduplicate-except", h.Except)
		c.deduplicate(where, s, "optional", h.Optional)
	}
}

func (c *checker) signature(where string, g *openapi.Signature) {
	parts := 0
	for _, part := range []openapi.Text{g.Header, g.Algorithm, g.Encoding} {
		if part.Value != "" {
			parts++
		}
	}
	if signed, basic := parts == 3 && !g.Basic, parts == 0 && g.Basic; !signed && !basic {
		c.add(g.Position, where, "a signature of neither form", "write {header, algorithm, encoding} or {basic: true}")
	} else if signed {
		if _, err := signature.New(g.Algorithm.Value, g.Encoding.Value); err != nil {
			c.add(g.Position, where, "the signature cannot be made: "+err.Error(),
				"write an algorithm such as hmac-sha256, or a formula such as sha1(secret + body + secret)")
		}
	}
}

// deduplicate checks pointers that lead to members of a webhook's schema.
func (c *checker) deduplicate(where string, s *openapi.Schema, keyword string, pointers []openapi.Text) {
	for _, p := range pointers {
		pointer := p.Value
		if s.Root != "" {
			if !strings.HasPrefix(pointer, "/"+s.Root+"/") {
				c.add(p.Position, where, fmt.Sprintf("the pointer %s of %s does not begin with the root", pointer,
					keyword),
					"write /"+s.Root+pointer)
				continue
			}
			pointer = strings.TrimPrefix(pointer, "/"+s.Root)
		}
		if _, why := s.Follow(pointer); why != "" {
			c.add(p.Position, where, fmt.Sprintf("the pointer %s of %s %s", p.Value, keyword, why),
				"write a pointer to a member")
		}
	}
}
