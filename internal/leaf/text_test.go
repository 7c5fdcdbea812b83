package leaf_test

import (
	"encoding/json"
	"testing"

	"github.com/strictpay/strictpay/internal/leaf"
)

func TestStringsAreWrittenAsJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", `a"b\c`, "\x00\x1f\t\r\n", "ä😀\u2028", "a/b<>&"} {
		var back string
		if err := json.Unmarshal(leaf.AppendString(nil, text), &back); err != nil || back != text {
			t.Errorf("%q becomes %q, %v", text, back, err)
		}
	}
	if got := string(leaf.AppendString(nil, "a\xffb")); got != "\"a\ufffdb\"" {
		t.Errorf("invalid UTF-8 is written %q", got)
	}
}
