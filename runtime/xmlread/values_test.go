package xmlread

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/strictpay/strictpay"
)

func TestXMLValues(t *testing.T) {
	t.Parallel()
	doc := "<data><status>4</status><message> a " +
		"&lt;\r\n<![CDATA[&amp;]]></message><flag>1</flag><flag/><amount>059.90</amount><letter>X</letter><token>t</" +
		"token>" +
		`<count>-0</count><card><last4>11</last4><x>1</x><y type="cell"><z/></y><y type="cell">2</y></card><items>` +
		`<total>1</total></items><words/><words>b</words>` +
		"<advinfo><A>1</A><b>\n<c>&#8364;</c>\n</b></advinfo></data>"
	var v xmlPayment
	devs := ReadInto([]byte(doc), "data", &v)
	if got, want := findings(devs),
		"~format /data/message; duplicate /data/flag; ~unknown-value /data/letter"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := xmlPayment{
		Status: 4, Message: " a &lt;\r\n&amp;", Flag: true, Amount: strictpay.MustDecimal("059.90"), Letter: "X",
		Token: strictpay.NewSecret("t"),
		Card: &xmlCard{Last4: "11",
			More: strictpay.Pairs{{Name: "x", Value: "1"}, {Name: "y", Children: strictpay.Pairs{{Name: "z"}}},
				{Name: "y", Value: "2"}}},
		Items: []xmlItem{{Total: strictpay.MustDecimal("1")}}, Words: []string{"", "b"},
		Advanced: strictpay.Pairs{{Name: "A", Value: "1"},
			{Name: "b", Children: strictpay.Pairs{{Name: "c", Value: "&#8364;"}}}},
	}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("got %#v\nwant %#v", tree(v), tree(want))
	}
	var decoded xmlPayment
	Decoder{Entities: true}.Decode([]byte(doc), "data", &decoded)
	if got, want := decoded.Message, " a <\r\n&amp;"; got != want {
		t.Errorf("decoded: got %q, want %q", got, want)
	}
	if got, _ := decoded.Advanced[1].Children.Get("c"); got != "€" {
		t.Errorf("decoded: got %q", got)
	}
}

// tree shows what redacted printing hides.
func tree(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestDecodeText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                 "",
		"plain":                            "plain",
		"&amp;&lt;&gt;&quot;&apos;":        `&<>"'`,
		"&amp;lt;":                         "&lt;",
		"&#8364;&#x20AC;&#x20ac;":          "€€€",
		"&#10;&#x10FFFF;":                  "\n\U0010ffff",
		"&;&&amp&nbsp;&AMP;&#;&#x;&#X41;":  "&;&&amp&nbsp;&AMP;&#;&#x;&#X41;",
		"&#0;&#1;&#xD800;&#xFFFF;&#-1;":    "&#0;&#1;&#xD800;&#xFFFF;&#-1;",
		"&#x110000;&#99999999999999999999": "&#x110000;&#99999999999999999999",
	} {
		if got := DecodeText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// An xmlTree reads any document the way connectors do: marked elements are lists, others are objects and texts.
type xmlTree struct{ value any }

func (v *xmlTree) ReadXML(r *Reader) {
	children, text := map[string]any{}, ""
	if !r.open(true) {
		return
	}
	level, some := r.depth, false
	for {
		switch kind, b := r.next(); kind {
		case pieceText:
			text += string(b)
		case pieceChild:
			some = true
			name := string(r.Name())
			if !r.startTag() {
				return
			}
			cell := r.isCell()
			var child xmlTree
			child.ReadXML(r)
			if list, _ := children[name].([]any); cell {
				children[name] = append(list, child.value)
			} else {
				children[name] = child.value
			}
		case pieceEnd:
			if v.value = text; some {
				v.value = children
			}
			if level == 1 {
				v.value = map[string]any{"data": v.value}
			}
			return
		default:
			return
		}
	}
}

func readVectors(t *testing.T, name string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestXMLResponses(t *testing.T) {
	t.Parallel()
	var vectors struct {
		Responses []struct {
			Name, XML string
			Tree      any `json:"tree_read_by_real_connectors"`
		}
	}
	readVectors(t, "response_xml.json", &vectors)
	if len(vectors.Responses) < 10 {
		t.Fatalf("%d responses", len(vectors.Responses))
	}
	for _, tt := range vectors.Responses {
		t.Run(tt.Name, func(t *testing.T) {
			t.Parallel()
			var v xmlTree
			if devs := ReadInto([]byte(tt.XML), "data", &v); len(devs.List) > 0 {
				t.Error(devs.List)
			}
			if !reflect.DeepEqual(v.value, tt.Tree) {
				t.Errorf("got  %v\nwant %v", v.value, tt.Tree)
			}
			if devs := ReadInto([]byte(tt.XML), "data", &xmlAny{}); len(devs.List) > 0 {
				t.Error(devs.List)
			}
		})
	}
}
