package specs_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
	"github.com/strictpay/strictpay/specs"
)

var everyAPI = apis.Specs()

// Examples that spell an amount in the other way than the specification, which is read all the same (x-also-read) and
// written in the specified way.
var respelled = []string{
	"rozetkapay/examples/payPartsCreateOrder.200.failure.json",
	"rozetkapay/examples/payPartsGetBanksInfo.200.json",
	"rozetkapay/examples/payPartsRequestInfo.200.other-spelling.json",
	"rozetkapay/examples/paymentInfo.200.other-spelling.json",
	"rozetkapay/examples/getPayoutTransactionStatus.200.json",
	"rozetkapay/examples/createBatchPayment.200.failed.json",
	"rozetkapay/examples/getPlans.200.json",
	"rozetkapay/examples/getSubscriptions.200.json",
	"rozetkapay/examples/getSubscriptionPayments.200.json",
}

// Every example decodes without a deviation, and what is decoded is written as it was.
func TestExamplesDecodeStrictly(t *testing.T) {
	for _, api := range everyAPI {
		for _, file := range examples(t, api) {
			t.Run(file, func(t *testing.T) {
				data, err := fs.ReadFile(specs.FS, file)
				if err != nil {
					t.Fatal(err)
				}
				read := reader(t, api, file)
				value, devs := read(data)
				for _, d := range devs.List {
					t.Errorf("%s %s", d.Severity, d)
				}
				if request.MatchString(path.Base(file)) {
					var c check.Checker
					value.(interface{ Check(*check.Checker) }).Check(&c)
					for _, d := range c.Found().List {
						t.Errorf("it would not be sent: %s", d)
					}
				}
				if path.Ext(file) == ".xml" {
					writtenXML(t, string(data), value, strings.Contains(path.Base(file), ".request."))
					return
				}
				text, err := json.Marshal(value)
				if err != nil {
					t.Fatal(err)
				}
				c := comparison{respelled: slices.Contains(respelled, file)}
				c.same("", plain(t, data), plain(t, text))
				for _, d := range c.differences {
					t.Error(d)
				}
				if c.respelled && c.spelled == 0 {
					t.Error("it has no other spelling; take it off the list")
				}
			})
		}
	}
}

func examples(t *testing.T, api *spec.API) []string {
	t.Helper()
	entries, err := fs.ReadDir(specs.FS, api.Name+"/examples")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		if e.Name() != "SOURCES.md" {
			files = append(files, path.Join(api.Name, "examples", e.Name()))
		}
	}
	return files
}

var (
	request = regexp.MustCompile(`^([A-Za-z0-9]+)\.request(\.[a-z0-9-]+)?\.(json|xml)$`)
	hook    = regexp.MustCompile(`^([A-Za-z0-9]+)\.webhook(\.[a-z0-9-]+)?\.(json|xml)$`)
	answer  = regexp.MustCompile(`^([A-Za-z0-9]+)\.([0-9]{3})(\.[a-z0-9-]+)?\.(json|xml)$`)
)

// reader finds by a file's name how it is read.
func reader(t *testing.T, api *spec.API, file string) func([]byte) (any, strictpay.Deviations) {
	t.Helper()
	name := path.Base(file)
	if m := request.FindStringSubmatch(name); m != nil {
		if op := api.Operation(m[1]); op != nil && op.NewRequest != nil {
			return func(data []byte) (any, strictpay.Deviations) {
				body := op.NewRequest()
				if m[3] == "xml" {
					// A request has no root; the reader wants one.
					return body, xmlread.ReadInto([]byte("<request>"+string(data)+"</request>"), "request",
						body.(xmlread.Readable))
				}
				return body, jsonread.ReadInto(data, body.(jsonread.Readable))
			}
		}
		t.Fatalf("no operation %q has a request body", m[1])
	}
	if m := hook.FindStringSubmatch(name); m != nil {
		if h := api.Webhook(m[1]); h != nil {
			return h.Read
		}
		t.Fatalf("there is no webhook %q", m[1])
	}
	if m := answer.FindStringSubmatch(name); m != nil {
		if op := api.Operation(m[1]); op != nil {
			status, _ := strconv.Atoi(m[2])
			if a := op.Answer(status); a != nil && a.MediaType != "" {
				return a.Read
			}
		}
		t.Fatalf("no operation %q answers %s with a body", m[1], m[2])
	}
	t.Fatal("the name has none of the forms of specs/README.md")
	return nil
}

// A comparison tells where two documents differ: numbers by their text, times by the instant, null as good as absent.
type comparison struct {
	respelled   bool // numbers and strings of the same text are the same
	spelled     int
	differences []string
}

