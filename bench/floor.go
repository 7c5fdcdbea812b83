package main

import (
	"fmt"
	"reflect"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A scan is a document of which only the syntax is looked at.
type scan struct{}

// ReadJSON passes over everything.
func (scan) ReadJSON(r *jsonread.Reader) { r.Skip() }

// A floor is looking at the bytes once, and allocating what is returned: each object, each list, and the optional
// scalars of each object together. The decoder makes fewer allocations: it puts objects together with their scalars,
// and short lists of texts together.
type floor struct {
	data  []byte
	texts int            // bytes of texts
	types []reflect.Type // of what is allocated
}

func newFloor(data []byte, value any) *floor {
	f := &floor{data: data}
	f.object(reflect.ValueOf(value).Elem())
	return f
}

// run scans and allocates. Texts share allocations of the size that the decoder's have.
func (f *floor) run() {
	if devs := jsonread.ReadInto(f.data, scan{}); devs.Violated() {
		fail(fmt.Errorf("%s", devs.List[0].Kind))
	}
	for _, t := range f.types {
		kept = reflect.New(t)
	}
	for left, size := f.texts, min(512, len(f.data)/2); left > 0; left -= size {
		texts = make([]byte, size)
	}
}

var (
	kept  reflect.Value
	texts []byte
)

// object collects an object and what it allocates.
func (f *floor) object(v reflect.Value) {
	f.types = append(f.types, v.Type())
	f.item(v)
}

// item collects what an object allocates, or an item of a list.
func (f *floor) item(v reflect.Value) {
	var scalars []reflect.StructField
	if f.add(v, &scalars); scalars != nil {
		f.types = append(f.types, reflect.StructOf(scalars))
	}
}

// add collects what a value allocates, but for its optional scalars, which share an allocation.
func (f *floor) add(v reflect.Value, scalars *[]reflect.StructField) {
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
		if v.Type() == reflect.TypeFor[string]() { // a listed value of an enumeration is no copy
			f.texts += v.Len()
		}
	case reflect.Slice:
		f.list(v)
	case reflect.Map:
		for range v.Len() {
			f.texts += 64
		}
	case reflect.Struct:
		f.members(v, scalars)
	}
}

// list collects a list and what its items allocate.
func (f *floor) list(v reflect.Value) {
	if v.Len() == 0 {
		return
	}
	f.types = append(f.types, reflect.ArrayOf(v.Len(), v.Type().Elem()))
	for i := range v.Len() {
		f.item(v.Index(i))
	}
}

func (f *floor) members(v reflect.Value, scalars *[]reflect.StructField) {
	for i := range v.NumField() {
		m := v.Field(i)
		switch {
		case !v.Type().Field(i).IsExported():
		case m.Kind() != reflect.Pointer:
			f.add(m, scalars)
		case m.IsNil():
		case isObject(m.Type().Elem()):
			f.object(m.Elem())
		default:
			field := reflect.StructField{Name: fmt.Sprintf("M%d", len(*scalars)), Type: m.Type().Elem()}
			*scalars = append(*scalars, field)
			f.add(m.Elem(), scalars)
		}
	}
}

// isObject: an amount or a time is none.
func isObject(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() > 1 && t != reflect.TypeFor[time.Time]()
}
