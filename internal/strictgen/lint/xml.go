package lint

import "github.com/strictpay/strictpay/internal/strictgen/openapi"

// xmlOnly checks what the readers of XML do not know. An API speaks either XML or JSON.
func (c *checker) xmlOnly() {
	if !c.doc.XML() {
		return
	}
	c.values(func(where string, s *openapi.Schema) {
		if s.Nullable {
			c.add(s.Position, where, "nullable in an XML API; an element is empty or absent, never null",
				"leave it out")
		}
		if s.Ref != nil {
			if s.Kind() == openapi.KindArray {
				c.add(s.Position, where, "a list with a name of its own in an XML API",
					"write the list here: repeated elements have the name of the property")
			}
			return
		}
		if s.AlsoRead.Value != "" {
			c.add(s.AlsoRead.Position, where, "x-also-read in an XML API; elements have one spelling", "leave it out")
		}
		if s.MinItems != nil || s.MaxItems != nil {
			c.add(s.Position, where, "minItems or maxItems in an XML API, where lists are not counted",
				"say it in the description")
		}
		switch s.Kind() {
		case openapi.KindTime, openapi.KindDate:
			c.add(s.Position, where, "a "+s.Format+" in an XML API",
				"write type: integer, format: int64 for Unix seconds, or a string with a pattern")
		case openapi.KindBytes:
			c.add(s.Position, where, "format byte in an XML API",
				"leave the format out and say in the description that it is base64")
		case openapi.KindText:
			c.add(s.Position, where, "format text in an XML API; an element is text anyway", "leave the format out")
		case openapi.KindMap:
			c.add(s.Position, where, "a map in an XML API",
				"write additionalProperties: true: names and values in their order")
		case openapi.KindUnion:
			c.add(s.Position, where, "a union in an XML API", "write one object whose members are all optional")
		}
	})
}
