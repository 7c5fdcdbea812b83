package damage

// xmlScalar judges an element that has a text.
func (s *site) xmlScalar(n *Node) []Finding {
	text, markup := n.content()
	if len(n.Children) > 0 {
		markup = true
		for _, c := range n.Children {
			text += c.String()
		}
	}
	switch {
	case s.shape.Type.Is("boolean"):
		switch {
		case markup:
			return s.violation(KindType)
		case text != "" && text != "0" && text != "1":
			return s.violation(KindFormat)
		}
		return nil
	case s.shape.Type.Is("integer"):
		if markup {
			return s.violation(KindType)
		}
		return s.xmlInteger(text)
	case markup && s.shape.Format == "decimal":
		return s.violation(KindType)
	}
	found := s.text(text)
	switch {
	case !markup:
		return found
	case violated(found):
		return s.violation(KindType)
	}
	return append(found, s.drift(KindType, ""))
}

func (s *site) xmlInteger(text string) []Finding {
	if text == "" {
		return s.blank()
	}
	plain := plainInteger.MatchString(text)
	if !plain && !jsonNumber.MatchString(text) {
		return s.violation(KindFormat)
	}
	value, whole := wholeNumber(text)
	if !whole || !s.shape.fitsInteger(value) {
		return s.violation(KindFormat)
	}
	var found []Finding
	if !plain {
		found = append(found, s.drift(KindType, ""))
	}
	if !s.shape.rangeFits(value.String()) {
		found = append(found, s.drift(KindFormat, ""))
	}
	return append(found, s.unlisted(value.String(), "")...)
}
