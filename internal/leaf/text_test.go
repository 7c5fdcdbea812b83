package leaf_test

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
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

// Whatever room there is, and wherever in a text of any length a character stands, it is found.
func TestEveryCharacterOfATextCounts(t *testing.T) {
	t.Parallel()
	for n := 1; n < 80; n++ {
		for at := range n {
			for _, c := range []byte{'"', '\\', '\n', 0, 0x1f, ' ', '!', 0x7f, 0x80, 0xff} {
				b := []byte(strings.Repeat("a", n))
				if n >= 40 { // among letters of two bytes
					b = []byte(strings.Repeat("я", (n-38)/2))
					at %= len(b)
				}
				b[at] = c
				text := string(b)
				var back string
				short := leaf.AppendString(make([]byte, 0, n), text)
				roomy := leaf.AppendString(make([]byte, 0, 8*n), text)
				if err := json.Unmarshal(short, &back); err != nil || back != string([]rune(text)) {
					t.Fatalf("%q becomes %s, %v", text, short, err)
				}
				if string(roomy) != string(short) {
					t.Fatalf("%q becomes %s and %s", text, short, roomy)
				}
			}
		}
	}
	if string(leaf.AppendString([]byte("x"), "")) != `x""` {
		t.Error("the empty text")
	}
}

// Every count of digits, with room for them and without.
func TestAppendInt(t *testing.T) {
	t.Parallel()
	for _, base := range []int64{
		0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, math.MaxInt64, math.MinInt64, -1, -1e8,
	} {
		for near := base - 1; near != base+2; near++ {
			want := "x" + strconv.FormatInt(near, 10)
			for room := range 24 {
				if got := string(leaf.AppendInt(append(make([]byte, 0, 1+room), 'x'), near)); got != want {
					t.Fatalf("with room for %d digits %s is written %s", room, want, got)
				}
			}
		}
	}
	for v := int64(0); v < 2e8; v += 1 + v/50 {
		if got := string(leaf.AppendInt(make([]byte, 0, 24), v)); got != strconv.FormatInt(v, 10) {
			t.Fatalf("%d is written %s", v, got)
		}
	}
}
