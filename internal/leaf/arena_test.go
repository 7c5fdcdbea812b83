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
func TestTexts(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", chunk/2)
	for _, size := range []int{0, 300, 1 << 20} {
		a := Arena{Size: size}
		var lists [][]string
		for n := range 3 * listRoom {
			list, _ := a.StartTexts()
			for i := range n {
				list = append(list, strconv.Itoa(100*n+i))
			}
			if n%5 == 4 {
				list[n/2] = long
			}
			list = a.EndTexts(list)
			if list == nil || len(list) != n || n <= leastRoom && len(list) != cap(list) {
				t.Fatalf("size %d: a list of %d texts has %d of %d", size, n, len(list), cap(list))
			}
			lists = append(lists, list)
		}
		for i, list := range lists {
			lists[i] = append(list, "added")
		}
		for n, list := range lists {
			for i, text := range list[:n] {
				want := strconv.Itoa(100*n + i)
				if n%5 == 4 && i == n/2 {
					want = long
				}
				if text != want {
					t.Fatalf("size %d: text %d of list %d is %s", size, i, n, text)
				}
			}
		}
		if slices.Contains(a.lists, long) {
			t.Errorf("size %d: the room that is left keeps a long text", size)
		}
	}
}
