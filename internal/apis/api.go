// Package apis is the registry of the payment APIs: one file per API says what it is, how to connect to it, its fake,
// its demo, and how its payments are soaked. Commands, the soak and the tests across APIs walk it; no other list of the
// APIs exists.
package apis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An API is a payment API, with all that commands and tests need to know of it.
type API struct {
	*spec.API
	Title string // for people

	Credentials []Credential
	Connect     func(s Settings, opts ...strictpay.Option) (Client, error)
	// CallOptions are the headers and members that any call may have, by their names on the wire.
	CallOptions map[string]func(value string) strictpay.CallOption

	Fake func(s *sandbox.Sandbox) Fake

	Callbacks Callbacks
	Sealing   *Sealing // nil where messages go as they are

	DemoTitle string
	Demo      func(ctx context.Context, r *Report, s *sandbox.Sandbox) error

	// Program is the one that README.md shows, in internal/readme: what it needs of a sandbox, and what it prints
	// there.
	Program func(s *sandbox.Sandbox) Program

	Soak rig.Kind // API, Fake and Secrets are filled in by Kinds
}

// A Client makes typed calls by name; every adapter's client does.
type Client interface {
	Invoke(ctx context.Context, operation string, in invoke.Input, opts ...strictpay.CallOption) (any, error)
}

// A Fake is an API's fake in a sandbox, and what it takes to call it.
type Fake struct {
	fake.Server
	URL         string
	Credentials map[string]string // by the names of the API's Credentials; files by what is in them
	Files       map[string]string // further files, for clients of other makes: by their names in the sandbox's output
	Secrets     []string          // must not be printed by anything

	WebhookSecret string // of Callbacks; "" where a credential is it
	// SetCallbacks says where callbacks go, by the names of the webhooks, as the merchant's cabinet does; nil where
	// nothing but requests says it.
	SetCallbacks func(urls map[string]string)
}

// A Program is a run of a program that README.md shows. A variable whose name ends in _FILE gets the name of a file
// with the value.
type Program struct {
	Environment map[string]string
	Prints      string // among other things
}

// All APIs, in the order in which they are listed everywhere.
func All() []API {
	return []API{
		rozetkapayAPI(),
		koshelekAPI(),
		xpaymentsAPI(),
		vertexAPI(),
	}
}

// Specs are the generated data of all APIs.
func Specs() []*spec.API {
	var list []*spec.API
	for _, a := range All() {
		list = append(list, a.API)
	}
	return list
}

// Find finds an API by its name on the command line.
func Find(name string) (API, error) {
	var names []string
	for _, a := range All() {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	return API{}, fmt.Errorf("no API %q; there are: %s", name, strings.Join(names, ", "))
}

// Kinds are the payments that the soak runs: of all APIs, or of the named ones.
func Kinds(names ...string) []rig.Kind {
	var kinds []rig.Kind
	for _, a := range All() {
		kind := a.Soak
		kind.API = a.Name
		kind.Fake = func(s *sandbox.Sandbox) fake.Server { return a.Fake(s).Server }
		kind.Secrets = func(s *sandbox.Sandbox) []string { return a.Fake(s).Secrets }
		if len(names) == 0 || slices.Contains(names, a.Name) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// client keeps that there is either a client or an error, and drops the client's type.
func client[C Client](c C, err error) (Client, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}
