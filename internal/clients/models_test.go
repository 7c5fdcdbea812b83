package clients_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// everyModel finds the struct types that requests, answers and webhooks of an API reach.
func everyModel(api *spec.API) map[string]reflect.Type {
	found := map[string]reflect.Type{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(t.Elem())
		case reflect.Struct:
			if !strings.Contains(t.PkgPath(), "/gen/") || found[t.Name()] != nil {
				return
			}
			found[t.Name()] = t
			for i := range t.NumField() {
				walk(t.Field(i).Type)
			}
		}
	}
	empty := []byte("{}")
	for _, op := range api.Operations {
		if op.NewRequest != nil {
			walk(reflect.TypeOf(op.NewRequest()))
		}
		for _, a := range op.Answers {
			if a.New != nil {
				v, _ := a.Read(empty)
				walk(reflect.TypeOf(v))
			}
		}
	}
	for _, h := range api.Webhooks {
		v, _ := h.Read(empty)
		walk(reflect.TypeOf(v))
	}
	return found
}

// sensitive reads from the spec which members of which schema are marked.
func sensitive(t *testing.T, api string) map[string]map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../../specs/" + api + "/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	marked := map[string]map[string]bool{}
	for name, schema := range doc.Components.Schemas {
		marked[name] = map[string]bool{}
		for property, p := range schema.Value.Properties {
			if p.Value.Extensions["x-sensitive"] != nil {
				marked[name][property] = true
			}
		}
	}
	return marked
}

// plant fills every text of v with a secret of its own and returns them by member name.
func plant(v reflect.Value) map[string]string {
	planted := map[string]string{}
	for i := range v.NumField() {
		f := v.Field(i)
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		text := fmt.Sprintf("Planted%sQ%d", strings.ReplaceAll(name, "_", ""), i)
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		switch p := f.Addr().Interface().(type) {
		case *strictpay.Secret:
			*p = strictpay.NewSecret(text)
		case *strictpay.Text:
			*p = strictpay.NewText(text)
		case *strictpay.Raw:
			*p = strictpay.Raw(`{"a":"` + text + `"}`)
		case *strictpay.Pairs:
			*p = strictpay.Pairs{{Name: "a", Value: text}}
		case *map[string]string:
			*p = map[string]string{"a": text}
		case *map[string]strictpay.Raw:
			*p = map[string]strictpay.Raw{"a": strictpay.Raw(`"` + text + `"`)}
		case *strictpay.Decimal:
			*p = strictpay.MustDecimal("1")
			continue
		case *time.Time:
			*p = time.Unix(1, 0)
			continue
		default:
			if f.Kind() != reflect.String {
				continue
			}
			f.SetString(text)
		}
		planted[name] = text
	}
	return planted
}

// Every model of every API prints, under every verb and in slog, nothing that its specification marks as sensitive;
// the wire carries it.
func TestModelsNeverPrintWhatIsSensitive(t *testing.T) {
	t.Parallel()
	for _, api := range everyAPI {
		marked := sensitive(t, api.Name)
		seen := 0
		for name, typ := range everyModel(api) {
			v := reflect.New(typ)
			planted := plant(v.Elem())
			prints := map[string]string{}
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%U"} {
				prints[verb] = fmt.Sprintf(verb, v.Interface()) + fmt.Sprintf(verb, v.Elem().Interface()) +
					fmt.Sprintf(verb, []any{v.Interface()})
			}
			var log strings.Builder
			slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "pointer", v.Interface(), "value", v.Elem().Interface())
			prints["slog"] = log.String()
			text, err := json.Marshal(v.Interface())
			if err != nil {
				t.Errorf("%s.%s: %v", api.Name, name, err)
			}
			for member, secret := range planted {
				_, open := typ.FieldByName("AdditionalProperties")
				hidden := marked[name][member] || member == "-" && open
				for verb, printed := range prints {
					if hidden && strings.Contains(printed, secret) {
						t.Errorf("%s.%s.%s: %s prints it", api.Name, name, member, verb)
					}
				}
				if !strings.Contains(string(text), secret) && typ.NumMethod() > 0 && member != "-" {
					t.Errorf("%s.%s.%s: the wire does not carry it", api.Name, name, member)
				}
				if hidden {
					seen++
				}
			}
		}
		if seen < 3 {
			t.Errorf("%s: only %d sensitive members were tried", api.Name, seen)
		}
	}
}
