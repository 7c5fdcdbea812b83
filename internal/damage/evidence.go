package damage

import "strings"

// evidence judges x-evidence: a document without any of the members that it names lacks one of them.
func (j *judge) evidence(s *shape, n *Node) {
	rule, _ := s.Extensions["x-evidence"].(map[string]any)
	if rule == nil || j.stopped {
		return
	}
	if anyMember, _ := rule["any-member"].(bool); anyMember {
		for name, member := range s.members {
			if isThere(member, n.member(name)) {
				return
			}
		}
	}
	pointers, _ := rule["any-of"].([]any)
	for _, pointer := range pointers {
		text, _ := pointer.(string)
		if isThereBelow(s, n, text) {
			return
		}
	}
	at, _ := rule["at"].(string)
	for _, f := range j.found {
		if f.Kind == KindMissing && f.Pointer == at {
			return
		}
	}
	j.add(KindMissing, Violation, at)
}

func isThereBelow(s *shape, n *Node, pointer string) bool {
	for _, token := range strings.Split(pointer, "/")[1:] {
		name := unescapeToken.Replace(token)
		if s == nil || n == nil || n.Type != Object {
			return false
		}
		s, n = s.members[name], n.member(name)
	}
	return isThere(s, n)
}

// isThere reports whether a member is there and is neither null nor read as absent.
func isThere(s *shape, n *Node) bool {
	if s == nil || n == nil || n.Type == Null {
		return false
	}
	if n.Type != String || n.Value != "" {
		return true
	}
	switch {
	case s.Type.Is("integer"), s.Type.Is("number"), s.Type.Is("boolean"):
		return false
	case s.Type.Is("string"):
		return !s.formal() || s.listed[""]
	}
	return true
}
