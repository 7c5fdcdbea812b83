package xmlread

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
)

// xmlField is an element of a request as the vectors describe it.
type xmlField struct {
	Name, Text string
	Children   []xmlField
	Cells      []xmlField
}

func (f *xmlField) write(w *Writer, cell bool) {
	switch {
	case f.Cells != nil:
		for i := range f.Cells {
			f.Cells[i].Name = f.Name
			f.Cells[i].write(w, true)
		}
	case f.Children != nil:
		w.Open(f.Name, cell)
		for i := range f.Children {
			f.Children[i].write(w, false)
		}
		w.Close(f.Name)
	case cell:
		w.Cell(f.Name, f.Text)
	default:
		w.Text(f.Name, f.Text)
	}
}

func TestXMLRequests(t *testing.T) {
	t.Parallel()
	var vectors struct {
		Requests []struct {
			Name, XML string
			Fields    []xmlField
		}
	}
	readVectors(t, "request_xml.json", &vectors)
	if len(vectors.Requests) < 5 {
		t.Fatalf("%d requests", len(vectors.Requests))
	}
	for _, tt := range vectors.Requests {
		for _, raw := range []bool{false, true} {
			w := Writer{Raw: raw}
			for i := range tt.Fields {
				tt.Fields[i].write(&w, false)
			}
			if got := string(w.Bytes()); got != tt.XML {
				t.Errorf("%s: got\n%s\nwant\n%s", tt.Name, got, tt.XML)
			}
		}
	}
}

func TestXMLWriter(t *testing.T) {
	t.Parallel()
	write := func(w Writer) string {
		w.Open("data", false)
		w.Text("text", "a&b<c>d\"e'\tf\ng\rh\fi\xffj\x01k\uffffl\ufffdm€")
		w.Text("empty", "")
		w.Flag("yes", true)
		w.Flag("no", false)
		w.Int("number", -5)
		w.Decimal("amount", strictpay.MustDecimal("1.50"))
		w.Secret("secret", strictpay.NewSecret("x<y"))
		w.Open("vanishes", false)
		w.Open("inner", true)
		w.Close("inner")
		w.Close("vanishes")
		w.Cell("word", "one")
		w.Open("item", true)
		w.Text("a", "b")
		w.Close("item")
		w.Pairs("none", nil)
		w.Pairs("some", strictpay.Pairs{{Name: "x", Value: "1"},
			{Name: "x", Children: strictpay.Pairs{{Name: "3d", Value: "2"}}}, {Name: "bad name",
				Value: "3"}, {Name: ""}, {Name: "e", Children: strictpay.Pairs{}}})
		w.Close("data")
		return string(w.Bytes())
	}
	const want = `before<data>
  <text>a&amp;b&lt;c&gt;d"e' f ghijkl�m€</text>
  <empty></empty>
  <yes>1</yes>
  <no></no>
  <number>-5</number>
  <amount>1.50</amount>
  <secret>x&lt;y</secret>
  <word type="cell">one</word>
  <item type="cell">
    <a>b</a>
  </item>
  <some>
    <x type="cell">1</x>
    <x type="cell">
      <3d>2</3d>
    </x>
  </some>
</data>
`
	if got := write(NewWriter([]byte("before"))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	raw := strings.NewReplacer("before", "", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(want)
	if got := write(Writer{Raw: true}); got != raw {
		t.Errorf("got\n%s\nwant\n%s", got, raw)
	}
	var w Writer
	if w.Open("alone", false); len(w.open) != 1 {
		t.Fatal("not open")
	}
	if w.Close("alone"); len(w.Bytes()) != 0 {
		t.Errorf("got %q", w.Bytes())
	}
}
