package traffic

import (
	"net/url"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A callbackTarget is where callbacks of a webhook go, as the user says.
type callbackTarget struct {
	api  *apis.API
	hook *spec.Webhook
	host string
	path []string
}

// CallbacksAt says that a webhook's callbacks go to a URL.
func (c *Checker) CallbacksAt(api, webhook, to string) error {
	a := c.api(api)
	if a == nil || a.Webhook(webhook) == nil {
		return errNoSuchAPI
	}
	t, err := newTarget(a, to)
	if err != nil {
		return err
	}
	c.callbacks = append(c.callbacks, callbackTarget{a, a.Webhook(webhook), t.host, t.base})
	return nil
}

// findCallback checks an exchange that is a callback: where the user says that callbacks go, or with the header of a
// webhook's signature, or a form with a sealed document.
func (c *Checker) findCallback(x *Exchange, u *url.URL, r *Result) bool {
	if x.Method != "POST" {
		return false
	}
	for _, t := range c.callbacks {
		if t.host == hostOf(u) && slices.Equal(t.path, segments(u.EscapedPath())) {
			c.checkCallback(x, t.api, []*spec.Webhook{t.hook}, r)
			return true
		}
	}
	for i := range c.list {
		a := &c.list[i]
		var hooks []*spec.Webhook
		for j := range a.Webhooks {
			if h := &a.Webhooks[j]; h.Header != "" && x.Request.Header.Get(h.Header) != "" {
				hooks = append(hooks, h)
			}
		}
		if a.Sealing != nil && strings.Contains(x.Request.Header.Get("Content-Type"), "form") {
			if _, name := a.Sealing.Callback(x.Request.Header, x.Request.Body); name != "" {
				hooks = append(hooks, a.Webhook(name))
			}
		}
		if len(hooks) > 0 {
			c.checkCallback(x, a, hooks, r)
			return true
		}
	}
	return false
}

// checkCallback reads a callback. Where several webhooks have the same header, it is the one that it fits best.
func (c *Checker) checkCallback(x *Exchange, a *apis.API, hooks []*spec.Webhook, r *Result) {
	r.API, r.Webhook = a, hooks[0]
	body, ok := c.bodyOf(&x.Request, "callback", r, &r.Request)
	if !ok {
		return
	}
	if a.Sealing != nil {
		message, name := a.Sealing.Callback(x.Request.Header, body)
		if name == "" {
			r.Request.Add(strictpay.Violation, strictpay.KindMediaType, "", "expected a form with a sealed document")
			return
		}
		if body, ok = c.open(message); !ok {
			r.note("the callback is sealed, and none of the keys opens it")
			return
		}
	}
	best := -1
	for _, h := range hooks {
		if _, devs := h.Read(body); best < 0 || weight(&devs) < best {
			best, r.Webhook, r.Request = weight(&devs), h, devs
		}
	}
}

// weight orders findings by how much they say against a reading: violations first.
func weight(devs *strictpay.Deviations) int {
	n := len(devs.List) + devs.Dropped
	for _, d := range devs.List {
		if d.Severity == strictpay.Violation {
			n += strictpay.MaxKept
		}
	}
	return n
}
