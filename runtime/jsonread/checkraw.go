package jsonread

import (
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
)

// CheckRaw checks an object that a caller puts into a request as JSON. It is read like one that came: what is not one
// whole object would change the members beside it. Drift is none of a caller's, so it is a violation as well.
func CheckRaw(c *check.Checker, name string, v strictpay.Raw) {
	if plainRaw(v, plainObject) {
		return
	}
	devs := ReadInto(v, rawObject{})
	c.Inside(name, devs.List)
}

// CheckExtras checks the other members of an open object, which any JSON may follow. A name of the shape would stand in
// the object twice.
func CheckExtras(c *check.Checker, shape *Shape, m map[string]strictpay.Raw) {
	if len(m) == 0 {
		return
	}
	for _, name := range Names(m) {
		switch {
		case !utf8.ValidString(name):
			c.Note(name, strictpay.KindFormat, "a name in invalid UTF-8")
		case shape.Index([]byte(name)) >= 0:
			c.Note(name, strictpay.KindDuplicate, "the object has a member of this name")
		}
		if v := m[name]; v != nil && !plainRaw(v, plainValue) { // nil is written as null
			devs := ReadInto(v, rawValue{})
			c.Inside(name, devs.List)
		}
	}
}

// A rawObject is an object whose form is not known.
type rawObject struct{}

// ReadJSON passes over it.
func (rawObject) ReadJSON(r *Reader) {
	if r.at() != '{' {
		r.mismatch("", "an object")
		return
	}
	r.skipChecked()
}

// A rawValue is any JSON.
type rawValue struct{}

// ReadJSON passes over it.
func (rawValue) ReadJSON(r *Reader) { r.skipChecked() }
