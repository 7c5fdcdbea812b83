package vertex_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A sample is a documented body, what reads it and what the specification says of it.
type sample struct {
	name   string
	body   []byte
	read   func([]byte) strictpay.Deviations
	schema *openapi3.Schema
}

func samples(t *testing.T) []sample {
	t.Helper()
	files, err := filepath.Glob("../../specs/vertex/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	var all []sample
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		all = append(all, sampleOf(t, name, body))
	}
	return all
}

func sampleOf(t *testing.T, name string, body []byte) sample {
	t.Helper()
	doc, part := spec(t), strings.Split(name, ".")
	s := sample{name: name, body: body}
	if part[1] == "webhook" {
		hook := vertexapi.API.Webhook(part[0])
		s.read = func(b []byte) strictpay.Deviations { _, d := hook.Read(b); return d }
		s.schema = doc.Components.Schemas[map[string]string{"orderCallback": "OrderResponse", "payoutCallback": "PayoutResponse"}[part[0]]].Value
		return s
	}
	op := vertexapi.API.Operation(part[0])
	in := doc.Paths.Find(op.Path).GetOperation(op.Method)
	if part[1] == "request" {
		s.read = func(b []byte) strictpay.Deviations { return jsonread.ReadInto(b, op.NewRequest().(jsonread.Readable)) }
		s.schema = in.RequestBody.Value.Content.Get("application/json").Schema.Value
		return s
	}
	status, err := strconv.Atoi(part[1])
	if err != nil {
		t.Fatal(err)
	}
	answer := op.Answer(status)
	s.read = func(b []byte) strictpay.Deviations { _, d := answer.Read(b); return d }
	s.schema = in.Responses.Status(status).Value.Content.Get("application/json").Schema.Value
	return s
}

// A bench damages bodies of one sample and compares what is found with what the oracle says.
type bench struct {
	sample
	t       *testing.T
	root    *value
	damaged int64
	clean   int64
}

// try reads the document as it stands now.
func (b *bench) try(what, pointer string) {
	b.t.Helper()
	b.compare(what, pointer, []byte(b.root.String()), expect(b.schema, b.root, ""))
}

func (b *bench) compare(what, pointer string, text []byte, want []finding) {
	b.t.Helper()
	devs := b.read(text)
	got := make([]finding, 0, len(devs.List))
	for _, d := range devs.List {
		if !strings.HasPrefix(d.Detail, "nothing else here shows") { // evidence has tests of its own
			got = append(got, finding{d.Kind, d.Pointer})
		}
	}
	order := func(x, y finding) int {
		return strings.Compare(x.pointer+" "+string(x.kind), y.pointer+" "+string(y.kind))
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		b.t.Errorf("%s: %s at %q:\n got %v\nwant %v\n in %.300s", b.name, what, pointer, got, want, text)
	}
	if len(want) > 0 {
		b.damaged++
	} else {
		b.clean++
	}
}

// scalars are put in every member's place. What each of them means there is the oracle's business.
var scalars = []*value{
	{kind: 'n'}, {kind: 't', text: "true"}, {kind: 't', text: "false"}, {kind: '[', items: nil}, {kind: '{'},
	{kind: '0', text: "7"}, {kind: '0', text: "-3"}, {kind: '0', text: "1.0"}, {kind: '0', text: "1e2"}, {kind: '0', text: "0.5"}, {kind: '0', text: "9223372036854775807"}, {kind: '0', text: "9223372036854775808"},
	{kind: '"', text: ""}, {kind: '"', text: "brand_new"}, {kind: '"', text: "7"}, {kind: '"', text: "56.99"}, {kind: '"', text: "56,99"}, {kind: '"', text: "1e2"}, {kind: '"', text: "+1"}, {kind: '"', text: "1."}, {kind: '"', text: ".5"},
	{kind: '"', text: " 1"}, {kind: '"', text: strings.Repeat("9", 38)}, {kind: '"', text: strings.Repeat("9", 40)}, {kind: '"', text: "NaN"},
	{kind: '"', text: "2023-08-29T15:34:56+03:00"}, {kind: '"', text: "2023-08-29T15:34:56"}, {kind: '"', text: "2023-08-29"}, {kind: '"', text: "2023-02-30T00:00:00Z"},
	{kind: '"', text: "EUR"}, {kind: '"', text: "eur"}, {kind: '"', text: "EU"}, {kind: '"', text: "USDT_TRC20"}, {kind: '"', text: strings.Repeat("A", 17)}, {kind: '"', text: strings.Repeat("я", 300)},
	{kind: '"', text: "wallet"}, {kind: '"', text: "completed"}, {kind: '"', text: "Completed"}, {kind: '"', text: "dci"},
}

// broken values make the document no JSON, at the member or item that holds them.
var broken = []string{
	"", "01", "-", "1.", ".5", "+1", "0x10", "1e", "1.2.3", "NaN", "nul", "nulll", "True", "truefalse", "'x'", `"\x"`, `"\u12"`, `"\ud800"`, `"\ud800\ud800"`, `"\udc00"`, "\"a\nb\"", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"",
}

func TestDamage(t *testing.T) {
	t.Parallel()
	var damaged, clean atomic.Int64
	t.Run("examples", func(t *testing.T) {
		for _, s := range samples(t) {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				b := &bench{sample: s, t: t, root: parse(t, s.body)}
				b.compare("as it is", "", s.body, nil)
				b.try("written again", "")
				b.whole()
				b.walk(b.root, "")
				damaged.Add(b.damaged)
				clean.Add(b.clean)
			})
		}
	})
	t.Logf("%d damaged bodies, %d variations that are clean", damaged.Load(), clean.Load())
	if damaged.Load() < 10_000 || clean.Load() < 1_000 {
		t.Error("too few; the examples or the damages are not all there")
	}
}

