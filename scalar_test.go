package strictpay_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
)

func TestDecimal(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"0", "-0", "1", "007", "414.99", "-1.50", "10.000000000", strings.Repeat("9", 38)} {
		d, err := strictpay.ParseDecimal(good)
		if err != nil || d.String() != good {
			t.Errorf("%q gives %q, %v", good, d, err)
		}
	}
	for _, bad := range []string{"", "+1", "1.", ".5", "1e2", "1E2", "--1", "1,5", " 1", "1 ", "0x1", "NaN", "١",
		strings.Repeat("9", 39), "1." + strings.Repeat("0", 38)} {
		if d, err := strictpay.ParseDecimal(bad); !errors.Is(err, strictpay.ErrDecimal) {
			t.Errorf("%q gives %q, %v", bad, d, err)
		}
	}
}

func TestDecimalCompares(t *testing.T) {
	t.Parallel()
	a, b := strictpay.MustDecimal("1.50"), strictpay.MustDecimal("1.5")
	if !a.Equal(b) || a.Cmp(strictpay.MustDecimal("1.49")) <= 0 || a.Equal(strictpay.Decimal{}) ||
		!(strictpay.Decimal{}).Equal(strictpay.Decimal{}) || strictpay.MustDecimal("0").Equal(strictpay.Decimal{}) {
		t.Error("1.50 and 1.5 are one amount, 0 and no amount are two")
	}
	sum, err := strictpay.NewDecimal(a.Decimal().Add(b.Decimal()))
	if err != nil || !sum.Equal(strictpay.MustDecimal("3")) {
		t.Errorf("sum %v, %v", sum, err)
	}
}

func TestDecimalAndDatabases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src  any
		want string
	}{{"1.50", "1.50"}, {[]byte("2"), "2"}, {int64(-3), "-3"}, {nil, ""}} {
		var d strictpay.Decimal
		if err := d.Scan(c.src); err != nil || d.String() != c.want {
			t.Errorf("%v gives %q, %v", c.src, d, err)
		}
		if v, err := d.Value(); err != nil || (v == nil) != (c.want == "") {
			t.Errorf("value %v, %v", v, err)
		}
	}
	var d strictpay.Decimal
	if d.Scan(1.5) == nil {
		t.Error("a float is not exact")
	}
}

func TestDecimalAsJSON(t *testing.T) {
	t.Parallel()
	var v struct{ A, B, C strictpay.Decimal }
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
}

func TestSecretIsNeverPrinted(t *testing.T) {
	t.Parallel()
	const planted = "planted-4111111111111111"
	s := strictpay.NewSecret(planted)
	holder := struct {
		S strictpay.Secret
		P *strictpay.Secret
	}{s, &s}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		for _, v := range []any{s, &s, holder, []strictpay.Secret{s}, map[string]strictpay.Secret{"a": s}} {
			if text := fmt.Sprintf(verb, v); strings.Contains(text, "planted") ||
				strings.Contains(text, "706c616e746564") || strings.Contains(text, "4111") {
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
	var back strictpay.Secret
	if err := json.Unmarshal(text, &back); err != nil || back != s || back.Reveal() != planted {
		t.Errorf("the wire carries %s, and back %v", text, err)
	}
}

func TestTextKeepsItsSpelling(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"404"`, `404`, `-1.5e3`, `"ä\u2028"`} {
		var v strictpay.Text
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		back, _ := json.Marshal(v)
		var again strictpay.Text
		if err := json.Unmarshal(back, &again); err != nil || again != v {
			t.Errorf("%s is written %s", text, back)
		}
	}
	var v strictpay.Text
	for _, text := range []string{`true`, `null`, `{}`} {
		if json.Unmarshal([]byte(text), &v) == nil {
			t.Errorf("%s passes", text)
		}
	}
}

// The zero value is no amount. It survives a text, as an amount does.
func TestDecimalsSurviveText(t *testing.T) {
	t.Parallel()
	for _, d := range []strictpay.Decimal{{}, strictpay.MustDecimal("0"), strictpay.MustDecimal("-1.50")} {
		text, err := d.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		back := strictpay.MustDecimal("9")
		if err := back.UnmarshalText(text); err != nil || back.String() != d.String() || !back.Equal(d) {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}
