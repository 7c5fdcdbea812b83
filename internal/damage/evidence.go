package damage

import (
	"fmt"
	"strings"
)

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
	at, readable := missingAt(s, n, at)
	if !readable {
		return
	}
	for _, f := range j.found {
		if f.Kind == KindMissing && f.Pointer == at {
			return
		}
	}
	j.add(KindMissing, Violation, at)
}

// missingAt is the first member on the way to a pointer that is not there; false where what is there is no object.
func missingAt(s *shape, n *Node, pointer string) (at string, readable bool) {
	for i := 1; i < len(pointer); i++ {
		if pointer[i] != '/' {
			continue
		}
		inner, member := memberBelow(s, n, pointer[:i])
		switch {
		case !isThere(inner, member):
			return pointer[:i], true
		case member.Type == Array && len(member.Children) == 0: // reads as an object without members
			return pointer, true
		case member.Type != Object:
			return "", false
		}
	}
	return pointer, true
}

// denials judges x-denies: two members of a document that contradict each other.
func (j *judge) denials(s *shape, n *Node) {
	rules, _ := s.Extensions["x-denies"].([]any)
	for _, r := range rules {
		rule, _ := r.(map[string]any)
		member, _ := rule["member"].(string)
		denied, _ := rule["denies"].(string)
		if readAs(s, n, member) == fmt.Sprint(rule["equals"]) && readAs(s, n, denied) == fmt.Sprint(rule["value"]) {
			j.add(KindUnion, Violation, member)
		}
	}
}

// readAs is the text that a flag or a text below a document is read as; empty where it is not there.
func readAs(s *shape, n *Node, pointer string) string {
	s, n = memberBelow(s, n, pointer)
	if !isThere(s, n) {
		return ""
	}
	text := n.Text
	if n.Type == String {
		text = n.Value
	}
	if s.Type.Is("boolean") {
		switch text {
		case "0":
			return "false"
		case "1":
			return "true"
		}
	}
	return text
}

func isThereBelow(s *shape, n *Node, pointer string) bool { return isThere(memberBelow(s, n, pointer)) }

// memberBelow is the member that a pointer names, with its shape; nil where it is not there.
func memberBelow(s *shape, n *Node, pointer string) (*shape, *Node) {
	for _, token := range strings.Split(pointer, "/")[1:] {
		name := unescapeToken.Replace(token)
		if s == nil || n == nil || n.Type != Object {
			return nil, nil
		}
		s, n = s.members[name], n.member(name)
	}
	return s, n
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
