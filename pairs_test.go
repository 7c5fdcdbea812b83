package strictpay_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
)

// tree shows what redacted printing hides.
func tree(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestPairs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pairs strictpay.Pairs
		json  string
	}{
		{nil, `null`},
		{strictpay.Pairs{}, `{}`},
		{strictpay.Pairs{{Name: "b", Value: "1"}, {Name: "a", Value: ""}}, `{"b":"1","a":""}`},
		{strictpay.Pairs{{Name: "a", Value: "1"}, {Name: "a", Value: "2"}},
			`[{"name":"a","value":"1"},{"name":"a","value":"2"}]`},
		{strictpay.Pairs{{Name: "a", Children: strictpay.Pairs{{Name: "x"}, {Name: "x", Children: strictpay.Pairs{}}}}},
			`{"a":[{"name":"x","value":""},{"name":"x","value":{}}]}`},
		{strictpay.Pairs{{Name: "\"<ж", Value: "\n"}}, `{"\"<ж":"\n"}`},
	} {
		b, err := tt.pairs.MarshalJSON()
		if err != nil || string(b) != tt.json {
			t.Errorf("got %s %v, want %s", b, err, tt.json)
		}
		var back strictpay.Pairs
		if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(back, tt.pairs) {
			t.Errorf("%s: got %v back, %v", tt.json, tree(back), err)
		}
	}
	for _, bad := range []string{`1`, `"a"`, `[1]`, `[{"name":"a"}]`, `[{"value":"a"}]`, `{"a":1}`, `{"a":null}`,
		`{"a":"1","a":"2"}`} {
		if err := json.Unmarshal([]byte(bad), new(strictpay.Pairs)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	some := strictpay.Pairs{{Name: "a", Value: "1"}, {Name: "b", Children: strictpay.Pairs{{Name: "c"}}}}
	if v, ok := some.Get("a"); v != "1" || !ok {
		t.Error("a is not found")
	}
	for _, name := range []string{"b", "c", ""} {
		if v, ok := some.Get(name); v != "" || ok {
			t.Errorf("%s is found", name)
		}
	}
}

func TestPairsPrintNothing(t *testing.T) {
	t.Parallel()
	pairs := strictpay.Pairs{{Name: "holder", Value: "Lovelace"}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb+" "+verb+" "+verb, pairs, &pairs, pairs[0]); strings.Contains(got, "ovelace") ||
			strings.Contains(got, "older") {
			t.Errorf("%s: %s", verb, got)
		}
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "pairs", pairs, "pair", pairs[0])
	if got := log.String(); strings.Contains(got, "ovelace") || !strings.Contains(got, "[1 entries]") {
		t.Error(got)
	}
}
