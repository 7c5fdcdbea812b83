package apis

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"github.com/strictpay/strictpay/sandbox"
)

// A Credential is a setting that a client needs. Its name in the environment is STRICTPAY_<API>_<NAME>; a name that
// ends in _FILE names a file with the value.
type Credential struct {
	Name     string // in capitals
	Optional bool
	Note     string // for people; "" for none
}

// File reports whether the setting names a file.
func (c Credential) File() bool { return strings.HasSuffix(c.Name, "_FILE") }

// Settings are the base URL and the credentials of one API.
type Settings struct {
	URL  string // "" where a credential has it
	api  string
	find func(c Credential) (string, error) // "" where it is not set
	list []Credential
}

// FromEnvironment are the settings in environment variables. url goes before STRICTPAY_<API>_URL.
func FromEnvironment(a API, url string, getenv func(string) string) Settings {
	if url == "" {
		url = getenv(variable(a.Name, "URL"))
	}
	return Settings{URL: url, api: a.Name, list: a.Credentials, find: func(c Credential) (string, error) {
		name := variable(a.Name, c.Name)
		value := getenv(name)
		if value == "" || !c.File() {
			return value, nil
		}
		text, err := os.ReadFile(value)
		if err != nil {
			return "", fmt.Errorf("%s names a file that cannot be read: %w", name, err)
		}
		return string(text), nil
	}}
}

// OnSandbox are the settings of a fake. at moves its URL to another server; nil leaves it.
func OnSandbox(a API, s *sandbox.Sandbox, at func(url string) string) Settings {
	f := a.Fake(s)
	url := f.URL
	if at != nil {
		url = at(url)
	}
	return Settings{URL: url, api: a.Name, list: a.Credentials, find: func(c Credential) (string, error) {
		return f.Credentials[c.Name], nil
	}}
}

// Environment are the variables with which programs connect to all fakes of a sandbox, and check their callbacks. file
// keeps what a variable names a file for.
func Environment(s *sandbox.Sandbox, file func(name, text string) string) map[string]string {
	env := map[string]string{}
	for _, a := range All() {
		f := a.Fake(s)
		env[a.Variable("URL")] = f.URL
		for _, c := range a.Credentials {
			env[a.Variable(c.Name)] = f.Credentials[c.Name]
			if c.File() {
				env[a.Variable(c.Name)] = file(a.Name+c.Name, f.Credentials[c.Name]+"\n")
			}
		}
		if f.WebhookSecret != "" {
			env[a.Variable(WebhookSecretFile)] = file(a.Name+WebhookSecretFile, f.WebhookSecret+"\n")
		}
	}
	return env
}

// BundleFile is the setting that names a file with the URL and all credentials.
const BundleFile = "BUNDLE_FILE"

// InBundle reports whether a bundle is set, which has the URL and all credentials in it.
func (s Settings) InBundle() bool {
	for _, c := range s.list {
		if c.Name == BundleFile {
			value, err := s.find(c)
			return value != "" || err != nil
		}
	}
	return false
}

// Variables are the environment variables that have the credentials of an API.
func Variables(a API) []string {
	var names []string
	for _, c := range a.Credentials {
		names = append(names, variable(a.Name, c.Name))
	}
	return names
}

// Variable is the environment variable of a setting of an API.
func (a API) Variable(name string) string { return variable(a.Name, name) }

func variable(api, name string) string { return "STRICTPAY_" + strings.ToUpper(api) + "_" + name }

// get gives a setting; "" where it is not set.
func (s Settings) get(name string) (string, error) {
	for _, c := range s.list {
		if c.Name == name {
			return s.find(c)
		}
	}
	return "", fmt.Errorf("%s has no setting called %s", s.api, name)
}

// need gives the settings of these names. The error says which variable to set.
func (s Settings) need(names ...string) ([]string, error) {
	values := make([]string, len(names))
	for i, name := range names {
		value, err := s.get(name)
		if err != nil {
			return nil, err
		}
		if value == "" {
			return nil, fmt.Errorf("set %s", variable(s.api, name))
		}
		values[i] = value
	}
	return values, nil
}

// basic is the login and password as HTTP Basic sends them, for tests that look for printed secrets.
func basic(login, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(login + ":" + password))
}