func (c *comparison) same(at string, want, got any) {
	if reflect.TypeOf(want) != reflect.TypeOf(got) {
		if c.respelled && scalar(want) && scalar(got) && fmt.Sprint(want) == fmt.Sprint(got) {
			c.spelled++
			return
		}
		c.differences = append(c.differences, fmt.Sprintf("%s is %v, written %v", at, want, got))
		return
	}
	switch want := want.(type) {
	case map[string]any:
		got := got.(map[string]any)
		names := map[string]bool{}
		for name := range want {
			names[name] = want[name] != nil
		}
		for name := range got {
			names[name] = names[name] || got[name] != nil
		}
		for name, there := range names {
			if there {
				c.same(at+"/"+name, want[name], got[name])
			}
		}
	case []any:
		got := got.([]any)
		if len(want) != len(got) {
			c.differences = append(c.differences, fmt.Sprintf("%s has %d items, written %d", at, len(want), len(got)))
			return
		}
		for i := range want {
			c.same(fmt.Sprintf("%s/%d", at, i), want[i], got[i])
		}
	default:
		if want == got {
			return
		}
		one, err := time.Parse(time.RFC3339, fmt.Sprint(want))
		other, err2 := time.Parse(time.RFC3339, fmt.Sprint(got))
		if err != nil || err2 != nil || !one.Equal(other) {
			c.differences = append(c.differences, fmt.Sprintf("%s is %v, written %v", at, want, got))
		}
	}
}

func scalar(v any) bool {
	switch v.(type) {
	case string, json.Number:
		return true
	}
	return false
}

func plain(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// writtenXML compares what is written with what was read, element by element.
func writtenXML(t *testing.T, data string, value any, request bool) {
	t.Helper()
	body, ok := value.(xmlread.Writable)
	if !ok {
		t.Fatalf("%T is not written as XML", value)
	}
	text := string(xmlread.MarshalRoot("data", body))
	if request {
		text = string(xmlread.Marshal(body))
	}
	want, got := elements(data), elements(text)
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			t.Fatalf("element %d is %s, written %s", i+1, want[i], got[i])
		}
	}
	if len(want) != len(got) {
		t.Errorf("%d elements, written %d", len(want), len(got))
	}
}

var (
	tags    = regexp.MustCompile(`(?s)<(/?)([^\s<>/]+)[^<>]*?(/?)>([^<]*)`)
	skipped = regexp.MustCompile(`(?s)<!--.*?-->|<\?.*?\?>`)
)

// elements lists the leaves of an XML text as path and text, in order. An empty flag and an empty container are
// written differently or not at all: leaves without text are left out.
func elements(text string) []string {
	var list, open []string
	last := ""
	for _, m := range tags.FindAllStringSubmatch(skipped.ReplaceAllString(text, ""), -1) {
		closing, name, body := m[1] == "/", m[2], m[4]
		switch {
		case closing:
			if last != "" {
				list = append(list, last)
			}
			last, open = "", open[:len(open)-1]
		case m[3] == "/":
			last = ""
		default:
			open = append(open, name)
			last = ""
			if strings.TrimSpace(body) != "" {
				last = strings.Join(open, "/") + "=" + body
			}
		}
	}
	return list
}

// Every operation has an example of its request, and of each success that has a body; every webhook has one.
func TestExamplesAreComplete(t *testing.T) {
	for _, api := range everyAPI {
		have := map[string]bool{}
		for _, file := range examples(t, api) {
			name := path.Base(file)
			for _, form := range []*regexp.Regexp{request, hook, answer} {
				if m := form.FindStringSubmatch(name); m != nil {
					kind, _, _ := strings.Cut(strings.TrimPrefix(name, m[1]+"."), ".")
					have[m[1]+"."+kind] = true
				}
			}
		}
		due := map[string]bool{}
		for i := range api.Operations {
			op := &api.Operations[i]
			if op.NewRequest != nil {
				due[op.ID+".request"] = true
			}
			for _, a := range op.Answers {
				if a.Status < 300 && a.MediaType != "" {
					due[op.ID+"."+strconv.Itoa(a.Status)] = true
				}
			}
		}
		for i := range api.Webhooks {
			due[api.Webhooks[i].Name+".webhook"] = true
		}
		for name := range due {
			if !have[name] {
				t.Errorf("specs/%s/examples has no %s.*; add a body", api.Name, name)
			}
		}
	}
}

// Every example is named with its source.
func TestExamplesHaveSources(t *testing.T) {
	for _, api := range everyAPI {
		text, err := fs.ReadFile(specs.FS, api.Name+"/examples/SOURCES.md")
		if err != nil {
			t.Fatal(err)
		}
		named := mentions(string(text))
		for _, file := range examples(t, api) {
			if !slices.ContainsFunc(named, func(pattern string) bool {
				ok, _ := path.Match(pattern, path.Base(file))
				return ok
			}) {
				t.Errorf("specs/%s/examples/SOURCES.md does not name %s", api.Name, path.Base(file))
			}
		}
	}
}

// mentions are the file names of a SOURCES.md, in the first cells of its rows.
func mentions(text string) []string {
	var list []string
	for _, line := range strings.Split(text, "\n") {
		if cells := strings.Split(line, "|"); len(cells) > 1 && cells[0] == "" {
			list = append(list, strings.FieldsFunc(cells[1], func(r rune) bool {
				return r == ' ' || r == '`' || r == ','
			})...)
		}
	}
	return list
}
