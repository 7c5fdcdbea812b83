package traffic

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
)

// A Checker knows where the APIs are, and checks exchanges. It can be used by several goroutines at a time once it is
// set up.
type Checker struct {
	list      []apis.API
	targets   []target // those that were set, before those of the specifications
	callbacks []callbackTarget
	openers   []apis.Opener
	ctx       context.Context
}

// NewChecker makes a checker for some APIs, at the addresses that their specifications have. Checks end with ctx.
func NewChecker(ctx context.Context, list ...apis.API) (*Checker, error) {
	c := &Checker{list: list, ctx: ctx}
	for i := range list {
		servers, err := serversOf(&list[i])
		if err != nil {
			return nil, err
		}
		c.targets = append(c.targets, servers...)
	}
	return c, nil
}

var errNoSuchAPI = errors.New("the checker has no such API")

// At says that an API is at a base URL as well; "" for any host, where the paths of its operations tell it.
func (c *Checker) At(api, base string) error {
	a := c.api(api)
	if a == nil {
		return errNoSuchAPI
	}
	t := target{api: a}
	if base != "" {
		var err error
		if t, err = newTarget(a, base); err != nil {
			return err
		}
	}
	c.targets = append([]target{t}, c.targets...)
	return nil
}

func (c *Checker) api(name string) *apis.API {
	for i := range c.list {
		if c.list[i].Name == name {
			return &c.list[i]
		}
	}
	return nil
}

// Key opens sealed messages with a private key.
func (c *Checker) Key(pem []byte, password string) error {
	err := errors.New("no API seals its messages")
	for _, a := range c.list {
		if a.Sealing != nil {
			var open apis.Opener
			if open, err = a.Sealing.Key(pem, password); err == nil {
				c.openers = append(c.openers, open)
			}
		}
	}
	return err
}

// Seals reports whether any of the APIs seals its messages.
func (c *Checker) Seals() bool {
	return slices.ContainsFunc(c.list, func(a apis.API) bool { return a.Sealing != nil })
}

// Bundle opens sealed messages with a bundle's key, and looks for its API at the bundle's URL.
func (c *Checker) Bundle(text string) error {
	for _, a := range c.list {
		if a.Sealing == nil {
			continue
		}
		open, at, err := a.Sealing.Bundle(text)
		if err != nil {
			return err
		}
		c.openers = append(c.openers, open)
		return c.At(a.Name, strings.TrimSuffix(at, a.Sealing.Path))
	}
	return nil
}

// Check finds what an exchange belongs to, and reads it.
func (c *Checker) Check(x *Exchange) *Result {
	r := c.read(x)
	r.Request, r.Answer = PlainFindings(r.Request), PlainFindings(r.Answer)
	return r
}

func (c *Checker) read(x *Exchange) *Result {
	r := &Result{Status: x.Status}
	u, err := url.Parse(x.URL)
	if err != nil || u.Host == "" {
		return r
	}
	if c.findCallback(x, u, r) {
		return r
	}
	for i := range c.targets {
		t := &c.targets[i]
		parts, at := t.within(u)
		if !at || r.API != nil && t.api != r.API {
			continue
		}
		if t.api.Sealing != nil {
			if c.checkSealed(x, t, parts, r) {
				return r
			}
		} else if c.match(x, t, parts, r) {
			c.check(x, u, r)
			return r
		}
	}
	return r
}

// match finds the operation. What is at the address of the API and belongs to none is reported.
func (c *Checker) match(x *Exchange, t *target, parts []string, r *Result) bool {
	op, values, other := t.find(x.Method, parts)
	if op != nil {
		r.API, r.Operation, r.arguments, r.Unmatched, r.Path = t.api, op, values, "", ""
		return true
	}
	if t.host != "" && r.API == nil {
		c.unmatched(x, t, parts, r, other)
	}
	return false
}

func (c *Checker) unmatched(x *Exchange, t *target, parts []string, r *Result, other string) {
	r.API, r.Path = t.api, plainPath(parts)
	switch {
	case x.Method == "OPTIONS" && x.Request.Header.Get("Access-Control-Request-Method") != "":
		r.Unmatched = "a question of the browser before a call"
	case other != "":
		r.Unmatched = fmt.Sprintf("the operation at this path is a %s", other)
	default:
		r.Unmatched = "the specification has no such path"
	}
}
