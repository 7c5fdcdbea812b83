package show

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strconv"
	"time"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Format prints a model with its sensitive members redacted; generated Format methods call it. personal has a bit per
// field of the struct. Every verb prints the same: there is no way to ask for the text.
func Format(f fmt.State, model any, personal uint64) {
	v := reflect.ValueOf(model)
	t := v.Type()
	_, _ = io.WriteString(f, t.Name()+"{")
	first := true
	for i := range v.NumField() {
		field := v.Field(i)
		if field.Kind() == reflect.Pointer || field.Kind() == reflect.Slice || field.Kind() == reflect.Map {
			if field.IsNil() {
				continue
			}
		}
		if !first {
			_, _ = io.WriteString(f, " ")
		}
		first = false
		_, _ = io.WriteString(f, t.Field(i).Name+":")
		if i < 64 && personal&(1<<i) != 0 {
			_, _ = io.WriteString(f, leaf.Redacted)
			continue
		}
		printValue(f, field)
	}
	_, _ = io.WriteString(f, "}")
}

// LogValue is what slog shows of a model: the redacted print.
func LogValue(model fmt.Formatter) slog.Value {
	return slog.StringValue(fmt.Sprintf("%v", model))
}

func printValue(w fmt.State, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			_, _ = io.WriteString(w, "null")
			return
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case []byte:
		_, _ = io.WriteString(w, "["+strconv.Itoa(len(x))+" bytes]")
	case fmt.Formatter:
		x.Format(w, 'v')
	case time.Time:
		_, _ = io.WriteString(w, x.Format(time.RFC3339Nano))
	case fmt.Stringer:
		_, _ = io.WriteString(w, x.String())
	default:
		switch v.Kind() {
		case reflect.String:
			_, _ = io.WriteString(w, strconv.Quote(v.String()))
		case reflect.Slice:
			_, _ = io.WriteString(w, "[")
			for i := range v.Len() {
				if i > 0 {
					_, _ = io.WriteString(w, " ")
				}
				printValue(w, v.Index(i))
			}
			_, _ = io.WriteString(w, "]")
		case reflect.Map:
			// Names and texts of a map are the caller's; none of them is known to be harmless.
			_, _ = io.WriteString(w, "["+strconv.Itoa(v.Len())+" entries]")
		default:
			_, _ = fmt.Fprint(w, v.Interface())
		}
	}
}
