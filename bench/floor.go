package main

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A scan is a document of which only the syntax is looked at.
type scan struct{}

// ReadJSON passes over everything.
func (scan) ReadJSON(r *jsonread.Reader) { r.Skip() }

// A floor is looking at the bytes once, and allocating what is returned: each list and each object by itself. The
// decoder may do better where short lists of texts share allocations.
type floor struct {
	data  []byte
	texts int // bytes of texts
	types []reflect.Type
	lists []list
}

type list struct {
	typ reflect.Type
	n   int
}

func newFloor(data []byte, value any) *floor {
	f := &floor{data: data}
	f.types = append(f.types, reflect.TypeOf(value).Elem())
	f.add(reflect.ValueOf(value).Elem())
	return f
}

// run scans and allocates. Texts share allocations of half a kilobyte, as the decoder's do.
func (f *floor) run() {
	if devs := jsonread.ReadInto(f.data, scan{}); devs.Violated() {
		fail(fmt.Errorf("%s", devs.List[0].Kind))
	}
	for _, t := range f.types {
		kept = reflect.New(t)
	}
	for _, l := range f.lists {
		kept = reflect.MakeSlice(l.typ, l.n, l.n)
	}
	for left := f.texts; left > 0; left -= 512 {
		var b strings.Builder
		b.Grow(min(left, 512))
		text = b.String()
	}
}

var (
	kept reflect.Value
	text string
)

// add collects what a value allocates. The optional scalars of one object share an allocation.
func (f *floor) add(v reflect.Value) {
	switch v.Interface().(type) {
	case strictpay.Decimal, strictpay.Text:
		f.texts += len(fmt.Sprint(v.Interface()))
		return
	case strictpay.Secret:
		f.texts += len(v.Interface().(strictpay.Secret).Reveal())
		return
	case time.Time:
		return
	}
	switch v.Kind() {
	case reflect.String:
		f.texts += v.Len()
	case reflect.Slice:
		if v.Len() == 0 {
			return
		}
		f.lists = append(f.lists, list{v.Type(), v.Len()})
		for i := range v.Len() {
			f.add(v.Index(i))
		}
	case reflect.Map:
		for range v.Len() {
			f.texts += 64
		}
	case reflect.Struct:
		f.members(v)
	}
}

func (f *floor) members(v reflect.Value) {
	var box []reflect.StructField
	for i := range v.NumField() {
		m := v.Field(i)
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if m.Kind() != reflect.Pointer {
			f.add(m)
			continue
		}
		if m.IsNil() {
			continue
		}
		if e := m.Type().Elem(); e.Kind() == reflect.Struct && e.NumField() > 1 && e != reflect.TypeFor[time.Time]() {
			f.types = append(f.types, e)
		} else {
			box = append(box, reflect.StructField{Name: fmt.Sprintf("M%d", i), Type: e})
		}
		f.add(m.Elem())
	}
	if box != nil {
		f.types = append(f.types, reflect.StructOf(box))
	}
}
