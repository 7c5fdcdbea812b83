package wire_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay/adapters/wire"
)

func TestDecimal(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"0", "-0", "1", "007", "414.99", "-1.50", "10.000000000", strings.Repeat("9", 38)} {
		d, err := wire.ParseDecimal(good)
		if err != nil || d.String() != good {
			t.Errorf("%q gives %q, %v", good, d, err)
		}
	}
	for _, bad := range []string{"", "+1", "1.", ".5", "1e2", "1E2", "--1", "1,5", " 1", "1 ", "0x1", "NaN", "١", strings.Repeat("9", 39), "1." + strings.Repeat("0", 38)} {
		if d, err := wire.ParseDecimal(bad); !errors.Is(err, wire.ErrDecimal) {
			t.Errorf("%q gives %q, %v", bad, d, err)
		}
	}
}

func TestDecimalCompares(t *testing.T) {
	t.Parallel()
	a, b := wire.MustDecimal("1.50"), wire.MustDecimal("1.5")
	if !a.Equal(b) || a.Cmp(wire.MustDecimal("1.49")) <= 0 || a.Equal(wire.Decimal{}) || !(wire.Decimal{}).Equal(wire.Decimal{}) || wire.MustDecimal("0").Equal(wire.Decimal{}) {
		t.Error("1.50 and 1.5 are one amount, 0 and no amount are two")
	}
	sum, err := wire.NewDecimal(a.Decimal().Add(b.Decimal()))
	if err != nil || !sum.Equal(wire.MustDecimal("3")) {
		t.Errorf("sum %v, %v", sum, err)
	}
}

func TestDecimalAndDatabases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src  any
		want string
	}{{"1.50", "1.50"}, {[]byte("2"), "2"}, {int64(-3), "-3"}, {nil, ""}} {
		var d wire.Decimal
		if err := d.Scan(c.src); err != nil || d.String() != c.want {
			t.Errorf("%v gives %q, %v", c.src, d, err)
		}
		if v, err := d.Value(); err != nil || (v == nil) != (c.want == "") {
			t.Errorf("value %v, %v", v, err)
		}
	}
	var d wire.Decimal
	if d.Scan(1.5) == nil {
		t.Error("a float is not exact")
	}
}

func TestDecimalAsJSON(t *testing.T) {
	t.Parallel()
	var v struct{ A, B, C wire.Decimal }
	if err := json.Unmarshal([]byte(`{"A":"1.50","B":2.5,"C":null}`), &v); err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(v)
	if want := `{"A":"1.50","B":"2.5","C":null}`; string(text) != want {
		t.Errorf("%s, want %s", text, want)
	}
	if json.Unmarshal([]byte(`{"A":1e2}`), &v) == nil {
		t.Error("an exponent passes")
	}
	if got := string(wire.AppendNumber(nil, wire.MustDecimal("-007.50"))); got != "-7.50" {
		t.Errorf("written %s", got)
	}
}

func TestSecretIsNeverPrinted(t *testing.T) {
	t.Parallel()
	const planted = "planted-4111111111111111"
	s := wire.NewSecret(planted)
	holder := struct {
		S wire.Secret
		P *wire.Secret
	}{s, &s}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		for _, v := range []any{s, &s, holder, []wire.Secret{s}, map[string]wire.Secret{"a": s}} {
			if text := fmt.Sprintf(verb, v); strings.Contains(text, "planted") || strings.Contains(text, "706c616e746564") || strings.Contains(text, "4111") {
				t.Errorf("%s of %T prints it: %s", verb, v, text)
			}
		}
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s)
	if strings.Contains(log.String(), "planted") {
		t.Errorf("slog shows it: %s", log.String())
	}
	text, _ := json.Marshal(s)
	var back wire.Secret
	if err := json.Unmarshal(text, &back); err != nil || back != s || back.Reveal() != planted {
		t.Errorf("the wire carries %s, and back %v", text, err)
	}
}

func TestDateTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want time.Time // zero: refused
	}{
		{"2023-08-29T15:34:56+03:00", time.Date(2023, 8, 29, 12, 34, 56, 0, time.UTC)},
		{"2024-06-15T10:51:49.086Z", time.Date(2024, 6, 15, 10, 51, 49, 86e6, time.UTC)},
		{"2024-02-29t00:00:00z", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"2024-02-29T00:00:00.1234567891-00:00", time.Date(2024, 2, 29, 0, 0, 0, 123456789, time.UTC)},
		{text: "2023-02-29T00:00:00Z"}, {text: "2023-13-01T00:00:00Z"}, {text: "2023-00-01T00:00:00Z"}, {text: "2023-01-00T00:00:00Z"},
		{text: "2023-01-01T24:00:00Z"}, {text: "2023-01-01T00:60:00Z"}, {text: "2023-01-01T00:00:60Z"}, {text: "2023-01-01 00:00:00Z"},
		{text: "2023-01-01T00:00:00"}, {text: "2023-01-01T00:00:00.Z"}, {text: "2023-01-01T00:00:00,5Z"}, {text: "2023-01-01T00:00:00+0300"},
		{text: "2023-01-01T00:00:00+24:00"}, {text: "2023-01-01T00:00:00+03:60"}, {text: "2023-01-01T00:00:00ZZ"}, {text: "23-01-01T00:00:00Z"}, {text: ""},
	} {
		var got time.Time
		devs := wire.DecodeJSON([]byte(`"`+c.text+`"`), reading(func(r *wire.Reader) { r.Time(&got) }))
		if c.want.IsZero() != devs.Violated() || !got.Equal(c.want) {
			t.Errorf("%q gives %v, %v", c.text, got, devs.List)
		}
	}
}

type reading func(r *wire.Reader)

func (f reading) ReadJSON(r *wire.Reader) { f(r) }

func TestTextKeepsItsSpelling(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"404"`, `404`, `-1.5e3`, `"ä\u2028"`} {
		var v wire.Text
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		back, _ := json.Marshal(v)
		var again wire.Text
		if err := json.Unmarshal(back, &again); err != nil || again != v {
			t.Errorf("%s is written %s", text, back)
		}
	}
	var v wire.Text
	for _, text := range []string{`true`, `null`, `{}`} {
		if json.Unmarshal([]byte(text), &v) == nil {
			t.Errorf("%s passes", text)
		}
	}
}

func TestStringsAreWrittenAsJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", `a"b\c`, "\x00\x1f\t\r\n", "ä😀\u2028", "a/b<>&"} {
		var back string
		if err := json.Unmarshal(wire.AppendString(nil, text), &back); err != nil || back != text {
			t.Errorf("%q becomes %q, %v", text, back, err)
		}
	}
	if got := string(wire.AppendString(nil, "a\xffb")); got != "\"a\ufffdb\"" {
		t.Errorf("invalid UTF-8 is written %q", got)
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	table := wire.Table{Rows: []wire.Row{{Code: "A", Text: "one"}, {Code: "B", Context: "payment", Text: "two"}, {Code: "B", Context: "refund", Text: "three", Tip: "in <X> minutes"}}}
	for _, c := range []struct{ code, context, want string }{
		{"A", "", "one"}, {"A", "refund", "one"}, {"B", "", "two"}, {"B", "refund", "three"}, {"B", "other", ""}, {"C", "", ""}, {"", "", ""},
	} {
		row, ok := table.Lookup(c.code, c.context)
		if row.Text != c.want || ok != (c.want != "") {
			t.Errorf("%q in %q gives %v, %v", c.code, c.context, row, ok)
		}
	}
	row, _ := table.Lookup("B", "refund")
	if got := row.WithParameter("5").Tip; got != "in 5 minutes" {
		t.Errorf("tip %q", got)
	}
}
