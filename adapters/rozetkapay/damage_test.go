package rozetkapay_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A body is one example with what the OpenAPI document says of it and how the client reads it.
type body struct {
	file   string
	text   []byte
	schema *openapi3.Schema
	read   func([]byte) []strictpay.Deviation
}

func bodies(t *testing.T) []body {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("../../specs/rozetkapay/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../specs/rozetkapay/examples/*.json")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	var list []body
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b := body{file: filepath.Base(file), text: text}
		parts := strings.Split(b.file, ".")
		name := ""
		switch parts[1] {
		case "webhook":
			hook := rozetkapayapi.API.Webhook(parts[0])
			name, b.read = "PayPartsOperationResult", func(data []byte) []strictpay.Deviation { _, devs := hook.Read(data); return devs.List }
		case "request":
			op := rozetkapayapi.API.Operation(parts[0])
			name = strings.TrimPrefix(fmt.Sprintf("%T", op.NewRequest()), "*rozetkapayapi.")
			b.read = func(data []byte) []strictpay.Deviation {
				return jsonread.ReadInto(data, op.NewRequest().(jsonread.Readable)).List
			}
		default:
			status, err := strconv.Atoi(parts[1])
			if err != nil {
				t.Fatal(err)
			}
			op := rozetkapayapi.API.Operation(parts[0])
			item := doc.Paths.Value(op.Path).GetOperation(op.Method)
			b.schema = item.Responses.Status(status).Value.Content.Get("application/json").Schema.Value
			b.read = func(data []byte) []strictpay.Deviation { _, devs := op.Answer(status).Read(data); return devs.List }
		}
		if name != "" {
			b.schema = doc.Components.Schemas[name].Value
		}
		list = append(list, b)
	}
	return list
}

// A finding is what a deviation is compared by.
type finding struct {
	kind    strictpay.Kind
	pointer string
}

func findings(devs []strictpay.Deviation) []finding {
	var list []finding
	for _, d := range devs {
		if !strings.HasPrefix(d.Detail, "nothing else here shows") { // evidence has tests of its own
			list = append(list, finding{d.Kind, d.Pointer})
		}
	}
	return ordered(list)
}

func ordered(list []finding) []finding {
	slices.SortFunc(list, func(a, b finding) int {
		return strings.Compare(a.pointer+"\x00"+string(a.kind), b.pointer+"\x00"+string(b.kind))
	})
	return list
}

// A bench counts what it damages.
type bench struct {
	t     *testing.T
	body  body
	root  *node
	count *int
}

// try damages the body by do, compares what the client finds with what is due, and undoes.
func (b *bench) try(what string, want ...finding) {
	b.t.Helper()
	b.check(what, []byte(b.root.String()), want...)
}

func (b *bench) check(what string, text []byte, want ...finding) {
	b.t.Helper()
	*b.count++
	if got := findings(b.body.read(text)); !slices.Equal(got, ordered(want)) {
		b.t.Errorf("%s, %s:\ngot  %v\nwant %v", b.body.file, what, got, want)
	}
}

func TestDamagedBodies(t *testing.T) {
	t.Parallel()
	count := 0
	for _, body := range bodies(t) {
		b := &bench{t: t, body: body, root: parse(t, body.text), count: &count}
		b.check("undamaged", body.text)
		b.try("undamaged, written again")
		b.node(b.root, body.schema, "")
		b.document()
		b.truncated()
	}
	t.Logf("%d damaged bodies", count)
	if count < 5000 {
		t.Errorf("only %d damaged bodies", count)
	}
}

func TestDamagedBodiesAreStable(t *testing.T) {
	t.Parallel()
	for _, body := range bodies(t) {
		for range 2 { // a reader that was used for damage reads the next document cleanly
			body.read(body.text[:len(body.text)/2])
			if devs := body.read(body.text); len(devs) > 0 {
				t.Errorf("%s: %v", body.file, devs)
			}
		}
	}
}

// document damages the whole.
func (b *bench) document() {
	text := string(b.body.text)
	b.check("data behind it", []byte(text+" {}"), finding{strictpay.KindSyntax, ""})
	b.check("a NUL behind it", []byte(text+"\x00"), finding{strictpay.KindSyntax, ""})
	b.check("a byte order mark", []byte("\xef\xbb\xbf"+text), finding{strictpay.KindSyntax, ""})
	b.check("blanks", []byte(" \n\t "), finding{strictpay.KindSyntax, ""})
	b.check("null", []byte("null"), finding{strictpay.KindNull, ""})
	for _, other := range []string{`"text"`, "7", "true", "{}", "[]"} {
		if other[0] == b.root.raw[0] {
			continue
		}
		b.check(other, []byte(other), finding{strictpay.KindType, ""})
	}
}

var wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// truncated cuts the body at every byte.
func (b *bench) truncated() {
	text := []byte(strings.TrimSpace(string(b.body.text)))
	where := places(text)
	for i := range text {
		*b.count++
		syntax := 0
		for _, f := range findings(b.body.read(text[:i])) {
			switch {
			case f.kind == strictpay.KindSyntax && f.pointer == where[i]:
				syntax++
			case f.kind == strictpay.KindUnknownValue && strings.HasSuffix(f.pointer, "/status_code"): // the digits of a code that was cut
			default:
				b.t.Errorf("%s, cut at byte %d: %v, want syntax at %q", b.body.file, i, f, where[i])
			}
		}
		if syntax != 1 {
			b.t.Errorf("%s, cut at byte %d: %d syntax errors at %q", b.body.file, i, syntax, where[i])
		}
	}
}

// pointerTo appends a name; names of the examples and of the damage have neither ~ nor /.
func pointerTo(pointer, name string) string { return pointer + "/" + name }

// node damages a value and everything below it.
func (b *bench) node(n *node, schema *openapi3.Schema, pointer string) {
	schema = base(schema)
	for i := range n.kids {
		kid := n.kids[i]
		if n.raw == "[" {
			at := pointerTo(pointer, strconv.Itoa(i))
			b.value(n, i, schema.Items.Value, at)
			b.node(kid, schema.Items.Value, at)
			continue
		}
		name := unquote(n.names[i])
		at := pointerTo(pointer, name)
		property := propertyOf(schema, name)
		b.value(n, i, property, at)
		b.member(n, i, schema, pointer)
		b.node(kid, property, at)
	}
	if n.raw == "{" {
		n.names, n.kids = append(n.names, `"zz_extra"`), append(n.kids, &node{raw: `[1,{"a":[null]}]`})
		want := finding{strictpay.KindUnknownMember, pointerTo(pointer, "zz_extra")}
		if isMap(schema) {
			want.kind = strictpay.KindType
		}
		b.try("an extra member at "+pointer, want)
		n.kids[len(n.kids)-1].raw = `{"bad":tru}`
		deeper := finding{strictpay.KindSyntax, pointerTo(pointerTo(pointer, "zz_extra"), "bad")}
		if isMap(schema) {
			b.try("an extra member that is broken at "+pointer, deeper, want)
		} else {
			b.try("an extra member that is broken at "+pointer, want, deeper)
		}
		depth := 64 - strings.Count(pointer, "/") // the object itself is one of them
		if !isMap(schema) {
			n.kids[len(n.kids)-1].raw = strings.Repeat("[", depth-1) + strings.Repeat("]", depth-1)
			b.try("64 deep at "+pointer, want)
			n.kids[len(n.kids)-1].raw = strings.Repeat("[", depth) + strings.Repeat("]", depth)
			b.try("65 deep at "+pointer, want, finding{strictpay.KindSyntax, pointerTo(pointer, "zz_extra") + strings.Repeat("/0", depth-1)})
		}
		n.names, n.kids = n.names[:len(n.names)-1], n.kids[:len(n.kids)-1]
	}
}

// member damages a member as such: its being there, its name.
func (b *bench) member(n *node, i int, schema *openapi3.Schema, pointer string) {
	name, kid, literal := unquote(n.names[i]), n.kids[i], n.names[i]
	at := pointerTo(pointer, name)
	var missing []finding
	if slices.Contains(schema.Required, name) {
		missing = []finding{{strictpay.KindMissing, at}}
	}
	names, kids := n.names, n.kids
	n.names, n.kids = slices.Delete(slices.Clone(names), i, i+1), slices.Delete(slices.Clone(kids), i, i+1)
	b.try("without "+at, missing...)
	n.names, n.kids = names, kids

	if other := strings.ToUpper(name); other != name {
		names[i] = strconv.Quote(other)
		if isMap(schema) {
			b.try("in capitals " + at)
		} else {
			b.try("in capitals "+at, append(missing, finding{strictpay.KindUnknownMember, pointerTo(pointer, other)})...)
		}
		names[i] = literal
	}
	for _, again := range []string{literal, fmt.Sprintf(`"\u%04x%s`, name[0], literal[2:])} {
		n.names, n.kids = append(slices.Clone(names), again), append(slices.Clone(kids), kid)
		b.try("twice "+again+" "+at, finding{strictpay.KindDuplicate, at})
		n.kids[len(kids)] = &node{raw: `{"other":[7]}`}
		b.try("twice, of another type "+at, finding{strictpay.KindDuplicate, at})
		n.names, n.kids = append(n.names, again), append(n.kids, kid)
		b.try("three times "+at, finding{strictpay.KindDuplicate, at})
	}
	n.names, n.kids = names, kids
	names[i] = fmt.Sprintf(`"\u%04x%s`, name[0], literal[2:])
	b.try("spelled with an escape " + at)
	names[i] = "\"\xff\""
	b.try("a name that is no UTF-8 instead of "+at, finding{strictpay.KindSyntax, pointer})
	names[i] = literal
}

