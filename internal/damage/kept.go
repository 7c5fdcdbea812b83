package damage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// lost tells which values that survive drift are not in the value that was read, or are there although they are read
// as absent.
func lost(value any, want []Finding) error {
	var tree *Node
	for _, f := range want {
		if f.Severity != Drift || f.kept == "" || cutPointer(f.Pointer) {
			continue
		}
		if tree == nil {
			text, err := json.Marshal(value)
			if err != nil {
				return fmt.Errorf("the value cannot be written: %w", err)
			}
			if tree, err = ParseJSON(string(text)); err != nil {
				return err
			}
		}
		if err := compareKept(find(tree, f.Pointer), f); err != nil {
			return err
		}
	}
	return nil
}

// cutPointer reports whether a pointer has a name that was cut, so that it may lead nowhere.
func cutPointer(pointer string) bool {
	for _, token := range strings.Split(pointer, "/") {
		if len(unescapeToken.Replace(token)) >= longestName-utf8.UTFMax {
			return true
		}
	}
	return false
}

var unescapeToken = strings.NewReplacer("~1", "/", "~0", "~")

// find is the value that a pointer names, nil where there is none.
func find(n *Node, pointer string) *Node {
	if pointer == "" {
		return n
	}
	for _, token := range strings.Split(pointer[1:], "/") {
		if n == nil {
			return nil
		}
		if n.Type == Array {
			var index int
			if _, err := fmt.Sscan(token, &index); err != nil || index >= len(n.Children) {
				return nil
			}
			n = n.Children[index]
			continue
		}
		n = n.member(unescapeToken.Replace(token))
	}
	return n
}

func compareKept(n *Node, f Finding) error {
	there := n != nil && n.Type != Null
	if f.kept == absent {
		// A text that answers must have, and a webhook may lack, is a plain Go string: empty is how it is absent.
		if there && n.String() != `""` {
			return fmt.Errorf("%v: the value is %.60s, and was to be absent", f, n)
		}
		return nil
	}
	empty := f.kept == "{}" || f.kept == "[]"
	switch {
	case !there && empty:
		return nil
	case !there:
		return fmt.Errorf("%v: the value is gone, and was to be %.60s", f, f.kept)
	case empty && (n.Type == Object || n.Type == Array):
		return nil
	case !sameLiteral(n.Text, f.kept):
		return fmt.Errorf("%v: the value is %.60s, and was to be %.60s", f, n, f.kept)
	}
	return nil
}

// sameLiteral compares numbers by their text, texts by what they say and times by the instant.
func sameLiteral(got, want string) bool {
	// JSON writes a number without zeros in front, which a number in quotes may have.
	if digits := strings.TrimLeft(want, "0"); got == want || got == digits || got == "0"+digits {
		return true
	}
	var one, other string
	if json.Unmarshal([]byte(got), &one) != nil || json.Unmarshal([]byte(want), &other) != nil {
		return false
	}
	if one == other {
		return true
	}
	first, err := time.Parse(time.RFC3339Nano, one)
	second, err2 := time.Parse(time.RFC3339Nano, other)
	return err == nil && err2 == nil && first.Equal(second)
}

// excerpt shortens a body for a message.
func excerpt(body []byte) string {
	if bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) || len(body) <= 300 {
		return fmt.Sprintf("%q", body[:min(len(body), 300)])
	}
	return fmt.Sprintf("%q and %d bytes more", body[:300], len(body)-300)
}
