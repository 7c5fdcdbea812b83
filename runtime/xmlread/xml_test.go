package xmlread

import (
	"encoding/json"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// An xmlPayment is written as the generator writes models.
type xmlPayment struct {
	Status   int32
	Message  string
	Flag     bool
	Amount   strictpay.Decimal
	Letter   string
	Token    strictpay.Secret
	Count    int64
	Card     *xmlCard
	Items    []xmlItem
	Words    []string
	Advanced strictpay.Pairs
}

var (
	xmlPaymentShape = jsonread.Shape{
		Type: "Payment",
		Members: []string{"status", "message", "flag", "amount", "letter", "token", "count", "card", "items", "words",
			"advinfo"},
		Required: 0b11,
	}
	xmlCardShape = jsonread.Shape{Type: "Card", Members: []string{"last4"}, Required: 0b1}
	xmlItemShape = jsonread.Shape{Type: "Item", Members: []string{"total", "words"}, Required: 0b1}
	minusTen     = &check.Range{Min: strictpay.MustDecimal("-10")}
)

func (v *xmlPayment) ReadXML(r *Reader) {
	if !r.Element(&xmlPaymentShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "status":
			if r.First(&seen, 0) && r.Int32In(&v.Status, 1, 6) && v.Status == 5 {
				r.UnlistedInt("Status", int64(v.Status))
			}
		case "message":
			if r.First(&seen, 1) {
				r.Text(&v.Message, &check.Rule{Max: 8})
			}
		case "flag":
			if r.First(&seen, 2) {
				r.Flag(&v.Flag)
			}
		case "amount":
			if r.First(&seen, 3) {
				r.Decimal(&v.Amount, minusTen)
			}
		case "letter":
			if r.First(&seen, 4) {
				if b, ok := r.Enum(nil); ok {
					switch string(b) {
					case "A", "S":
						v.Letter = r.Keep(b)
					default:
						r.Unlisted("Letter", b, nil, &v.Letter)
					}
				}
			}
		case "token":
			if r.First(&seen, 5) {
				r.Secret(&v.Token, &check.Rule{Max: 4})
			}
		case "count":
			if r.First(&seen, 6) {
				r.Int64In(&v.Count, 0, 1<<62)
			}
		case "card":
			if r.First(&seen, 7) {
				v.Card = new(xmlCard)
				v.Card.ReadXML(r)
			}
		case "items":
			if r.ListItem(&seen, 8) {
				v.Items = append(v.Items, xmlItem{})
				v.Items[len(v.Items)-1].ReadXML(r)
			}
		case "words":
			if r.ListItem(&seen, 9) {
				v.Words = append(v.Words, "")
				r.String(&v.Words[len(v.Words)-1])
			}
		case "advinfo":
			if r.First(&seen, 10) {
				r.Pairs(&v.Advanced)
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b11)
}

// An xmlCard is an open object.
type xmlCard struct {
	Last4 string
	More  strictpay.Pairs
}

func (v *xmlCard) ReadXML(r *Reader) {
	if !r.Element(&xmlCardShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "last4":
			if r.First(&seen, 0) {
				r.String(&v.Last4)
			}
		default:
			if p, ok := r.Extra(); ok {
				v.More = append(v.More, p)
			}
		}
	}
	r.End(&seen, 0b1)
}

type xmlItem struct {
	Total strictpay.Decimal
	Words []string
}

func (v *xmlItem) ReadXML(r *Reader) {
	if !r.Element(&xmlItemShape) {
		return
	}
	var seen jsonread.Seen
	for r.Next() {
		switch string(r.Name()) {
		case "total":
			if r.First(&seen, 0) {
				r.Decimal(&v.Total, nil)
			}
		case "words":
			if r.ListItem(&seen, 1) {
				v.Words = append(v.Words, "")
				r.String(&v.Words[len(v.Words)-1])
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b1)
}

const xmlHead = "<data><status>2</status><message>ok</message>"

func findings(d strictpay.Deviations) string {
	var lines []string
	for _, one := range d.List {
		drift := ""
		if one.Severity == strictpay.Drift {
			drift = "~"
		}
		lines = append(lines, drift+string(one.Kind)+" "+one.Pointer)
	}
	return strings.Join(lines, "; ")
}

func deep(n int) string { return strings.Repeat("<x>", n) + strings.Repeat("</x>", n) }

func TestXMLDeviations(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("n", 300)
	for _, tt := range []struct{ name, doc, want string }{
		{"as specified", xmlHead + "</data>", ""},
		{"every member", xmlHead +
			`<flag>1</flag><amount>-1.50</amount><letter>A</letter><token>x</token><count>0</count><card><last4>` +
			`1</last4></card>` +
			`<items type="cell"><total>1</total><words>a</words></items><words type='cell'></words><advinfo><a>1</a>` +
			`</advinfo></data>`, ""},
		{"blanks, comments, instructions and a declaration anywhere",
			" \n<!-- a --><?xml version=\"1.0\"?>\n<data> <!-- <b> & --> <status>2</status><?pi " +
				"x?>\r\n\t<message>o<!-- k -->k</message>" +
				"<?xml version='1.0'?></data>\n<!---->\n<?end?>\n", "~type /data/message; ~format /data/message"},
		{"a CDATA section is text", "<data><status><![CDATA[2]]></status><message>a<![CDATA[<b>]]>c</message></data>",
			""},
		{"a blank CDATA section between elements is blank", xmlHead + "<![CDATA[ \n]]></data>", ""},
		{"an empty element in one tag", "<data><status>1</status><message/><flag/><card ><last4 /></card></data>", ""},
		{"a bare ampersand and unknown entities are text", "<data><status>1</status><message>&a;&&lt;</message></data>",
			""},
		{"blanks in tags", "<data ><status\n>1</status\t><message></message ></data >", ""},
		{"blanks around = and single quotes", xmlHead + "<words type = 'cell'>a</words></data>", ""},
		{"the letters a name may have", xmlHead +
			"<advinfo><3dsecure/><_a-b.c:d/><імя/><名/><a\u00b7/></advinfo></data>", ""},

		{"missing members", "<data></data>", "missing /data/status; missing /data/message"},
		{"an empty root", "<data/>", "missing /data/status; missing /data/message"},
		{"a member missing inside", xmlHead + "<card></card><items/></data>",
			"missing /data/card/last4; missing /data/items/0/total"},
		{"another root", "<html><head>x</head></html>", "missing /data; ~unknown-member /html"},
		{"another root, one letter off", "<Data></Data>", "missing /data; ~unknown-member /Data"},
		{"syntax below another root", "<html><br></html>", "missing /data; ~unknown-member /html"},

		{"an unknown element", xmlHead + "<new><status>x</status>text</new></data>", "~unknown-member /data/new"},
		{"another case", xmlHead + "<Flag>1</Flag></data>", "~unknown-member /data/Flag"},
		{"an unknown element again", xmlHead + "<new/><other/><new/><new/></data>",
			"~unknown-member /data/new; ~unknown-member /data/other; duplicate /data/new"},
		{"an unknown element again, marked as a list", xmlHead +
			`<new type="cell"/><new type="cell"/><new type="cell"/></data>`, "~unknown-member /data/new"},
		{"an unknown list with one item unmarked", xmlHead + `<new type="cell"/><new/><new type="cell"/></data>`,
			"~unknown-member /data/new; duplicate /data/new"},
		{"attributes of an unknown element are below it", xmlHead + `<new a="1"/></data>`, "~unknown-member /data/new"},
		{"an element again", xmlHead + "<status>x</status><status>2</status></data>", "duplicate /data/status"},
		{"an element again, equal and marked", xmlHead + `<status type="cell">2</status></data>`,
			"duplicate /data/status"},
		{"a container again", xmlHead + "<card><last4/></card><card><x/></card></data>", "duplicate /data/card"},
		{"syntax in the second of a duplicate", xmlHead + "<status><a></status></data>", "duplicate /data/status"},

		{"an attribute of the root", `<data a="1"><status>2</status><message/></data>`, "~unknown-member /data/@a"},
		{"attributes", `<data><status a="1" b='2'>2</status><message/></data>`,
			"~unknown-member /data/status/@a; ~unknown-member /data/status/@b"},
		{"cell where no list is", `<data><status type="cell">2</status><message/></data>`,
			"~unknown-member /data/status/@type"},
		{"another type of an item", xmlHead + `<words type="row">a</words><words type="">b</words></data>`,
			"~unknown-value /data/words/0/@type; ~unknown-value /data/words/1/@type"},
		{"another attribute of an item", xmlHead + `<words/><items type="cell" n="1"><total>1</total></items></data>`,
			"~unknown-member /data/items/0/@n"},

		{"an item by its index", xmlHead + "<items><total>x</total></items></data>", "format /data/items/0/total"},
		{"items between others", xmlHead +
			`<items type="cell"><total>1</total></items><words/><flag/><items><total>x</total></items><words><a/>` +
			`</words></data>`,
			"format /data/items/1/total; ~type /data/words/1"},
		{"items of lists in items", xmlHead +
			"<items><total>1</total><words/></items><items><words/><words><x/></words></items></data>",
			"~type /data/items/1/words/1; missing /data/items/1/total"},

		{"children where text is due", "<data><status><a>1</a></status><message>a<b/></message></data>",
			"type /data/status; ~type /data/message"},
		{"text where children are due", xmlHead + "<card>text</card></data>", "type /data/card"},
		{"text between children", "<data><status>9</status> text <message><x/></message></data>",
			"~format /data/status; type /data"},
		{"CDATA where children are due", xmlHead + "<card><![CDATA[x]]></card></data>", "type /data/card"},
		{"text in an item", xmlHead + "<items>1</items></data>", "type /data/items/0"},
		{"text in an open container", xmlHead + "<advinfo>text</advinfo></data>", "type /data/advinfo"},
		{"text beside children in an open container", xmlHead + "<advinfo><a>x<b/></a><c><d/>x</c></advinfo></data>",
			"type /data/advinfo/a; type /data/advinfo/c"},
		{"syntax below a type", xmlHead + "<card>text<a></b></card></data>", "type /data/card"},

		{"open objects take any element", xmlHead + `<card><last4/><a>1</a><b><c/></b></card></data>`, ""},
		{"lists in open objects", xmlHead +
			`<card><last4/><a type="cell">1</a><a type="cell">2</a></card><advinfo><a><b type="cell"/><b ` +
			`type="cell"/></a></advinfo></data>`, ""},
		{"a name again in open objects", xmlHead +
			`<card><last4/><a>1</a><a>2</a><a/></card><advinfo><a><b/><b/></a></advinfo></data>`,
			""},
		{"attributes in open objects", xmlHead + `<card><last4/><a type="row" x="1">1</a></card></data>`,
			"~unknown-value /data/card/a/@type; ~unknown-member /data/card/a/@x"},

		{"no integer", "<data><status>a</status><message/></data>", "format /data/status"},
		{"an empty integer", "<data><status></status><message/></data>", "format /data/status"},
		{"an integer with fraction", "<data><status>1.0</status><message/></data>", "~type /data/status"},
		{"an integer with exponent", "<data><status>1e0</status><message/></data>", "~type /data/status"},
		{"an integer with plus", "<data><status>+1</status><message/></data>", "format /data/status"},
		{"only a minus", "<data><status>-</status><message/></data>", "format /data/status"},
		{"an integer with blanks", "<data><status> 1</status><message/></data>", "format /data/status"},
		{"an integer outside its range", "<data><status>7</status><message/></data>", "~format /data/status"},
		{"an integer of more than 32 bits", "<data><status>4294967297</status><message/></data>",
			"format /data/status"},
		{"an integer of more than 64 bits", xmlHead + "<count>18446744073709551617</count></data>",
			"format /data/count"},
		{"an integer that is not listed", "<data><status>5</status><message/></data>", "~unknown-value /data/status"},
		{"no flag", xmlHead + "<flag>true</flag></data>", "format /data/flag"},
		{"a flag with blanks", xmlHead + "<flag>\n</flag></data>", "format /data/flag"},
		{"no amount", xmlHead + "<amount>1,50</amount></data>", "format /data/amount"},
		{"an empty amount", xmlHead + "<amount/></data>", "~format /data/amount"},
		{"an amount with exponent", xmlHead + "<amount>1e2</amount></data>", "format /data/amount"},
		{"an amount with blanks", xmlHead + "<amount>1 </amount></data>", "format /data/amount"},
		{"an amount below its minimum", xmlHead + "<amount>-10.01</amount></data>", "~format /data/amount"},
		{"an amount of 39 digits", xmlHead + "<amount>" + strings.Repeat("1", 39) + "</amount></data>",
			"format /data/amount"},
		{"a text that is too long", "<data><status>1</status><message>123456789</message></data>",
			"~format /data/message"},
		{"a text of eight letters in sixteen bytes", "<data><status>1</status><message>жжжжжжжж</message></data>", ""},
		{"a secret that is too long", xmlHead + "<token>12345</token></data>", "~format /data/token"},
		{"a value that is not listed", xmlHead + "<letter>X</letter></data>", "~unknown-value /data/letter"},
		{"a listed value with blanks", xmlHead + "<letter> A</letter></data>", "~unknown-value /data/letter"},

		{"an empty document", "", "syntax "},
		{"nothing but blanks and comments", " <!-- a --> \n", "syntax "},
		{"a byte order mark", "\xef\xbb\xbf" + xmlHead + "</data>", "~syntax "},
		{"UTF-16", "\xff\xfe<\x00d\x00", "syntax "},
		{"text before the root", "x<data/>", "syntax "},
		{"a document type", "<!DOCTYPE data><data/>", "syntax "},
		{"a document type inside", "<data><!DOCTYPE data></data>", "syntax /data"},
		{"a document type in a text", "<data><status>1<!DOCTYPE data></status></data>",
			"type /data/status; missing /data/message"},
		{"CDATA before the root", "<![CDATA[ ]]><data/>", "syntax "},
		{"text after the root", xmlHead + "</data>x", "syntax "},
		{"another root after the root", xmlHead + "</data><data/>", "syntax "},
		{"an end tag after the root", xmlHead + "</data></data>", "syntax "},
		{"a zero byte after the root", xmlHead + "</data>\x00", "syntax "},
		{"a comment after the root that does not end", xmlHead + "</data><!-- ", "syntax "},
		{"findings before data after the root", "<data></data>x",
			"missing /data/status; missing /data/message; syntax "},
		{"an end tag at the beginning", "</data>", "syntax "},
		{"only <", "<", "syntax "},
		{"half a root", "<dat", "syntax "},

		{"the end between elements", "<data><status>2</status>", "syntax /data"},
		{"the end in a name", "<data><status>2</status><mes", "syntax /data"},
		{"the end behind a name", "<data><status>2</status><message", "syntax /data"},
		{"the end in a tag", "<data><status>2</status><message ", "syntax /data/message"},
		{"the end in a tag with a slash", "<data><status>2</status><message/", "syntax /data/message"},
		{"the end in an attribute", `<data><status>2</status><message a="`, "syntax /data/message"},
		{"the end in a text", "<data><status>2", "syntax /data/status"},
		{"the end in an end tag", "<data><status>2</stat", "syntax /data/status"},
		{"the end before >", "<data><status>2</status", "syntax /data/status"},
		{"the end in a comment", "<data><!-- ", "syntax /data"},
		{"the end in CDATA", "<data><status><![CDATA[2]]", "syntax /data/status"},
		{"the end in a list", xmlHead + "<items><total>1</total></items><items>", "syntax /data/items/1"},
		{"findings before the end", "<data><new/><status>x</status>",
			"~unknown-member /data/new; format /data/status; syntax /data"},

		{"an end tag that is missing", "<data><status>2<message>ok</message></data>", "syntax /data/status"},
		{"a container's end tag that is missing", xmlHead + "<card><last4>1</last4></data>", "syntax /data/card"},
		{"a start tag that is missing", "<data>2</status><message>ok</message></data>", "type /data"},
		{"another end tag", "<data><status>2</state></data>", "syntax /data/status"},
		{"an end tag in another case", "<data><status>2</Status></data>", "syntax /data/status"},
		{"an end tag that goes on", "<data><status>2</status x></data>", "syntax /data/status"},
		{"an end tag too many", "<data><status>2</status></status></data>", "syntax /data"},
		{"< and no name", "<data>< status>2</status></data>", "syntax /data"},
		{"< in a text", "<data><status>2</status><message>a < b</message></data>", "~type /data/message"},
		{"]]> in a text", "<data><status>2</status><message>]]></message></data>", ""},
		{"a name with another sign", "<data><sta$tus>2</sta$tus></data>", "syntax /data"},
		{"a hyphen first", "<data><-a/></data>", "syntax /data"},
		{"an attribute without value", "<data><status a>2</status></data>", "syntax /data/status"},
		{"an attribute without quotes", "<data><status a=1>2</status></data>", "syntax /data/status"},
		{"an attribute with <", `<data><status a="<">2</status></data>`, "syntax /data/status"},
		{"an attribute twice", `<data><status a="1" b="" a="1">2</status></data>`, "syntax /data/status"},
		{"no blank between attributes", `<data><status a="1"b="2">2</status></data>`, "syntax /data/status"},
		{"a broken tag of an item", xmlHead + "<words/><words a></words></data>", "syntax /data/words/1"},
		{"a broken tag of an unknown element", xmlHead + "<new a></new></data>",
			"~unknown-member /data/new; syntax /data/new"},
		{"two hyphens in a comment", "<data><!-- a -- b --></data>", "syntax /data"},
		{"three hyphens at the end of a comment", "<data><!-- a ---></data>", "syntax /data"},
		{"an instruction without a name", "<data><? a?></data>", "syntax /data"},
		{"invalid UTF-8 in a text", "<data><status>2</status><message>\xff</message></data>", "syntax /data/message"},
		{"invalid UTF-8 in an attribute", "<data><status a='\xff'>2</status></data>", "syntax /data/status"},
		{"invalid UTF-8 in a comment", "<data><!-- \xff --></data>", "syntax /data"},
		{"invalid UTF-8 in a name", "<data><sta\xfftus/></data>", "syntax /data"},
		{"invalid UTF-8 in what is skipped", xmlHead + "<new><a>\xff</a></new></data>", "~unknown-member /data/new"},
		{"a surrogate in UTF-8", "<data><status>\xed\xa0\x80</status></data>", "syntax /data/status"},
		{"a control character in a text", "<data><status>2</status><message>\x01</message></data>",
			"syntax /data/message"},
		{"a control character in CDATA", "<data><status><![CDATA[\x00]]></status></data>", "syntax /data/status"},
		{"U+FFFF in a text", "<data><status>\uffff</status></data>", "syntax /data/status"},
		{"syntax in an open object", xmlHead + "<card><a><b>&<c></b></a></card></data>",
			"type /data/card/a/b; missing /data/card/last4"},
		{"64 deep", xmlHead + "<new>" + deep(62) + "</new></data>", "~unknown-member /data/new"},
		{"65 deep, skipped", xmlHead + "<new>" + deep(63) + "</new></data>",
			"~unknown-member /data/new; syntax /data/new" + strings.Repeat("/x", 63)},
		{"65 deep, open", xmlHead + "<advinfo>" + deep(63) + "</advinfo></data>", "syntax /data/advinfo" +
			strings.Repeat("/x", 63)},
		{"a long name is cut", xmlHead + "<" + long + "/></data>", "~unknown-member /data/" + long[:128]},
		{"a long attribute name is cut", "<data " + long + "=''><status>2</status><message/></data>",
			"~unknown-member /data/@" + long[:127]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var v xmlPayment
			if got := findings(ReadInto([]byte(tt.doc), "data", &v)); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.doc, got, tt.want)
			}
		})
	}
}

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
	if got, want := findings(devs), "~format /data/message; duplicate /data/flag; ~unknown-value /data/letter"; got != want {
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

func TestXMLDeviationsAreBounded(t *testing.T) {
	t.Parallel()
	var doc strings.Builder
	doc.WriteString(xmlHead)
	for i := range 1500 {
		doc.WriteString("<n" + strconv.Itoa(i) + "/>")
	}
	devs := ReadInto([]byte(doc.String()), "data", new(xmlPayment))
	if len(devs.List) != strictpay.MaxKept || devs.Dropped != 501 || !devs.Violated() {
		t.Errorf("%d kept, %d dropped", len(devs.List), devs.Dropped)
	}
}

// Documents of a mebibyte that would be slow with anything quadratic.
func TestHostileXMLEnds(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	many := func(before string, one func(i int) string, after string) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(one(i))
		}
		return b.String() + after
	}
	name := func(i int) string { return "n" + strconv.FormatInt(int64(i), 36) }
	var some strings.Builder
	for i := range leaf.WalkedOthers + 1 {
		some.WriteString("<" + name(i) + "/>")
	}
	for what, doc := range map[string]string{
		"unknown names": many(xmlHead, func(i int) string { return "<" + name(i) + "/>" }, "</data>"),
		"unknown names around items": many(xmlHead, func(i int) string {
			return "<" + name(i) + "/><items>" + some.String() + "</items>"
		}, "</data>"),
		"open members": many(xmlHead+"<advinfo>", func(i int) string {
			return "<" + name(i) + "/>"
		}, "</advinfo></data>"),
		"nested open members": many(xmlHead+"<advinfo>"+strings.Repeat("<a>", 60), func(i int) string {
			return "<" + name(i) + "/>"
		}, strings.Repeat("</a>", 60)+"</advinfo></data>"),
		"attributes":         many("<data ", func(i int) string { return name(i) + "='' " }, "></data>"),
		"an attribute":       many("<data a='", func(int) string { return "x&amp; " }, "'></data>"),
		"items":              many(xmlHead, func(int) string { return "<items/><words/>" }, "</data>"),
		"comments in a text": many("<data><message>", func(int) string { return "a<!---->" }, "</message></data>"),
		"sections":           many("<data><message>", func(int) string { return "<![CDATA[]]>" }, "</message></data>"),
		"brackets":           many("<data><message>", func(int) string { return "]" }, "</message></data>"),
		"ampersands":         many("<data><message>", func(int) string { return "&" }, "</message></data>"),
		"depth":              many("", func(int) string { return "<data>" }, ""),
		"deep pointers": many("<data>", func(int) string {
			return "<card>" + strings.Repeat("<a>", 61) + "<b x='' y=''/>" + strings.Repeat("</a>", 61) + "</card>"
		}, ""),
	} {
		t.Run(what, func(t *testing.T) {
			for _, entities := range []bool{false, true} {
				devs := Decoder{Entities: entities}.Decode([]byte(doc), "data", new(xmlPayment))
				if len(devs.List) > strictpay.MaxKept {
					t.Errorf("%d deviations are kept", len(devs.List))
				}
			}
		})
	}
}
