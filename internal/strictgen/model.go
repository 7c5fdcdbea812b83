package main

import (
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

type kind = openapi.Kind

const (
	kindString  = openapi.KindString
	kindSecret  = openapi.KindSecret
	kindText    = openapi.KindText
	kindDecimal = openapi.KindDecimal
	kindNumber  = openapi.KindNumber
	kindTime    = openapi.KindTime
	kindDate    = openapi.KindDate
	kindBytes   = openapi.KindBytes
	kindInt32   = openapi.KindInt32
	kindInt64   = openapi.KindInt64
	kindBool    = openapi.KindBool
	kindFlag    = openapi.KindFlag
	kindRaw     = openapi.KindRaw
	kindMap     = openapi.KindMap
	kindEnum    = openapi.KindEnum
	kindIntEnum = openapi.KindIntEnum
	kindObject  = openapi.KindObject
	kindUnion   = openapi.KindUnion
	kindArray   = openapi.KindArray
)

// A model is a component schema with its Go name.
type model struct {
	name, goName string
	schema       *openapi.Schema
	kind         kind
	value        *value   // of an array's items, a map's values, or a scalar's own rule
	fields       []*field // of an object
	open         bool     // an object that keeps other members
	enum         []enumValue
	variants     []variant // of a union
	selector     string
	xml          bool // of an API that speaks XML
	root         string
	request      bool // the body of an operation
	read         bool // a union whose reader is written
}

// A field is a property of an object.
type field struct {
	json, goName string
	value        *value
	required     bool
	nullable     bool
	deprecated   bool
	sensitive    string
	since, until string
	description  string
	source       string
	selects      *field // the union that this member selects
	selector     *field // the member that selects this union
}

// A value is a type with its rules, where a property, an item or a component stands.
type value struct {
	kind       kind
	model      *model // of a reference to a component that has a Go type of its own
	item       *value
	ruleMin    uint64
	ruleMax    uint64
	pattern    string
	currency   bool
	uuid       bool
	nullable   bool // an item or an entry of a map that may be null
	low        int64
	high       int64
	min, max   *openapi.Bound // of a decimal
	also       bool
	fraction   bool // an integer that is also written with a fraction of zero
	minItems   uint64
	maxItems   uint64
	maxKey     int
	unique     bool   // items of an array; checked on sending
	mayBeEmpty bool   // a required text of a request may be the empty one: minLength 0 stands there
	place      string // where it stands, for the name of its pattern
}

type enumValue struct{ text, goName, doc, source string }

type variant struct {
	selectors []string // values of the member that selects it: one, where that member stands beside the union
	goName    string
	model     *model
}

// models builds the component schemas in the file's order. goName and fieldName come from oapi-codegen.
type models struct {
	list   []*model
	byName map[string]*model
	doc    *openapi.Document
	names  *names
}

// goType of a value where it is not behind a pointer.
func (v *value) goType() string {
	switch v.kind {
	case kindString:
		return "string"
	case kindSecret:
		return "strictpay.Secret"
	case kindText:
		return "strictpay.Text"
	case kindDecimal, kindNumber:
		return "strictpay.Decimal"
	case kindTime:
		return "time.Time"
	case kindDate:
		return "strictpay.Date"
	case kindBytes:
		return "[]byte"
	case kindInt32:
		return "int32"
	case kindInt64:
		return "int64"
	case kindBool, kindFlag:
		return "bool"
	case kindArray:
		if v.model != nil {
			return v.model.goName
		}
		return "[]" + v.item.partType()
	}
	return v.model.goName
}

// partType is the Go type of an item or an entry.
func (v *value) partType() string {
	if v.pointer() {
		return "*" + v.goType()
	}
	return v.goType()
}

// pointer reports whether an item or an entry is behind a pointer, because it may be null.
func (v *value) pointer() bool { return v.nullable && !nilable(v.kind) }

// reads reports whether the type has its own ReadJSON, AppendJSON and Check.
func (v *value) reads() bool {
	switch v.kind {
	case kindObject:
		return true
	case kindUnion:
		return v.model.schema.Inside
	case kindArray:
		return v.model != nil
	case kindMap:
		return !v.model.texts()
	}
	return false
}

// texts reports whether a map has plain texts.
func (m *model) texts() bool { return m.value.kind == kindString && !m.value.nullable }

// nilable kinds are absent when nil and need no pointer.
func nilable(k kind) bool {
	return k == kindArray || k == kindMap || k == kindRaw || k == kindBytes
}

// pointer reports whether the Go field is a pointer: it can be absent or null.
func (f *field) pointer() bool {
	return (!f.required || f.nullable) && !nilable(f.value.kind)
}

func (f *field) goType() string {
	if f.pointer() {
		return "*" + f.value.goType()
	}
	return f.value.goType()
}

// boxed fields are scalars behind a pointer: all of one object share one allocation.
func (f *field) boxed() bool {
	return f.pointer() && f.value.kind != kindObject && f.value.kind != kindUnion
}
