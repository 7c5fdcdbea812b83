package main

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/specs"
)

const checkKeys = "source operation status ok deviations"

var exampleName = regexp.MustCompile(`^([A-Za-z0-9]+)\.(request|webhook|[0-9]{3})(\.[a-z0-9-]+)?\.(json|xml)$`)

// Every example of the specifications is checked without a deviation: answers, requests and webhooks.
func TestCheckOfEveryExample(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		files, err := fs.Glob(specs.FS, a.Name+"/examples/*.*.*")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d examples, %v", a.Name, len(files), err)
		}
		for _, path := range files {
			m := exampleName.FindStringSubmatch(path[strings.LastIndex(path, "/")+1:])
			if m == nil {
				t.Fatalf("%s has no name of an example", path)
			}
			args := []string{"check", "--as", a.Name + "." + m[1], "--fail-on", "drift", "-o", "json", "../../specs/" +
				path}
			switch m[2] {
			case "request":
				args = append(args, "--request")
			case "webhook":
			default:
				args = append(args, "--status", m[2])
			}
			code, out, errs := typed("", nil, args...)
			rows := lines(t, out)
			if code != 0 || errs != "" || len(rows) != 1 || rows[0]["ok"] != true || reported(rows[0]) != "" {
				t.Errorf("%v: exit %d, %s %s", args, code, out, errs)
				continue
			}
			keys(t, rows[0], checkKeys)
		}
	}
}

// A bodyCase is an example of the specifications with one change, and the deviation that it makes.
type bodyCase struct {
	as       string // API.OPERATION
	file     string // in the examples of the API
	old, new string // the first occurrence is replaced
	want     string // severity kind pointer; further ones after a comma; "" for none
}

func TestCheckOfAnswersAndWebhooks(t *testing.T) {
	t.Parallel()
	for _, of := range casesOf {
		for _, c := range of.answers {
			c.try(t)
		}
	}
}

func TestCheckOfRequests(t *testing.T) {
	t.Parallel()
	for _, of := range casesOf {
		for _, c := range of.requests {
			c.try(t, "--request")
		}
	}
}

func (c *bodyCase) try(t *testing.T, flags ...string) {
	t.Helper()
	api, _, _ := strings.Cut(c.as, ".")
	text := example(t, api+"/examples/"+c.file)
	changed := strings.Replace(text, c.old, c.new, 1)
	if changed == text && c.old != c.new {
		t.Errorf("%s has no %s", c.file, c.old)
		return
	}
	for failOn, fails := range map[string]bool{
		"violation": strings.Contains(c.want, "violation"), "drift": c.want != "", "never": false,
	} {
		args := append([]string{"check", "--as", c.as, "--fail-on", failOn, "-o", "json", "-"}, flags...)
		code, out, errs := typed(changed, nil, args...)
		rows := lines(t, out)
		want := 0
		if fails {
			want = 1
		}
		if code != want || len(rows) != 1 || rows[0]["ok"] == fails || errs != "" {
			t.Errorf("%s, %s for %s, --fail-on %s: exit %d, %s %s", c.as, c.new, c.old, failOn, code, out, errs)
			return
		}
		if got := reported(rows[0]); got != c.want {
			t.Errorf("%s, %s for %s: reported %s, want %s", c.as, c.new, c.old, got, c.want)
			return
		}
	}
}

// told lists the deviations of a result.
func reported(row map[string]any) string {
	var list []string
	for _, d := range row["deviations"].([]any) {
		d := d.(map[string]any)
		list = append(list, d["severity"].(string)+" "+d["kind"].(string)+" "+d["pointer"].(string))
	}
	return strings.Join(list, ", ")
}
