package damage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func smallSample(t *testing.T, name string) *Sample {
	t.Helper()
	all, err := Load(smallFiles(), "small")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no sample %s", name)
	return nil
}

// told spells findings in short: "drift null /a".
func reported(found []Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, fmt.Sprintf("%s %s %s", f.Severity, f.Kind, f.Pointer))
	}
	slices.Sort(list)
	return list
}

// What is told of a value of one member of the small file, by hand.
const memberCases = `
# Null.
id null | violation null
name null | drift null
maybe null |
event null |
list [null] | violation null /0
map {"a":null} | drift null /a
details null | drift null
# Numbers in quotes, and numbers where text is expected.
id "10" | drift type
id "x" | violation type
id "3.0" | drift type
id "007" | violation type
both "5" |
both "3.0" | drift type
both "x" | violation format
price "5.9" | drift type
price "1e2" | violation type
price "5,9" | violation type
name 7 | drift type
name 1234 | drift type, drift format
code 7 |
amount 5.9 | drift type
amount 0.5 | drift type, drift format
either 5.9 |
reason 7 |
reason 9 | drift unknown-value
number "7" |
number "9" | drift unknown-value
number "7.0" | drift type
number "x" | violation format
key 77 | violation type
when 1763633700 | violation type
currency 98 | violation type
currency 980 | drift type
state 7 | drift type, drift unknown-value
level "1" | drift type
level "3" | drift type, drift unknown-value
# Integers that are written in another way, and the range of the type.
id 3.0 | drift type
id 3e1 | drift type
id 0.5 | violation type
id 3e2 | drift type, drift format
id 2147483648 | violation format
id 2147483648.0 | violation type
id "2147483648" | violation format
id 1e400 | violation type
id -1 | drift format
both 9223372036854775807 |
both 9223372036854775808 | violation format
level 3 | drift unknown-value
# Flags.
flag false |
flag "true" | drift type
flag "false" | drift type
flag 0 | drift type
flag 1 | drift type
flag "0" | drift type
flag "1" | drift type
flag 2 | violation type
flag "True" | violation type
flag 1.0 | violation type
flag "" | drift format
# Containers.
open [] | drift type, violation missing /a
open {} | violation missing /a
free [] | drift type
map [] | drift type
details [] | drift type
open [1] | violation type
list {} | drift type, drift format
list {"a":1} | violation type
list [] | drift format
list ["a","b","c"] | drift format
list "x" | violation type
event "" | violation type
# Texts.
name "abcd" | drift format
name "яяя" |
name "" |
key "" | drift format
key "a" | drift format
key "A" | violation format
state "" |
state "gone" | drift unknown-value
code "" |
amount "" | drift format
amount "1e2" | violation format
amount "0.99" | drift format
price 1e2 | drift format
price 1e39 | violation format
either 1e2 | drift format
currency "UAHX" | violation format
currency "" | drift format
id "" | violation format
level "" | drift format
when "2026-11-20T10:15:00+0200" | drift format
when "2026-11-20 10:15:00Z" | drift format
when "2026-11-20" | violation format
# Maps.
map {"abc":"b"} | drift format /abc
map {"a":"bcd"} | drift format /a
map {"a":"","b":"","c":""} | drift format
map {"a":7} | drift type /a
map {"a":true} | violation type /a
map {"a":"","a":7} | violation duplicate /a
# Unknown members and duplicates, also in what is open.
event {"Name":"x","name":"y"} | drift unknown-member /Name
event {"x":1,"x":[{"y":1,"y":2}],"\u0078":2} | drift unknown-member /x, violation duplicate /x
free {"x":{"y":1,"y":2}} | violation duplicate /x/y
free {"x":1,"y":{}} |
open {"a":"1","a":[]} | violation duplicate /a
# Variants.
details {"wallet":"w"} | violation union
details {"brand":"b","wallet":"w"} | drift unknown-member /wallet
details {} |
details {"new":1} | drift unknown-member /new
details "" | violation type
kind "wallet" | violation union ../details
kind "new" | drift unknown-value
kind null | drift null
kind 7 | drift type, drift unknown-value
`

func TestMembersAreJudged(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "thing.200.json")
	for _, line := range strings.Split(memberCases, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		text, want, _ := strings.Cut(line, " |")
		name, value, _ := strings.Cut(text, " ")
		var expected []string
		for _, part := range strings.Split(want, ",") {
			if word := strings.Fields(part); len(word) > 0 {
				pointer := "/" + name
				if len(word) > 2 {
					pointer = strings.TrimPrefix(pointer+word[2], "/"+name+"..")
				}
				expected = append(expected, word[0]+" "+word[1]+" "+pointer)
			}
		}
		slices.Sort(expected)
		member := s.tree.member(name)
		was := *member
		put := mustJSON(value)
		put.Name, put.Label, put.Lead = was.Name, was.Label, was.Lead
		*member = *put
		got := s.expect(nil, nil)
		*member = was
		if !slices.Equal(reported(got), expected) {
			t.Errorf("%s: %q, want %q", text, reported(got), expected)
		}
	}
}

