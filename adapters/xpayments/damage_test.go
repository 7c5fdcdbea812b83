package xpayments_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// A sample is an answer or callback of the examples, what reads it and what the specification says of it.
type sample struct {
	name   string
	text   string
	read   func([]byte) (any, strictpay.Deviations)
	schema *openapi3.Schema
}

func samples(t *testing.T) []sample {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromFile(filepath.Join("..", "..", "specs", "xpayments", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "specs", "xpayments", "examples", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	var all []sample
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		part := strings.Split(name, ".")
		s := sample{name: name, text: string(text)}
		switch part[1] {
		case "request":
			continue
		case "webhook":
			s.read, s.schema = xpaymentsapi.API.Webhook(part[0]).Read, resolved(document.Components.Schemas["CallbackData"])
		default:
			op := xpaymentsapi.API.Operation(part[0])
			s.read = op.Answer(200).Read
			s.schema = resolved(document.Paths.Find(op.Path).Post.Responses.Status(200).Value.Content.Get("application/xml").Schema)
		}
		all = append(all, s)
	}
	return all
}

// A damager changes one sample, and compares what is found with what the oracle says.
type damager struct {
	sample
	t       *testing.T
	root    *element
	damaged *atomic.Int64
}

func (d *damager) try(what string, at *element) {
	d.t.Helper()
	var o oracle
	o.element(d.schema, d.root, "/data", false)
	d.compare(what+" at "+at.path(), d.root.String(), o.found)
}

func (d *damager) compare(what, text string, want []finding) {
	d.t.Helper()
	_, devs := d.read([]byte(text))
	var got []finding
	for _, dev := range devs.List {
		got = append(got, finding{dev.Kind, dev.Pointer})
	}
	order := func(a, b finding) int {
		return strings.Compare(a.pointer+" "+string(a.kind), b.pointer+" "+string(b.kind))
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		d.t.Errorf("%s: %s:\n got %v\nwant %v\n in %.400s", d.name, what, got, want, text)
	}
	if len(want) > 0 {
		d.damaged.Add(1)
	}
}

// texts are put in place of every text; what each means there is the oracle's business.
var texts = []string{
	"", " ", "0", "1", "2", "7", "-3", "1.0", "1e2", "+1", "1.", ".5", " 1", "59.90", "59,90", "NaN", "null", "true", "9223372036854775808", "2147483648",
	strings.Repeat("9", 38), strings.Repeat("9", 39), "USD", "usd", "US", "EURO", "Y", "y", "N", "506", "999", "kount", "Kount", strings.Repeat("я", 33), strings.Repeat("x", 300),
	"R&D", "a &amp; b", "a > b",
}

func TestDamagedAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges tens of thousands of whole documents")
	}
	t.Parallel()
	var damaged atomic.Int64
	t.Run("all", func(t *testing.T) {
		for _, s := range samples(t) {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				d := &damager{s, t, parseExample(t, s.text), &damaged}
				d.compare("as it is", s.text, nil)
				d.compare("written anew", d.root.String(), nil)
				d.root.walk(d.damage)
				d.containers(d.root)
				d.whole()
			})
		}
	})
	if damaged.Load() < 1000 {
		t.Errorf("only %d damaged bodies", damaged.Load())
	}
	t.Logf("%d damaged bodies", damaged.Load())
}

// damage tries everything on one element and puts it back as it was.
func (d *damager) damage(e *element) {
	before := *e
	restore := func() { *e = before }
	e.dropped = true
	d.try("removed", e)
	restore()
	e.name = strings.ToUpper(e.name[:1]) + e.name[1:]
	if e.name == before.name {
		e.name = strings.ToLower(e.name[:1]) + e.name[1:]
	}
	if e.name != before.name {
		d.try("in another case", e)
	}
	restore()
	for _, attr := range []string{` type="cell"`, ` type="sell"`, ` x="1"`} {
		e.attr = attr
		d.try("with"+attr, e)
		restore()
	}
	if len(e.children) == 0 {
		for _, text := range texts {
			e.text = text
			d.try("with "+text, e)
		}
		restore()
		e.text = ""
		e.children = []*element{{name: "inner", text: "x", parent: e}}
		d.try("with a child", e)
		restore()
	} else {
		d.containers(e)
	}
	around := e.parent
	was := around.children
	for _, attr := range []string{"", ` type="cell"`} {
		again := e.copied(around)
		again.attr = attr
		around.children = append(append([]*element{}, was...), again)
		d.try("again, "+attr, e)
		around.children = append(around.children, again.copied(around))
		d.try("a third time, "+attr, e)
	}
	around.children = was
}

