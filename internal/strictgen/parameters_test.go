package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	limitsapi "github.com/strictpay/strictpay/internal/strictgen/testdata/limits"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// limitsClient speaks to a server that answers 204 and keeps the last request.
func limitsClient(t *testing.T) (client *limitsapi.Client, last func() *http.Request) {
	t.Helper()
	var request *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request = r
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	nobody := func(context.Context, http.Header) error { return nil }
	send := func(ctx context.Context, req *http.Request) (*http.Response, error) {
		return server.Client().Do(req.WithContext(ctx))
	}
	exchanger, err := invoke.NewHTTP(base, send, nil, nobody)
	if err != nil {
		t.Fatal(err)
	}
	caller := invoke.NewCaller(invoke.Config{API: limitsapi.API, Exchanger: exchanger})
	return limitsapi.NewClient(caller), func() *http.Request { return request }
}

// A status without a body beside one that has one is a value without members.
func TestParametersAreSent(t *testing.T) {
	client, last := limitsClient(t)
	at := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	yes, limit, above := true, int32(100), int64(1)
	cost, money, kind, level := strictpay.MustDecimal("0.005"), "EUR", limitsapi.KindTwo, limitsapi.LevelN3000000000
	value, err := client.FindThings(context.Background(), "abc", limitsapi.KindOne,
		&limitsapi.FindThingsParams{From: "a b&c", Limit: &limit, Above: &above, Cost: &cost,
			Sort: &kind, Level: &level, Money: &money, Exact: &yes, Since: &at, XKey: strictpay.NewSecret("key")})
	if err != nil || value == nil || value.Needed != "" {
		t.Fatalf("value %v, error %v", value, err)
	}
	const want = "/things/abc/one?from=a+b%26c&limit=100&above=1&cost=0.005&sort=two&level=3000000000&money=EUR&" +
		"exact=true&since=2026-11-25T10%3A00%3A00Z"
	if got := last().URL.String(); got != want {
		t.Errorf("asked was\n%s, want\n%s", got, want)
	}
	if got := last().Header.Get("X-Key"); got != "key" {
		t.Errorf("the header is %q", got)
	}
}

// Each parameter is checked before sending, required or not, whatever else is given.
func TestParametersAreChecked(t *testing.T) {
	client, last := limitsClient(t)
	good := func() *limitsapi.FindThingsParams {
		return &limitsapi.FindThingsParams{From: "x", XKey: strictpay.NewSecret("key")}
	}
	for name, c := range map[string]struct {
		id      string
		kind    limitsapi.Kind
		edit    func(*limitsapi.FindThingsParams)
		pointer string
	}{
		"path, empty":         {"", "one", nil, "/path/id"},
		"path, a dot segment": {"..", "one", nil, "/path/id"},
		"path, minLength":     {"a", "one", nil, "/path/id"},
		"path, maxLength":     {"abcde", "one", nil, "/path/id"},
		"path, pattern":       {"ABC", "one", nil, "/path/id"},
		"path, enum":          {"abc", "six", nil, "/path/kind"},
		"query, required":     {"abc", "one", func(p *limitsapi.FindThingsParams) { p.From = "" }, "/query/from"},
		"query, maxLength": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.From = "12345678901"
		}, "/query/from"},
		"query, minimum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Limit = new(int32)
		}, "/query/limit"},
		"query, maximum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Limit = new(int32(101))
		}, "/query/limit"},
		"query, exclusiveMinimum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Above = new(int64)
		}, "/query/above"},
		"query, decimal minimum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Cost = new(strictpay.MustDecimal("0.0049"))
		}, "/query/cost"},
		"query, decimal maximum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Cost = new(strictpay.MustDecimal("10.0"))
		}, "/query/cost"},
		"query, no decimal": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Cost = new(strictpay.Decimal)
		}, "/query/cost"},
		"query, enum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Sort = new(limitsapi.Kind("six"))
		}, "/query/sort"},
		"query, integer enum": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Level = new(limitsapi.Level(2))
		}, "/query/level"},
		"query, currency": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Money = new("eur")
		}, "/query/money"},
		"query, zero date": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.Since = new(time.Time)
		}, "/query/since"},
		"header, required": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.XKey = strictpay.Secret{}
		}, "/header/X-Key"},
		"header, minLength": {"abc", "one", func(p *limitsapi.FindThingsParams) {
			p.XKey = strictpay.NewSecret("k")
		}, "/header/X-Key"},
	} {
		params := good()
		if c.edit != nil {
			c.edit(params)
		}
		_, err := client.FindThings(context.Background(), c.id, c.kind, params)
		found := deviationsOf(err)
		if len(found) != 1 || found[0].Pointer != c.pointer || !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%s: deviations %v, error %v, want one at %s", name, found, err, c.pointer)
		}
	}
	if _, err := client.FindThings(context.Background(), "abc", "one", nil); len(deviationsOf(err)) != 2 {
		t.Errorf("without parameters: %v, want two that are missing", err)
	}
	if last() != nil {
		t.Errorf("%s was sent", last().URL)
	}
}

func deviationsOf(err error) []strictpay.Deviation {
	var e *strictpay.NotSent
	if !errors.As(err, &e) {
		return nil
	}
	return e.Deviations
}

// Callers see the parameter objects that their calls take; those of the router alone stand in its package.
func TestCallersSeeTheParameterObjectsOfTheirCalls(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^type (\w+Params) struct`)
	for _, dir := range append([]string{"testdata/shop", "testdata/limits"}, moduleSpecs...) {
		folders, routed := generated(t, dir), 0
		var text strings.Builder
		for _, name := range sortedNames(folders[0].files) {
			text.Write(folders[0].files[name])
		}
		for _, m := range declared.FindAllStringSubmatch(text.String(), -1) {
			if !strings.Contains(text.String(), "params *"+m[1]+",") {
				t.Errorf("%s: no call takes %s", dir, m[1])
			}
		}
		for _, name := range sortedNames(folders[1].files) {
			routed += len(declared.FindAll(folders[1].files[name], -1))
		}
		if hasThem := dir == "testdata/shop" || strings.HasSuffix(dir, "koshelek"); hasThem && routed == 0 {
			t.Errorf("%s: the router has no parameter objects of its own", dir)
		}
	}
}
