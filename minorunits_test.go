package strictpay_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
)

func TestMinorUnits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount, currency string
		units            int64
		back             string // how FromMinorUnits writes it
	}{
		{"12.5", "USD", 1250, "12.50"}, {"12.500", "USD", 1250, "12.50"}, {"-0.05", "UAH", -5, "-0.05"},
		{"0", "EUR", 0, "0.00"},
		{"1500", "JPY", 1500, "1500"}, {"-7", "JPY", -7, "-7"}, {"1.234", "KWD", 1234, "1.234"},
		{"0.0001", "CLF", 1, "0.0001"},
		{"92233720368547758.07", "USD", 9223372036854775807, "92233720368547758.07"},
		{"-92233720368547758.08", "USD", -9223372036854775808, "-92233720368547758.08"},
	} {
		units, err := strictpay.MustDecimal(c.amount).MinorUnits(c.currency)
		if err != nil || units != c.units {
			t.Errorf("%s %s is %d, %v", c.amount, c.currency, units, err)
		}
		back, err := strictpay.FromMinorUnits(c.units, c.currency)
		if err != nil || back.String() != c.back {
			t.Errorf("%d of %s is %s, %v", c.units, c.currency, back, err)
		}
	}
	for _, c := range []struct{ amount, currency string }{{"0.005", "USD"}, {"0.5", "JPY"},
		{"92233720368547758.08", "USD"}} {
		if n, err := strictpay.MustDecimal(c.amount).MinorUnits(c.currency); !errors.Is(err, strictpay.ErrMinorUnits) {
			t.Errorf("%s %s is %d, %v", c.amount, c.currency, n, err)
		}
	}
	if _, err := (strictpay.Decimal{}).MinorUnits("USD"); !errors.Is(err, strictpay.ErrMinorUnits) {
		t.Errorf("no amount: %v", err)
	}
	for _, currency := range []string{"", "usd", "US", "USDT", "XAU", "D U", "SD "} {
		if _, err := strictpay.FromMinorUnits(1, currency); !errors.Is(err, strictpay.ErrCurrency) {
			t.Errorf("%q: %v", currency, err)
		}
	}
}

// The currencies that ISO 4217 gives another number of decimals than two, written down apart from the table.
func TestExponents(t *testing.T) {
	t.Parallel()
	for exponent, currencies := range map[int]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
		2: "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP GEL HKD HUF INR KZT MGA MRU MXN NOK PLN RON RUB SEK TRY UAH USD " +
			"UYU UZS ZAR",
		3: "BHD IQD JOD KWD LYD OMR TND",
		4: "CLF UYW",
	} {
		for _, currency := range strings.Fields(currencies) {
			if got, err := strictpay.Exponent(currency); got != exponent || err != nil {
				t.Errorf("%s has %d decimals, %v; want %d", currency, got, err, exponent)
			}
		}
	}
	for _, currency := range []string{"XAU", "XXX", "XTS", "AAA", "USDT_TRC20", "JP ", "Y K"} {
		if got, err := strictpay.Exponent(currency); !errors.Is(err, strictpay.ErrCurrency) {
			t.Errorf("%q has %d decimals, %v", currency, got, err)
		}
	}
}

func TestDecimalOrder(t *testing.T) {
	t.Parallel()
	ordered := []string{"-10", "-9.99", "-1", "-0.5", "-0", "0.001", "0.01", "9", "10", "010.5",
		"99999999999999999999999999999999999999"}
	for i, a := range ordered {
		for j, b := range ordered {
			x, y := strictpay.MustDecimal(a), strictpay.MustDecimal(b)
			if got, want := x.Cmp(y), x.Decimal().Cmp(y.Decimal()); got != want || (i < j) != (got < 0) {
				t.Errorf("%s and %s compare as %d, want %d", a, b, got, want)
			}
		}
		if got, want := strictpay.MustDecimal(a).Sign(), strictpay.MustDecimal(a).Decimal().Sign(); got != want {
			t.Errorf("the sign of %s is %d", a, got)
		}
	}
	var zero strictpay.Decimal
	text, err := zero.MarshalText()
	back := strictpay.MustDecimal("1")
	if err != nil || back.UnmarshalText(text) != nil || back.IsSet() {
		t.Errorf("no amount becomes %q and then %v", text, back)
	}
}
