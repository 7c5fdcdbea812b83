package koshelek_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/check"
)

func TestServersTakeOneSegmentOnly(t *testing.T) {
	t.Parallel()
	for partner, ok := range map[string]bool{
		"name": true, "name/": true, "Shop-1_a.b~c": true, "...": true,
		"": false, ".": false, "..": false, "a/b": false, "/": false, "a?b": false, "a#b": false, "a%2fb": false,
		"%2e%2e": false, "{partner}": false, "a b": false, `a\b`: false, "имя": false, "a\n": false,
		"x@evil.example": false,
	} {
		for _, server := range []string{koshelek.Production, koshelek.Test} {
			client, err := koshelek.New(server+partner, "login", "password")
			if (err == nil) != ok || (client != nil) != ok || !ok && !errors.Is(err, koshelek.ErrPartner) {
				t.Errorf("%s%s: %v", server, partner, err)
			}
		}
	}
	if _, err := koshelek.New("https://api.koshelek.app", "login", "password"); !errors.Is(err, koshelek.ErrPartner) {
		t.Errorf("no segment at all: %v", err)
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	for _, of := range []struct{ login, password string }{{"", "p"}, {"l", ""}, {"l:x", "p"}, {"l\n", "p"},
		{"l", "p\x00"}, {"l", "p\x7f"}} {
		if c, err := koshelek.New("https://api.example/name", of.login, of.password); !errors.Is(err,
			koshelek.ErrCredentials) || c != nil {
			t.Errorf("%q: %v", of.login, err)
		}
	}
	if _, err := koshelek.New("", "login", "password"); err == nil {
		t.Error("there is no server without a partner's segment, so no default")
	}
	c, err := koshelek.New("https://api.example/name", "planted-login", "pass:word-пароль")
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		if text := fmt.Sprintf(verb, c); strings.Contains(text, "planted-login") ||
			strings.Contains(text, "word-пароль") {
			t.Errorf("%s shows the credentials", verb)
		}
	}
}

// The lists of a request hold no item twice; the documentation says so of the payment methods.
func TestListsHoldNoItemTwice(t *testing.T) {
	t.Parallel()
	sbp := koshelekapi.PaymentMethod{Type: koshelekapi.PaymentTypeSBP}
	for _, c := range []struct {
		methods []koshelekapi.PaymentMethod
		want    string
	}{
		{[]koshelekapi.PaymentMethod{sbp, {Type: koshelekapi.PaymentTypeDolyame}}, ""},
		{[]koshelekapi.PaymentMethod{sbp, {Type: koshelekapi.PaymentTypeDolyame}, sbp}, "/paymentMethods/2"},
	} {
		var checker check.Checker
		request := koshelekapi.CheckoutRequest{PaymentMethods: c.methods}
		request.Check(&checker)
		got := ""
		for _, d := range checker.Found().List {
			if d.Kind == strictpay.KindFormat && strings.HasPrefix(d.Pointer, "/paymentMethods") {
				got += d.Pointer
			}
		}
		if got != c.want {
			t.Errorf("%v: found %q, want %q", c.methods, got, c.want)
		}
	}
}
