// Package dump writes all that reflection reaches in a value, private fields too, as libraries for debugging do. Tests
// look in it for what must not be found.
package dump

import (
	"reflect"
	"strconv"
	"strings"
	"unsafe"
)

// Of writes a value with all that its pointers lead to, each part followed by a space. Bytes are written as text. What
// a function holds is out of reach. Nobody else may change the value meanwhile.
func Of(v any) string {
	d := dumper{seen: map[place]bool{}}
	d.write(reflect.ValueOf(v))
	return d.text.String()
}

// A place is what a pointer leads to: the first field of a struct has the address of the struct.
type place struct {
	address unsafe.Pointer
	typ     reflect.Type
}

type dumper struct {
	text strings.Builder
	seen map[place]bool
}

func (d *dumper) write(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		at := place{v.UnsafePointer(), v.Type()}
		if !v.IsNil() && !d.seen[at] {
			d.seen[at] = true
			d.write(v.Elem())
		}
	case reflect.Interface:
		d.write(v.Elem())
	case reflect.Struct:
		d.fields(v)
	case reflect.Slice, reflect.Array:
		d.items(v)
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			d.write(entries.Key())
			d.write(entries.Value())
		}
	default:
		d.leaf(v)
	}
}

// fields writes those of a struct, which it opens to reflection.
func (d *dumper) fields(v reflect.Value) {
	if !v.CanAddr() {
		copied := reflect.New(v.Type()).Elem()
		copied.Set(v)
		v = copied
	}
	for i := range v.NumField() {
		f := v.Field(i)
		d.write(reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem())
	}
}

func (d *dumper) items(v reflect.Value) {
	bytes := v.Type().Elem().Kind() == reflect.Uint8
	for i := range v.Len() {
		if bytes {
			d.text.WriteByte(byte(v.Index(i).Uint()))
		} else {
			d.write(v.Index(i))
		}
	}
	if bytes {
		d.text.WriteByte(' ')
	}
}

// leaf writes the text itself, whatever methods its type has.
func (d *dumper) leaf(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		d.text.WriteString(v.String())
	case v.CanInt():
		d.text.WriteString(strconv.FormatInt(v.Int(), 10))
	case v.CanUint():
		d.text.WriteString(strconv.FormatUint(v.Uint(), 10))
	case v.CanFloat():
		d.text.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	default:
		return // a boolean tells nothing, and there is no way into the rest
	}
	d.text.WriteByte(' ')
}
