package koshelek_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A specimen is an example body with its decoder, and its schema by the OpenAPI document.
type specimen struct {
	file   string
	text   []byte
	schema *openapi3.Schema
	read   func(data []byte) []strictpay.Deviation
}

func specimens(t *testing.T) []specimen {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("../../specs/koshelek/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("../../specs/koshelek/examples")
	if err != nil {
		t.Fatal(err)
	}
	var list []specimen
	for _, f := range files {
		part := strings.Split(f.Name(), ".")
		if part[len(part)-1] != "json" {
			continue
		}
		s := specimen{file: f.Name(), text: example(t, f.Name())}
		var read func([]byte) (any, strictpay.Deviations)
		switch op := koshelekapi.API.Operation(part[0]); {
		case part[1] == "webhook":
			s.schema = doc.Components.Schemas["TransactionState"].Value
			read = koshelekapi.API.Webhook(part[0]).Read
		case part[1] == "request":
			s.schema = doc.Paths.Value(op.Path).GetOperation(op.Method).RequestBody.Value.Content["application/json"].Schema.Value
			read = func(data []byte) (any, strictpay.Deviations) {
				v := op.NewRequest()
				return v, jsonread.ReadInto(data, v.(jsonread.Readable))
			}
		default:
			status, _ := strconv.Atoi(part[1])
			s.schema = doc.Paths.Value(op.Path).GetOperation(op.Method).Responses.Status(status).Value.Content["application/json"].Schema.Value
			read = op.Answer(status).Read
		}
		s.read = func(data []byte) []strictpay.Deviation { _, devs := read(data); return devs.List }
		list = append(list, s)
	}
	return list
}

// A damage is a body with the deviations that are due, "kind pointer" each; none for a body that is as good as the example.
type damage struct {
	what, text string
	want       []string
}

func TestDamage(t *testing.T) {
	t.Parallel()
	var damaged, clean, missed int
	for _, s := range specimens(t) {
		for _, d := range append(bodies(t, s), members(t, s)...) {
			if len(d.want) == 0 {
				clean++
			} else {
				damaged++
			}
			var got []string
			for _, dev := range s.read([]byte(d.text)) {
				if strings.HasPrefix(d.what, "cut at") && dev.Kind == strictpay.KindFormat {
					continue // a number that is cut is a smaller one
				}
				got = append(got, string(dev.Kind)+" "+dev.Pointer)
			}
			slices.Sort(got)
			slices.Sort(d.want)
			if !slices.Equal(got, d.want) {
				if missed++; missed <= 20 {
					t.Errorf("%s, %s: got %q, want %q", s.file, d.what, got, d.want)
				}
			}
		}
	}
	t.Logf("%d damaged bodies, %d told as expected; %d bodies with nothing to tell", damaged, damaged-missed, clean)
	if damaged < 1000 {
		t.Errorf("only %d damaged bodies", damaged)
	}
}

// bodies is damage to a document as a whole.
func bodies(t *testing.T, s specimen) []damage {
	t.Helper()
	text := strings.TrimSpace(string(s.text))
	list := []damage{
		{"as it is", string(s.text), nil}, {"blanks around", " \r\n\t" + text + " \n", nil}, {"compact", plant(t, s.text).String(), nil},
		{"nothing", "", []string{"syntax "}}, {"blanks only", " \n", []string{"syntax "}},
		{"byte order mark", "\ufeff" + text, []string{"syntax "}}, {"a word behind", text + "x", []string{"syntax "}}, {"a comma behind", text + ",", []string{"syntax "}},
		{"twice", text + text, []string{"syntax "}}, {"a NUL behind", text + "\x00", []string{"syntax "}}, {"a brace more", text + "}", []string{"syntax "}},
		{"null", "null", []string{"null "}}, {"a list", "[" + text + "]", []string{"type "}}, {"a number", "17", []string{"type "}}, {"a text", `"ok"`, []string{"type "}},
		{"HTML", "<!DOCTYPE html>", []string{"syntax "}},
	}
	for i := range text {
		if i == 0 {
			continue
		}
		if pointer, broken := breakAt(text[:i]); broken {
			list = append(list, damage{fmt.Sprintf("cut at %d", i), text[:i], []string{"syntax " + pointer}})
		}
	}
	with := func(member string) string { return strings.TrimSuffix(text, "}") + `,` + member + "}" }
	deep := func(n int) string { return with(`"deep":` + strings.Repeat("[", n) + strings.Repeat("]", n)) }
	return append(list,
		damage{"nested to 64", deep(63), []string{"unknown-member /deep"}},
		damage{"nested to 65", deep(64), []string{"unknown-member /deep", "syntax /deep" + strings.Repeat("/0", 63)}},
		damage{"a name with / and ~", with(`"a/b~c":1`), []string{"unknown-member /a~1b~0c"}},
		damage{"an unknown name twice", with(`"x":1,"x":1,"\u0078":2`), []string{"unknown-member /x", "duplicate /x"}},
		damage{"an empty name", with(`"":1`), []string{"unknown-member /"}},
		damage{"a long name", with(`"` + strings.Repeat("n", 300) + `":1`), []string{"unknown-member /" + strings.Repeat("n", 128)}},
		damage{"a comma before the end", strings.TrimSuffix(text, "}") + ",}", []string{"syntax "}},
	)
}

// members is damage to each member that the specification names.
func members(t *testing.T, s specimen) []damage {
	t.Helper()
	var list []damage
	root := plant(t, s.text)
	for _, at := range sites(root, s.schema, "") {
		add := func(what string, want ...string) {
			list = append(list, damage{at.pointer + " " + what, root.String(), want})
		}
		kept, names, kids := at.node(), slices.Clone(at.parent.names), slices.Clone(at.parent.kids)
		restore := func() { at.parent.names, at.parent.kids = slices.Clone(names), slices.Clone(kids) }
		put := func(text, what string, want ...string) {
			at.parent.kids[at.index] = &tree{text: text}
			add(what, want...)
			restore()
		}
		when := func(condition bool, want string) []string {
			if condition {
				return []string{want}
			}
			return nil
		}
		missing := when(at.required, "missing "+at.pointer)

		at.parent.names, at.parent.kids = slices.Delete(at.parent.names, at.index, at.index+1), slices.Delete(at.parent.kids, at.index, at.index+1)
		add("removed", missing...)
		restore()
		other := strings.ToUpper(at.name()[:1]) + at.name()[1:]
		at.parent.names[at.index] = other
		add("in other case", append(missing, "unknown-member "+at.inside+"/"+other)...)
		restore()
		escaped := fmt.Sprintf(`\u%04x%s`, at.name()[0], at.name()[1:])
		at.parent.names[at.index] = escaped
		add("spelled with an escape")
		restore()
		for what, second := range map[string]*tree{"again": kept, "again with another type": {text: "[17]"}, "again as null": {text: "null"}} {
			for _, name := range []string{at.name(), escaped} {
				at.parent.names, at.parent.kids = append(at.parent.names, name), append(at.parent.kids, second)
				add(what+" as "+name, "duplicate "+at.pointer)
				restore()
			}
		}
		put("null", "null", when(!at.schema.Nullable, "null "+at.pointer)...)
		for _, bad := range []string{"nulll", "tru", "01", "+1", ".5", "1.", "0x10", "NaN", "1.2.3", "'x'", "\"a\nb\"", `"\x"`, "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", `"\ud800"`, `"\udc00\ud800"`, `"\ud800x"`, ""} {
			put(bad, "as "+strconv.Quote(bad), "syntax "+at.pointer)
		}
		for _, v := range values(at.schema) {
			put(v.text, "as "+v.text, when(v.kind != "", v.kind+" "+at.pointer)...)
		}
	}
	return list
}

type value struct{ text, kind string }

// values are spellings of a member with the kind that is due for each, by its schema; "" for none.
func values(s *openapi3.Schema) []value {
	quoted := func(text string) string { return `"` + text + `"` }
	list := []value{}
	wrong := func(texts ...string) {
		for _, text := range texts {
			list = append(list, value{text, "type"})
		}
	}
	switch {
	case s.Type.Is("boolean"):
		wrong(`"true"`, `""`, "1", "0", "1.0", "{}", "[]", `{"a":[1]}`)
		list = append(list, value{"true", ""}, value{"false", ""})
	case s.Type.Is("integer"):
		wrong(`"1"`, `""`, "true", "{}", "[1]", "1.0", "1e2", "1E+2", "15000.5", "9223372036854775808", "-9223372036854775809", "1e400", strings.Repeat("9", 100))
		if s.Min != nil {
			list = append(list, value{strconv.FormatInt(int64(*s.Min)-1, 10), "format"}, value{strconv.FormatInt(int64(*s.Min), 10), ""})
		}
		if s.Max != nil {
			list = append(list, value{strconv.FormatInt(int64(*s.Max)+1, 10), "format"}, value{strconv.FormatInt(int64(*s.Max), 10), ""})
		}
	case s.Type.Is("number"):
		wrong(`"1"`, `""`, "true", "{}", "[1]")
		list = append(list, value{"1e2", "format"}, value{strings.Repeat("9", 39), "format"}, value{"350.0", ""}, value{"-1", ""})
	case s.Type.Is("array"):
		wrong(`"x"`, "1", "true", "{}")
		if s.MinItems > 0 {
			list = append(list, value{"[]", "format"})
		} else {
			list = append(list, value{"[]", ""})
		}
	case s.Type.Is("object"):
		wrong(`"x"`, "1", "false", "[]", "[{}]")
	case len(s.Enum) > 0:
		wrong("1", "true", "{}", "[]")
		list = append(list, value{`"brand new"`, "unknown-value"}, value{`"` + strings.Repeat("я", 100) + `"`, "unknown-value"})
		if !slices.Contains(s.Enum, any("")) {
			list = append(list, value{`""`, "unknown-value"})
		}
		for _, v := range s.Enum {
			list = append(list, value{quoted(v.(string)), ""})
		}
	case s.Format == "date-time":
		wrong("1763630142", "true", "{}", "[]")
		for _, text := range []string{"", "2026-11-20", "2026-11-20T09:15:42", "2026-11-20 09:15:42Z", "2026-13-20T09:15:42Z", "2026-02-29T09:15:42Z", "2026-11-20T24:15:42Z", "2026-11-20T09:15:42.Z", "2026-11-20T09:15:42+0300", "вчера"} {
			list = append(list, value{quoted(text), "format"})
		}
		list = append(list, value{`"2026-11-20T09:15:42.318Z"`, ""}, value{`"2028-02-29T09:15:42+03:00"`, ""})
	case s.Format == "currency":
		wrong("643", "{}")
		list = append(list, value{`"rub"`, "format"}, value{`"RU"`, "format"}, value{`"RUBL"`, "format"}, value{`"USD"`, ""})
	default:
		wrong("1", "1.5", "false", "{}", "[]", `["x"]`)
		if s.MinLength > 0 {
			list = append(list, value{quoted(strings.Repeat("x", int(s.MinLength)-1)), "format"})
		}
		if s.MaxLength != nil && s.Pattern == "" { // lengths are in characters, not in bytes
			list = append(list, value{quoted(strings.Repeat("я", int(*s.MaxLength))), ""}, value{quoted(strings.Repeat("я", int(*s.MaxLength)+1)), "format"})
		}
		if s.Pattern == "^[A-Za-z0-9]+$" {
			list = append(list, value{`"K7 Q2"`, "format"}, value{`""`, "format"}, value{`"сессия"`, "format"}, value{quoted(strings.Repeat("x", int(*s.MaxLength)+1)), "format"})
		}
	}
	return list
}