// What is told of an answer in XML, by hand. In a text { and } stand for < and >.
const answerCases = `
<amount>1</amount><flag/><title>t</title>GOOD |
<flag/><title>t</title>GOOD | violation missing /data/amount
<inner><amount>1</amount><flag/><title>t</title></inner>GOOD |
<inner><flag/></inner>GOOD | violation missing /data/inner/amount, violation missing /data/inner/title
<error>502</error><error_message></error_message> |
<error></error><error_message>no</error_message> |
<error>502</error> | violation missing /data/error_message
<error>7</error><error_message>no</error_message> | drift unknown-value /data/error
<count></count>REFUSED | drift format /data/count
<count>3.0</count>REFUSED | drift type /data/count
<count>0</count>REFUSED | drift format /data/count
<count>2.5</count>REFUSED | violation format /data/count
<count>a</count>REFUSED | violation format /data/count
<count>{b}1{/b}</count>REFUSED | violation type /data/count
<flag>true</flag>REFUSED | violation format /data/flag
<title>a { b</title>REFUSED | drift type /data/title
<title><![CDATA[a < b]]></title>REFUSED |
<title>a &amp; b</title>REFUSED | drift format /data/title
<currency>{b}UAH{/b}</currency>REFUSED | violation type /data/currency
<currency></currency>REFUSED | drift format /data/currency
<x/><x/><x/>REFUSED | drift unknown-member /data/x, violation duplicate /data/x
<x type="cell"/><x type="cell"/>REFUSED | drift unknown-member /data/x
<error>502</error><error/><error_message/> | violation duplicate /data/error
<lines/><lines><no>x</no></lines>REFUSED | violation format /data/lines/1/no, violation missing /data/lines/0/no
<lines type="sell"><no>1</no></lines>REFUSED | drift unknown-value /data/lines/0/@type
<title x="1">a</title>REFUSED | drift unknown-member /data/title/@x
<pairs><a>1</a><a><b/><b/></a></pairs>REFUSED |
<pairs>text</pairs>REFUSED | violation type /data/pairs
<lines>text</lines>REFUSED | violation type /data/lines/0
`

func TestAnswersInXMLAreJudged(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "thing.203.xml")
	short := strings.NewReplacer("REFUSED", "<error>502</error><error_message/>",
		"GOOD", "<error></error><error_message></error_message>")
	for _, line := range strings.Split(strings.Trim(answerCases, "\n"), "\n") {
		body, list, _ := strings.Cut(short.Replace(line), " |")
		var want []string
		if list != "" {
			want = strings.Split(strings.TrimSpace(list), ", ")
		}
		root, err := ParseXML("<data>" + body + "</data>")
		if err != nil {
			t.Fatal(err)
		}
		j := xmlJudge{}
		j.document(s.shape, markup(root), "data")
		if !slices.Equal(reported(j.found), want) {
			t.Errorf("%s: %q, want %q", body, reported(j.found), want)
		}
	}
}

// An empty member that is required on a condition is there: it has no form, and is told once.
func TestEmptyMembersOfAnAnswerThatIsNoRefusal(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "thing.203.xml")
	s.tree.member("amount").Text = ""
	if got := reported(s.expect(nil, nil)); !slices.Equal(got, []string{"violation format /data/amount"}) {
		t.Errorf("%q", got)
	}
}

// markup puts < and > where { and } stand in texts: ParseXML takes no text with markup.
func markup(n *Node) *Node {
	if strings.ContainsAny(n.Text, "{}") {
		n.Text = strings.NewReplacer("{", "<", "}", ">").Replace(n.Text)
	}
	for _, c := range n.Children {
		markup(c)
	}
	return n
}

// A document without its evidence lacks it; null, and what is read as absent, is none. Nor may one member deny another.
func TestEvidence(t *testing.T) {
	t.Parallel()
	s := smallSample(t, "event.webhook.json")
	const lacks = "violation missing /name"
	for body, want := range map[string][]string{
		`{"name":"a"}`: nil, `{}`: {lacks}, `{"name":null}`: {lacks}, `{"name":""}`: {"drift format /name", lacks},
		`{"inner":{"when":"2026-11-20T10:15:00Z"}}`: nil, `{"inner":{}}`: {lacks}, `[]`: {"drift type ", lacks},
		`{"name":7}`: {"drift type /name"}, `{"name":[]}`: {"violation type /name"}, `null`: {"violation null "},
		`{"x":1}`: {"drift unknown-member /x", lacks}, `{"ok":true,"name":"done"}`: nil,
		`{"ok":false,"name":"no"}`:   nil,
		`{"ok":false,"name":"done"}`: {"violation union /ok"},
		`{"ok":"0","name":"done"}`:   {"drift type /ok", "violation union /ok"},
	} {
		s.tree = mustJSON(body)
		if got := s.expect(nil, nil); !slices.Equal(reported(got), want) {
			t.Errorf("%s: %q, want %q", body, reported(got), want)
		}
	}
}
