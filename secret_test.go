package strictpay_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"github.com/strictpay/strictpay"
)

// dump writes all that reflection reaches, private fields too, as libraries for debugging do. It follows pointers.
func dump(v reflect.Value, depth int) string {
	if depth > 12 || !v.IsValid() {
		return ""
	}
	var b strings.Builder
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return dump(v.Elem(), depth+1)
	case reflect.Struct:
		open := reflect.New(v.Type()).Elem()
		open.Set(v)
		for i := range open.NumField() {
			f := open.Field(i)
			b.WriteString(dump(reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem(), depth+1) + " ")
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			b.WriteString(dump(v.Index(i), depth+1) + " ")
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			b.WriteString(dump(key, depth+1) + " " + dump(v.MapIndex(key), depth+1) + " ")
		}
	default:
		fmt.Fprint(&b, v)
	}
	return b.String()
}

// The walk of this test finds what a private field holds, unless it is a Secret.
func TestSecretsAreNotDumped(t *testing.T) {
	t.Parallel()
	type holder struct {
		open   string
		secret strictpay.Secret
		list   []*strictpay.Secret
	}
	secret := strictpay.NewSecret("PLANTED-secret")
	text := dump(reflect.ValueOf(&holder{"PLANTED-open", secret, []*strictpay.Secret{&secret}}), 0)
	if !strings.Contains(text, "PLANTED-open") {
		t.Fatalf("the walk finds nothing: %s", text)
	}
	if strings.Contains(text, "PLANTED-secret") {
		t.Errorf("the secret is found: %s", text)
	}
}

func TestSecretsUnderEveryVerb(t *testing.T) {
	t.Parallel()
	type exported struct{ Secret strictpay.Secret }
	type private struct{ secret strictpay.Secret }
	secret := strictpay.NewSecret("PLANTED")
	for _, v := range []any{secret, &secret, []any{secret}, map[string]any{"a": secret}, exported{secret},
		private{secret}, &private{secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%p", "%w", "%t", "%U", "%c",
			"%e", "%T", "%!"} {
			text := fmt.Sprintf(verb, v)
			if strings.Contains(text, "PLANTED") ||
				strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", "PLANTED")) {
				t.Errorf("%s of %T prints %s", verb, v, text)
			}
		}
	}
}

func TestSecretsCompareByText(t *testing.T) {
	t.Parallel()
	a, b, other := strictpay.NewSecret("x1"), strictpay.NewSecret(strings.Clone("x1")), strictpay.NewSecret("x2")
	if a != b || a == other || !reflect.DeepEqual(a, b) || reflect.DeepEqual(a, other) {
		t.Error("secrets do not compare by their texts")
	}
	var zero strictpay.Secret
	if zero != strictpay.NewSecret("") || zero.IsSet() || zero.Reveal() != "" || !a.IsSet() {
		t.Error("the zero Secret is not the empty one")
	}
	text, err := json.Marshal(map[string]strictpay.Secret{"s": a})
	var back map[string]strictpay.Secret
	if err != nil || json.Unmarshal(text, &back) != nil || back["s"] != a || string(text) != `{"s":"x1"}` {
		t.Errorf("%s, %v", text, err)
	}
}

// Equal secrets stay equal while others come and go, on many goroutines.
func TestSecretsComeAndGo(t *testing.T) {
	t.Parallel()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 300 {
				text := fmt.Sprintf("going-%d", i%7)
				a := strictpay.NewSecret(text)
				if i%100 == 0 {
					runtime.GC()
				}
				if b := strictpay.NewSecret(text); a != b || b.Reveal() != text {
					t.Errorf("%q is not %q", a.Reveal(), b.Reveal())
				}
			}
		})
	}
	group.Wait()
}
