package failures

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A lenient is a member as a real provider sends it, though its documents say otherwise.
type lenient struct {
	example, at, sent string
	reported          string // the deviations, joined by commas; "/" alone stands for the member itself
	kept              string // what the value has there afterwards; "" for nothing
}

// names is a map of that many texts.
func names(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = `"n` + strconv.Itoa(i) + `":"x"`
	}
	return "{" + strings.Join(list, ",") + "}"
}

// What providers send where null, an empty text or list, another spelling or another type is not documented. The value
// survives all of it, so each is drift at most, and everything else in the answer is read as without it.
func TestAnswersAsProvidersSendThem(t *testing.T) {
	for _, of := range casesOf {
		for _, c := range of.lenient {
			c.try(t)
		}
	}
}

func (c *lenient) try(t *testing.T) {
	t.Helper()
	op, status, body := exampleOf(t, c.example)
	whole, devs := op.ReadAnswer(status, body)
	if len(devs.List) != 0 {
		t.Fatalf("%s: the example deviates: %v", c.example, devs.List)
	}
	what := c.example + " " + c.at + " " + c.sent
	value, devs := op.ReadAnswer(status, put(t, body, c.at, c.sent))
	var reported []string
	for _, d := range devs.List {
		reported = append(reported, string(d.Kind)+" "+cmp.Or(strings.TrimPrefix(d.Pointer, c.at), "/"))
		if d.Severity != strictpay.Drift || !strings.HasPrefix(d.Pointer, c.at) {
			t.Errorf("%s: reported %v", what, d)
		}
	}
	slices.Sort(reported)
	if got := strings.Join(reported, ","); got != c.reported {
		t.Errorf("%s: reported %q, want %q", what, got, c.reported)
	}
	if got, want := written(t, value), put(t, written(t, whole), c.at, c.kept); !same(got, want) {
		t.Errorf("%s: read as\n%s\nwant\n%s", what, got, want)
	}
	if value, devs = op.ReadAnswer(status, append([]byte("\ufeff"), body...)); len(devs.List) != 1 ||
		devs.List[0].Kind != strictpay.KindSyntax || devs.Violated() ||
		!same(written(t, value), written(t, whole)) {
		t.Errorf("%s after a byte order mark: %v", c.example, devs.List)
	}
}

// A refusal under another media type, or none, is the refusal that its body says; a value stays one.
func TestMediaTypesDecideNothing(t *testing.T) {
	for _, mediaType := range []string{"application/problem+json", "text/plain", "text/json", ""} {
		sideBySide(calls(), func(c call) {
			refused := casesOf[c.Name].refusal
			if refused == nil {
				return
			}
			server := rawserver.New(t, rawserver.Whole(refused.status, mediaType, refused.body))
			defer server.Close()
			err := invoke(t.Context(), at(t, c, server.URL), c)
			var refusal *strictpay.Refusal
			if strictpay.OutcomeOf(err) != strictpay.Refused || !errors.As(err, &refusal) ||
				refusal.Code != refused.code {
				t.Errorf("%s as %q: %v", c, mediaType, err)
				return
			}
			if reported := strictpay.DeviationsOf(err); len(reported) != 1 ||
				reported[0].Kind != strictpay.KindMediaType ||
				reported[0].Severity != strictpay.Drift {
				t.Errorf("%s as %q: reported %v", c, mediaType, reported)
			}
		})
	}
}

// exampleOf is an example of specs/, of whose name the status is the second part.
func exampleOf(t *testing.T, name string) (op *spec.Operation, status int, body []byte) {
	t.Helper()
	api, file, _ := strings.Cut(name, "/")
	body, err := os.ReadFile("../../specs/" + api + "/examples/" + file + ".json")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(file, ".")
	status, _ = strconv.Atoi(parts[1])
	for _, c := range calls() {
		if c.Name == api && c.op.ID == parts[0] {
			return c.op, status, body
		}
	}
	t.Fatalf("no operation of %s", name)
	return nil, 0, nil
}

// put is a document with other text at a pointer; with "" without the member.
func put(t *testing.T, document []byte, pointer, text string) []byte {
	t.Helper()
	root := generic(t, document)
	place := root
	steps := strings.Split(pointer, "/")[1:]
	for _, step := range steps[:len(steps)-1] {
		switch v := place.(type) {
		case map[string]any:
			place = v[step]
		case []any:
			i, _ := strconv.Atoi(step)
			place = v[i]
		}
	}
	object, ok := place.(map[string]any) // what changes is a member
	if !ok {
		t.Fatalf("%s leads to %T", pointer, place)
	}
	delete(object, steps[len(steps)-1])
	if text != "" {
		object[steps[len(steps)-1]] = json.RawMessage(text)
	}
	return written(t, root)
}

func generic(t *testing.T, document []byte) (root any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	if err := d.Decode(&root); err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return root
}

func written(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func same(a, b []byte) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
