package leaf

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Texts of every length, at every place of a chunk and before every end of the document.
func TestKeepPlain(t *testing.T) {
	t.Parallel()
	for size := range 40 {
		for behind := range 12 {
			text := strings.Repeat("x", size)
			data := []byte(`"` + text + `"` + strings.Repeat(",", behind))
			a := Arena{Size: 4 * 100}
			first := a.Keep([]byte("first"))
			for range 4 {
				room := len(a.free)
				got, end := a.KeepPlain(data, 1)
				whole := size &^ 7 // where the eight bytes begin in which the text ends
				looks := 1+whole+8 <= len(data) && whole+8 <= room
				switch {
				case looks && end == 0:
					t.Fatalf("%d bytes, %d behind: kept nothing", size, behind)
				case end == 0 && (got != "" || len(a.free) != room):
					t.Fatalf("%d bytes: kept nothing, and %q", size, got)
				case end == 0:
					got = a.Keep(data[1 : 1+size])
				case end != 1+size:
					t.Fatalf("%d bytes: the end is at %d", size, end)
				}
				if got != text || first != "first" {
					t.Fatalf("%d bytes: kept %q beside %q", size, got, first)
				}
			}
		}
	}
	for _, text := range []string{`a\"bcdefghi"`, "ab\ncdefghi\"", "aäbcdefghi\"", "abcdefghijkl"} {
		a := Arena{Size: 400}
		a.Keep([]byte("first"))
		if got, end := a.KeepPlain([]byte(text), 0); end != 0 {
			t.Errorf("%q: kept %q", text, got)
		}
	}
}

// Lists of every length one after another: each holds what was added, and adding to one changes no other.
func TestAddText(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 300, 1 << 20} {
		a := Arena{Size: size}
		var lists [][]string
		for n := 1; n <= 2*ShortList; n++ {
			var list []string
			for i := range n {
				list, _ = a.AddText(list, strconv.Itoa(100*n+i))
			}
			lists = append(lists, list)
		}
		for i, list := range lists {
			if len(list) != cap(list) {
				t.Fatalf("%d texts have room for %d", len(list), cap(list))
			}
			lists[i] = append(list, "added")
		}
		for i, list := range lists {
			for k, text := range list[:i+1] {
				if text != strconv.Itoa(100*(i+1)+k) {
					t.Fatalf("size %d: text %d of list %d is %s", size, k, i, text)
				}
			}
		}
	}
}

// A list that is not the newest any more moves.
func TestAddTextToAnEarlierList(t *testing.T) {
	t.Parallel()
	a := Arena{Size: 1 << 20}
	first, _ := a.AddText(nil, "a")
	second, _ := a.AddText(nil, "b")
	second, _ = a.AddText(second, "c")
	first, _ = a.AddText(first, "d")
	if !slices.Equal(first, []string{"a", "d"}) || !slices.Equal(second, []string{"b", "c"}) {
		t.Errorf("lists are %v and %v", first, second)
	}
}