// containers tries what concerns an element with children.
func (d *damager) containers(e *element) {
	was := e.children
	news := &element{name: "brand_new", text: "x", parent: e}
	e.children = append(append([]*element{}, was...), news)
	d.try("with an unknown child", e)
	e.children = append(e.children, news.copied(e))
	d.try("with an unknown child twice", e)
	cell := news.copied(e)
	cell.attr = ` type="cell"`
	e.children = append(append([]*element{}, was...), cell, cell.copied(e))
	d.try("with an unknown list", e)
	news.text, news.children = "", []*element{{name: "deep", text: "x", parent: news}, {name: "deep", text: "y", parent: news}}
	e.children = append(append([]*element{}, was...), news)
	d.try("with an unknown container", e)
	e.children = nil
	d.try("emptied", e)
	e.text = "oops"
	d.try("with text in place of children", e)
	e.children = was
	d.try("with text before the children", e)
	e.text = ""
}

// whole tries what concerns the document.
func (d *damager) whole() {
	text := d.root.String()
	syntax := []finding{{strictpay.KindSyntax, ""}}
	for what, c := range map[string]struct {
		text string
		want []finding
	}{
		"declaration":            {`<?xml version="1.0" encoding="UTF-8"?>` + text, nil},
		"comments":               {"<!-- a -->" + strings.Replace(text, "<data>", "<data><!-- b -->", 1) + "<!-- c -->", nil},
		"blanks around":          {"\n " + text + " \r\n", nil},
		"nothing":                {"", syntax},
		"blanks":                 {" ", syntax},
		"byte order mark":        {"\ufeff" + text, syntax},
		"text before":            {"x" + text, syntax},
		"text after":             {text + "x", syntax},
		"twice":                  {text + text, syntax},
		"document type":          {"<!DOCTYPE data>" + text, syntax},
		"JSON":                   {`{"data":{}}`, syntax},
		"another root":           {"<html>" + text + "</html>", []finding{{strictpay.KindMissing, "/data"}, {strictpay.KindUnknownMember, "/html"}}},
		"root in another case":   {strings.NewReplacer("<data>", "<Data>", "</data>", "</Data>").Replace(text), []finding{{strictpay.KindMissing, "/data"}, {strictpay.KindUnknownMember, "/Data"}}},
		"invalid UTF-8":          {"<data>\xff" + text[len("<data>"):], []finding{{strictpay.KindSyntax, "/data"}}},
		"a control character":    {"<data>\x01" + text[len("<data>"):], []finding{{strictpay.KindSyntax, "/data"}}},
		"half a surrogate":       {"<data>\xed\xa0\x80" + text[len("<data>"):], []finding{{strictpay.KindSyntax, "/data"}}},
		"nested too deep":        {"<data>" + strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64) + text[len("<data>"):], []finding{{strictpay.KindUnknownMember, "/data/a"}, {strictpay.KindSyntax, "/data" + strings.Repeat("/a", 64)}}},
		"an end tag for another": {strings.Replace(text, "</error>", "</eror>", 1), []finding{{strictpay.KindSyntax, "/data/error"}}},
	} {
		if what == "an end tag for another" && !strings.Contains(text, "</error>") {
			continue
		}
		d.compare(what, c.text, c.want)
	}
	end := len(strings.TrimRight(text, "\n"))
	pieces := examplePiece.FindAllStringSubmatchIndex(text, -1)
	var open []string
	for i := 1; i < end; i++ {
		for len(pieces) > 0 && pieces[0][1] <= i {
			switch m := pieces[0]; {
			case m[4] < 0: // text
			case m[2] < m[3]: // an end tag
				open = open[:len(open)-1]
			default:
				open = append(open, text[m[4]:m[5]])
			}
			pieces = pieces[1:]
		}
		d.cut(text[:i], open)
	}
}

// cut reads a document that ends early: one syntax error, at an element that is open there, and nothing is missing.
func (d *damager) cut(text string, at []string) {
	d.t.Helper()
	_, devs := d.read([]byte(text))
	if len(devs.List) != 1 || devs.List[0].Kind != strictpay.KindSyntax {
		d.t.Fatalf("%s: cut after %q: %v", d.name, text[max(0, len(text)-40):], devs.List)
	}
	var names []string
	for _, name := range strings.Split(devs.List[0].Pointer, "/")[1:] {
		if strings.Trim(name, "0123456789") != "" {
			names = append(names, name)
		}
	}
	begun := "" // a start tag that is not finished
	if i := strings.LastIndexByte(text, '<'); i >= 0 && !strings.Contains(text[i:], ">") {
		begun, _, _ = strings.Cut(text[i+1:], " ")
	}
	if got := strings.Join(names, "/"); got != strings.Join(at, "/") && got != strings.Join(append(slices.Clip(at), begun), "/") {
		d.t.Fatalf("%s: cut after %q: %v, and %q is open", d.name, text[max(0, len(text)-40):], devs.List, at)
	}
	d.damaged.Add(1)
}
