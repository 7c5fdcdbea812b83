package strictpay

import (
	"fmt"
	"log/slog"
	"reflect"
	"sort"
	"strings"
)

// RedactAttr is for slog.HandlerOptions.ReplaceAttr. slog asks models, events and errors how they are to be shown, but
// not those that stand inside lists, maps and structs: there the JSON handler writes what json.Marshal gives, which for
// a model is the wire form with names and numbers in it. With
//
//	slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{ReplaceAttr: strictpay.RedactAttr})
//
// an attribute that holds any value with a redacted form of its own is written as a text in which that form stands.
// All other attributes stay as they are.
func RedactAttr(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() != slog.KindAny {
		return a
	}
	if _, isError := a.Value.Any().(error); isError {
		return a // handlers write its text
	}
	v := reflect.ValueOf(a.Value.Any())
	if !redacts(v, 0) {
		return a
	}
	var b strings.Builder
	writeRedacted(&b, v, 0)
	return slog.String(a.Key, b.String())
}

// maxRedactDepth ends the walk through values that lead to themselves.
const maxRedactDepth = 32

// ownForm is the value as something that prints itself redacted.
func ownForm(v reflect.Value) (fmt.Formatter, bool) {
	if !v.IsValid() || !v.CanInterface() {
		return nil, false
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, false
	}
	shown, ok := v.Interface().(fmt.Formatter)
	if _, logs := v.Interface().(slog.LogValuer); !ok || !logs {
		return nil, false
	}
	return shown, true
}

// redacts reports whether anything in v prints itself redacted. Unexported fields do not count: encoding/json leaves
// them out.
func redacts(v reflect.Value, depth int) bool {
	if _, ok := ownForm(v); ok {
		return true
	}
	return depth < maxRedactDepth && eachInside(v, func(_ string, inside reflect.Value) bool {
		return redacts(inside, depth+1)
	})
}

// eachInside visits what v leads to, under its name where it has one, until visit says true.
func eachInside(v reflect.Value, visit func(name string, inside reflect.Value) bool) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil() && visit("", v.Elem())
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		for i := range v.Len() {
			if visit("", v.Index(i)) {
				return true
			}
		}
	case reflect.Map:
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return fmt.Sprint(keys[i]) < fmt.Sprint(keys[j]) })
		for _, key := range keys {
			if visit(fmt.Sprint(key), v.MapIndex(key)) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && visit(v.Type().Field(i).Name, v.Field(i)) {
				return true
			}
		}
	}
	return false
}

// writeRedacted writes lists in brackets and names before values, as fmt does.
func writeRedacted(b *strings.Builder, v reflect.Value, depth int) {
	if shown, ok := ownForm(v); ok {
		fmt.Fprintf(b, "%v", shown)
		return
	}
	if v.IsValid() && v.CanInterface() {
		if text, ok := v.Interface().(fmt.Stringer); ok && v.Kind() == reflect.Struct {
			b.WriteString(text.String()) // such as a time
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || depth >= maxRedactDepth {
			b.WriteString("<nil>")
			return
		}
		writeRedacted(b, v.Elem(), depth+1)
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		b.WriteString("[")
		first := true
		if depth < maxRedactDepth {
			eachInside(v, func(name string, inside reflect.Value) bool {
				if !first {
					b.WriteString(" ")
				}
				first = false
				if name != "" {
					b.WriteString(name + ":")
				}
				writeRedacted(b, inside, depth+1)
				return false
			})
		}
		b.WriteString("]")
	default:
		fmt.Fprint(b, v)
	}
}
