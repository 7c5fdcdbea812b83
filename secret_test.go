package strictpay_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/dump"
)

// The walk of this test finds what a private field holds, unless it is a Secret.
func TestSecretsAreNotDumped(t *testing.T) {
	t.Parallel()
	type holder struct {
		open   string
		secret strictpay.Secret
		list   []*strictpay.Secret
	}
	secret := strictpay.NewSecret("PLANTED-secret")
	text := dump.Of(&holder{"PLANTED-open", secret, []*strictpay.Secret{&secret}})
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
