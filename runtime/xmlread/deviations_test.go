package xmlread

import (
	"strings"
	"testing"
)

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
