package damage

// scalar judges a JSON scalar where a scalar is expected.
func (s *site) scalar(n *Node) []Finding {
	switch {
	case s.shape.Type.Is("boolean"):
		return s.flag(n)
	case s.shape.Type.Is("integer"):
		return s.numeric(n, s.integer)
	case s.shape.Type.Is("number"):
		return s.numeric(n, s.decimalNumber)
	}
	return s.textual(n)
}

func (s *site) violation(kind string) []Finding {
	return []Finding{{Kind: kind, Severity: Violation, Pointer: s.pointer}}
}

func (s *site) drift(kind, kept string) Finding { return Finding{kind, Drift, s.pointer, kept} }

// blank judges the empty text where it has no meaning.
func (s *site) blank() []Finding {
	if s.forgiving() {
		return []Finding{s.drift(KindFormat, absent)}
	}
	return s.violation(KindFormat)
}

func (s *site) flag(n *Node) []Finding {
	text := n.Text
	switch {
	case n.Type == Bool:
		return nil
	case n.Type == String && n.Value == "":
		return s.blank()
	case n.Type == String:
		text = n.Value
	}
	switch text {
	case "true", "1":
		return []Finding{s.drift(KindType, "true")}
	case "false", "0":
		return []Finding{s.drift(KindType, "false")}
	}
	return s.violation(KindType)
}

func violated(found []Finding) bool {
	for _, f := range found {
		if f.Severity == Violation {
			return true
		}
	}
	return false
}

func hasKind(found []Finding, kind string) bool {
	for _, f := range found {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

// unlisted judges a value by its list. It is kept as it came.
func (s *site) unlisted(text, kept string) []Finding {
	if s.shape.listed == nil || s.shape.listed[text] {
		return nil
	}
	return []Finding{s.drift(KindUnknownValue, kept)}
}