// value damages a value where it stands.
func (b *bench) value(n *node, i int, schema *openapi3.Schema, at string) {
	kid := n.kids[i]
	defer func() { n.kids[i] = kid }()
	put := func(raw string, want ...finding) {
		n.kids[i] = &node{raw: raw}
		b.try(raw+" at "+at, want...)
	}
	for _, raw := range []string{"{}", "[]", `"x"`, "7", "true", "null"} {
		put(raw, due(schema, raw, at)...)
	}
	for _, raw := range []string{"nul", "nulll", "True", "tru", "01", "+1", ".5", "1.", "1e", "-", "0x1", "NaN", "7a", "'x'", `"\q"`, `"\ud800"`, `"\ud800\u0041"`, `"\udc00x"`, "\"\xff\"", "\"\xed\xa0\x80\"", "\"\n\"", `"\u12"`} {
		put(raw, finding{strictpay.KindSyntax, at})
	}
	format := []finding{{strictpay.KindFormat, at}}
	types := []finding{{strictpay.KindType, at}}
	switch s := base(schema); {
	case s.Format == "decimal":
		for _, raw := range []string{"1e2", "1.5E3", "1e-2", strings.Repeat("9", 39), `"1,5"`, `""`, `"1e2"`, `" 1"`, `"1."`, `".5"`, `"+1"`, `"-"`, `"NaN"`, `"١"`} {
			put(raw, format...)
		}
		for _, raw := range []string{"7.50", `"7.50"`, `"007.5"`, strings.Repeat("9", 38), `"` + strings.Repeat("9", 38) + `"`, "1.0000000000000000000000000000000000000"} {
			put(raw)
		}
		for _, raw := range []string{"-1", `"-1"`, "0", `"0.99"`} {
			if n, _ := strconv.ParseFloat(strings.Trim(raw, `"`), 64); s.Min != nil && n < *s.Min {
				put(raw, format...)
			} else {
				put(raw)
			}
		}
	case s.Type.Is("integer"):
		for _, raw := range []string{"1.0", "1e2", "2147483648", "-2147483649", "99999999999999999999", `"2"`} {
			put(raw, types...)
		}
	case s.Format == "date-time":
		for _, raw := range []string{`""`, `"2026-11-20"`, `"2026-11-20T10:15:00"`, `"2026-13-20T10:15:00Z"`, `"2026-11-20 10:15:00Z"`, `"2026-11-20T10:15:00.Z"`} {
			put(raw, format...)
		}
		for _, raw := range []string{`"2026-11-20T10:15:00Z"`, `"2026-11-20T10:15:00.123456789+02:00"`} {
			put(raw)
		}
	case s.Format == "currency":
		for _, raw := range []string{`""`, `"UA"`, `"uah"`, `"UAHUAHUAHUAHUAHUA"`, `"ГРН"`} {
			put(raw, format...)
		}
	case s.MaxLength != nil:
		put(`"` + strings.Repeat("ї", int(*s.MaxLength)) + `"`)
		put(`"`+strings.Repeat("ї", int(*s.MaxLength)+1)+`"`, format...)
		if s.MinLength > 0 {
			put(`""`, format...)
		}
	}
	if isMap(base(schema)) {
		put(`{"`+strings.Repeat("k", 31)+`":"v"}`, finding{strictpay.KindFormat, pointerTo(at, strings.Repeat("k", 31))})
		put(`{"a":1,"b":null,"c":"v"}`, finding{strictpay.KindType, pointerTo(at, "a")}, finding{strictpay.KindNull, pointerTo(at, "b")})
		var many []string
		for i := range 11 {
			many = append(many, fmt.Sprintf(`"k%d":"v"`, i))
		}
		put("{"+strings.Join(many, ",")+"}", finding{strictpay.KindFormat, at})
	}
}

// due is what the document says of a small value in a place.
func due(schema *openapi3.Schema, raw, at string) []finding {
	s := base(schema)
	if raw == "null" {
		if schema.Nullable {
			return nil
		}
		return []finding{{strictpay.KindNull, at}}
	}
	is := map[byte]string{'{': "object", '[': "array", '"': "string", '7': "number", 't': "boolean"}[raw[0]]
	want := s.Type.Slice()[0]
	if want == "integer" {
		want = "number"
	}
	if other := alsoRead(schema); is != want && is != other {
		return []finding{{strictpay.KindType, at}}
	}
	switch {
	case len(s.Enum) > 0:
		return []finding{{strictpay.KindUnknownValue, at}}
	case is == "string" && (s.Format == "decimal" || s.Format == "date-time" || s.Format == "currency"):
		return []finding{{strictpay.KindFormat, at}}
	case is == "object":
		var list []finding
		for _, name := range s.Required {
			list = append(list, finding{strictpay.KindMissing, pointerTo(at, name)})
		}
		return list
	}
	return nil
}

// base is a schema behind the one $ref that allOf wraps.
func base(s *openapi3.Schema) *openapi3.Schema {
	for len(s.AllOf) == 1 {
		s = s.AllOf[0].Value
	}
	return s
}

func alsoRead(s *openapi3.Schema) string {
	text, _ := s.Extensions["x-also-read"].(string)
	return text
}

func isMap(s *openapi3.Schema) bool { return s.AdditionalProperties.Schema != nil }

func propertyOf(s *openapi3.Schema, name string) *openapi3.Schema {
	if isMap(s) {
		return s.AdditionalProperties.Schema.Value
	}
	return s.Properties[name].Value
}
