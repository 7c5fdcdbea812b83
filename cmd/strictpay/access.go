package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An access says where a fake is and what it takes to call it.
type access struct {
	api      apis.API
	members  []member // of the JSON, in their order
	secret   string   // file with the secret of webhooks
	examples []fake.Example
}

type member struct{ name, value string }

// newAccess writes what is a file for a client to a file in dir.
func newAccess(a apis.API, s *sandbox.Sandbox, dir string) (access, error) {
	f := a.Fake(s)
	one := access{api: a, examples: f.Examples()}
	one.members = append(one.members, member{"api", a.Name}, member{"url", f.URL})
	for _, c := range a.Credentials {
		name, value := strings.ToLower(c.Name), f.Credentials[c.Name]
		if c.File() {
			var err error
			if value, err = writeFile(dir, a.Name, name, value); err != nil {
				return one, err
			}
		}
		one.members = append(one.members, member{name, value})
	}
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		file, err := writeFile(dir, a.Name, name, f.Files[name])
		if err != nil {
			return one, err
		}
		one.members = append(one.members, member{name, file})
	}
	if f.WebhookSecret == "" {
		return one, nil
	}
	var err error
	one.secret, err = writeFile(dir, a.Name, "webhook_secret_file", f.WebhookSecret)
	return one, err
}

// json is the line for programs.
func (a *access) json() []byte {
	var object []byte
	for _, m := range a.members {
		object = jsonread.AppendString(jsonread.AppendName(object, m.name), m.value)
	}
	examples, err := json.Marshal(a.examples)
	if err != nil {
		panic("strictpay: texts always marshal: " + err.Error())
	}
	return jsonread.EndObject(append(jsonread.AppendName(object, "examples"), examples...), 0)
}

// question is a call that asks for something; of several the shortest line.
func (a *access) question() string {
	shortest := ""
	for _, x := range a.examples {
		if op := a.api.Operation(x.Operation); op == nil || op.Effect != spec.Question {
			continue
		}
		args := []string{"call", a.api.Name + "." + x.Operation}
		for _, name := range slices.Sorted(maps.Keys(x.Set)) {
			args = append(args, "--set", name+"="+x.Set[name])
		}
		if line := commandLine(args...); len(x.Set) > 0 && (shortest == "" || len(line) < len(shortest)) {
			shortest = line
		}
	}
	return shortest
}

// settingsOf are the settings of all APIs as lines NAME=value, each with something before it, and with values that are
// quoted in some way.
func settingsOf(all []access, before string, quote func(string) string) string {
	var b strings.Builder
	for _, a := range all {
		prefix := before + "STRICTPAY_" + strings.ToUpper(a.api.Name) + "_"
		for _, m := range a.members {
			setting := func(c apis.Credential) bool { return strings.EqualFold(c.Name, m.name) }
			if m.name == "url" || slices.ContainsFunc(a.api.Credentials, setting) {
				fmt.Fprintf(&b, "%s%s=%s\n", prefix, strings.ToUpper(m.name), quote(m.value))
			}
		}
		if a.secret != "" {
			fmt.Fprintf(&b, "%s%s=%s\n", prefix, apis.WebhookSecretFile, quote(a.secret))
		}
	}
	return b.String()
}

// printAccess writes lines to paste. What is no setting is a comment.
func printAccess(e *environment, url, page string, all []access) {
	fmt.Fprintf(e.stdout, "# The sandbox serves at %s until it is interrupted.\n", url)
	fmt.Fprintf(e.stdout, "# To see what it gets and to play the payer, open in a browser:\n# %s\n", page)
	fmt.Fprintf(e.stdout, "# Paste these lines into another shell:\n\n%s\n", settingsOf(all, "export ", quoted))
	fmt.Fprint(e.stdout, "# Then, for example:\n\n")
	for _, a := range all {
		if line := a.question(); line != "" {
			fmt.Fprintln(e.stdout, line)
		}
	}
	fmt.Fprint(e.stdout, "\n# The key files of xpayments are those of the store: it seals with the\n"+
		"# certificate of one pair and opens with the key of another, so it cannot open\n# what it sealed.\n")
}