// whole damages the document from outside.
func (b *bench) whole() {
	var s sheet
	b.root.write(&s, "")
	for n := range s.text {
		b.compare("cut", strconv.Itoa(n), s.text[:n], []finding{{strictpay.KindSyntax, s.places[n]}})
	}
	for n := range b.body {
		if devs := b.read(b.body[:n]); n < len(strings.TrimRight(string(b.body), " \n")) && (len(devs.List) != 1 || devs.List[0].Kind != strictpay.KindSyntax) {
			b.t.Errorf("%s: cut at %d: %v", b.name, n, devs.List)
		}
	}
	text := string(s.text)
	for what, damaged := range map[string]string{
		"data behind": text + "x", "a document behind": text + text, "a bracket behind": text + "}", "a comma behind": text + ",", "a zero byte behind": text + "\x00",
		"a byte order mark": "\xef\xbb\xbf" + text, "a byte order mark of UTF-16": "\xff\xfe" + text, "a page": "<html>" + text, "a comment": "/* */" + text, "nothing": "", "blanks": " \n",
	} {
		b.compare(what, "", []byte(damaged), []finding{{strictpay.KindSyntax, ""}})
	}
	b.compare("blanks around", "", []byte(" \t\r\n"+text+" \n"), nil)
	for kind, root := range map[strictpay.Kind]string{strictpay.KindNull: "null", strictpay.KindType: "[]"} {
		b.compare("another root", "", []byte(root), []finding{{kind, ""}})
	}
}

// walk damages every member and item of a container.
func (b *bench) walk(v *value, pointer string) {
	for i, item := range v.items {
		at := pointer + "/" + strconv.Itoa(i)
		b.replace(&v.items[i], at, true)
		b.walk(item, at)
	}
	if v.kind != '{' {
		return
	}
	for i, m := range v.members {
		at := pointer + "/" + m.name
		rest := v.members
		v.members = slices.Delete(slices.Clone(rest), i, i+1)
		b.try("removed", at)
		for _, other := range []string{strings.ToUpper(m.name[:1]) + m.name[1:], strings.ToLower(m.name), strings.ToUpper(m.name), m.name + "s", "\u017f" + m.name} {
			if other != m.name {
				v.members = slices.Insert(slices.Delete(slices.Clone(rest), i, i+1), i, &member{name: other, value: m.value})
				b.try("spelled "+other, at)
			}
		}
		v.members = append(slices.Clone(rest), &member{name: m.name, value: m.value})
		b.try("repeated", at)
		v.members = append(slices.Clone(rest), &member{name: m.name, raw: escapedName(m.name), value: &value{kind: 'n'}}, &member{name: m.name, value: &value{kind: '{'}})
		b.try("repeated with escapes", at)
		v.members = slices.Insert(slices.Delete(slices.Clone(rest), i, i+1), i, &member{name: m.name, raw: escapedName(m.name), value: m.value})
		b.try("spelled with escapes", at)
		v.members = append(slices.Delete(slices.Clone(rest), i, i+1), m)
		b.try("moved to the end", at)
		v.members = rest
		b.replace(&m.value, at, false)
		b.walk(m.value, at)
	}
	b.extra(v, pointer)
}

// replace puts other values in the place of one.
func (b *bench) replace(slot **value, pointer string, item bool) {
	own := *slot
	for _, other := range scalars {
		*slot = other
		b.try("replaced by "+other.String(), pointer)
	}
	*slot = own
	for _, text := range broken {
		if text == "" && item {
			continue // an item less, or a comma too many
		}
		*slot = &value{kind: 'r', text: text}
		b.compare("broken by "+text, pointer, []byte(b.root.String()), []finding{{strictpay.KindSyntax, pointer}})
	}
	*slot = own
}

// extra adds members that the specification does not name.
func (b *bench) extra(v *value, pointer string) {
	rest := v.members
	for _, name := range []string{"brandNew", "a/b~c", "", "\u00e9", strings.Repeat("n", 100)} {
		v.members = append(slices.Clone(rest), &member{name: name, value: &value{kind: '['}})
		b.try("a member more", pointer)
		v.members = append(v.members, &member{name: name, value: &value{kind: 'n'}}, &member{name: name, value: &value{kind: 'n'}})
		b.try("a member more, three times", pointer)
	}
	// Nested as deep as allowed, and one deeper.
	above := strings.Count(pointer, "/") + 1
	for _, deep := range []int{leaf.MaxDepth - above, leaf.MaxDepth - above + 1} {
		inner := &value{kind: 'r', text: strings.Repeat("[", deep) + strings.Repeat("]", deep)}
		v.members = append(slices.Clone(rest), &member{name: "brandNew", value: inner})
		want := expect(b.schema, b.root, "")
		if deep > leaf.MaxDepth-above {
			want = append(slices.DeleteFunc(want, func(f finding) bool { return f.kind == strictpay.KindMissing }),
				finding{strictpay.KindSyntax, pointer + "/brandNew" + strings.Repeat("/0", deep-1)})
		}
		b.compare("deep", pointer, []byte(b.root.String()), want)
	}
	v.members = rest
}
