package strictpay

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Pair is a member of an open XML container: a text, or children.
type Pair struct {
	Name     string
	Value    string
	Children Pairs // nil for a text
}

// Pairs are the members of an open XML container in their order. They print their number only: what is in them is not
// known. A name that repeats is an item of a list.
type Pairs []Pair

// Get is the text of the first member called name; false where there is none, or it has children.
func (v Pairs) Get(name string) (string, bool) {
	for i := range v {
		if v[i].Name == name {
			return v[i].Value, v[i].Children == nil
		}
	}
	return "", false
}

// Format prints the number of members.
func (v Pairs) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, v.count()) }

// LogValue is the number of members.
func (v Pairs) LogValue() slog.Value { return slog.StringValue(v.count()) }

func (v Pairs) count() string { return "[" + strconv.Itoa(len(v)) + " entries]" }

// Format is redacted under every verb.
func (p Pair) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, leaf.Redacted) }

// LogValue is redacted.
func (p Pair) LogValue() slog.Value { return slog.StringValue(leaf.Redacted) }
