package traffic

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A target is where an API is.
type target struct {
	api  *apis.API
	host string   // with its port where that is not the scheme's; "" for any host, with any path before the API's own
	base []string // segments before the paths of operations; a part in braces is any
}

// newTarget reads a base URL.
func newTarget(a *apis.API, base string) (target, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return target{}, fmt.Errorf("expected a URL that begins with http:// or https://, and not %q", base)
	}
	return target{a, hostOf(u), segments(u.Path)}, nil
}

// serversOf are the addresses that the specification has.
func serversOf(a *apis.API) ([]target, error) {
	doc, err := reference.Load(a.Name)
	if err != nil {
		return nil, err
	}
	var list []target
	for _, server := range doc.Servers() {
		t, err := newTarget(a, server)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// hostOf is a host, with its port where that is not the scheme's.
func hostOf(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// segments are those of a path; empty ones, as some clients make them, do not count.
func segments(path string) []string {
	var list []string
	for _, s := range strings.Split(path, "/") {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}

// within gives the segments behind the base, and whether a URL is at the target. At any host every path is, and the
// operation is looked for at its end.
func (t *target) within(u *url.URL) ([]string, bool) {
	parts := segments(u.EscapedPath())
	if t.host == "" {
		return parts, true
	}
	if t.host != hostOf(u) || len(parts) < len(t.base) {
		return nil, false
	}
	for i, s := range t.base {
		if s != parts[i] && !strings.HasPrefix(s, "{") && s != "%7B" {
			return nil, false
		}
	}
	return parts[len(t.base):], true
}

// find is the operation of a method and path, with the values of the path's parameters. other is a method that the
// path has in the place of this one.
func (t *target) find(method string, parts []string) (op *spec.Operation, values argumentValues, other string) {
	best := -1
	for i := range t.api.Operations {
		o := &t.api.Operations[i]
		tail := parts
		pattern := segments(o.Path)
		if t.host == "" && len(tail) > len(pattern) {
			tail = tail[len(tail)-len(pattern):]
		}
		found, literal, ok := fit(pattern, tail)
		if !ok || literal == 0 {
			continue
		}
		if o.Method != method {
			other = o.Method
			continue
		}
		if literal > best {
			best, op, values = literal, o, found
		}
	}
	return op, values, other
}

// fit compares a path with a pattern and counts the segments that are the same.
func fit(pattern, parts []string) (values argumentValues, literal int, ok bool) {
	if len(pattern) != len(parts) {
		return nil, 0, false
	}
	values = argumentValues{}
	for i, p := range pattern {
		switch {
		case strings.HasPrefix(p, "{") && strings.HasSuffix(p, "}"):
			value, err := url.PathUnescape(parts[i])
			if err != nil {
				return nil, 0, false
			}
			values["/path/"+p[1:len(p)-1]] = value
		case p != parts[i]:
			return nil, 0, false
		default:
			literal++
		}
	}
	return values, literal, true
}

// word is a segment of a path that is a program's, and nobody's name or number.
var word = regexp.MustCompile(`^[a-z][a-z_.-]{1,23}[0-9]?$|^v[0-9]$`)

// plainPath is a path without what may be personal: of segments that are no plain words a star is left.
func plainPath(parts []string) string {
	var b strings.Builder
	for i, s := range parts {
		if i == 8 {
			b.WriteString("/...")
			break
		}
		if !word.MatchString(s) {
			s = "*"
		}
		b.WriteString("/" + s)
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}
