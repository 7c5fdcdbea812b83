package strictpay

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrCurrency is returned for a code that ISO 4217 does not list with a number of decimals.
var ErrCurrency = errors.New("strictpay: not a currency of ISO 4217")

// ErrMinorUnits is returned for an amount that is no whole number of minor units, or too large for one.
var ErrMinorUnits = errors.New("strictpay: not a whole number of minor units of 64 bits")

// MinorUnits is the amount in minor units of a currency, such as cents: 12.5 USD is 1250. Nothing is rounded.
func (d Decimal) MinorUnits(currency string) (int64, error) {
	exponent, err := Exponent(currency)
	if err != nil {
		return 0, err
	}
	if !d.IsSet() {
		return 0, fmt.Errorf("%w: no amount", ErrMinorUnits)
	}
	whole, fraction, _ := strings.Cut(d.text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > exponent {
		return 0, fmt.Errorf("%w: %s has %d decimals", ErrMinorUnits, currency, exponent)
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", exponent-len(fraction)), 10, 64)
	if err != nil {
		return 0, ErrMinorUnits
	}
	return n, nil
}

// FromMinorUnits is the amount that so many minor units of a currency are, with all its decimals: 1250 in USD is 12.50.
func FromMinorUnits(units int64, currency string) (Decimal, error) {
	exponent, err := Exponent(currency)
	if err != nil {
		return Decimal{}, err
	}
	text := strconv.FormatInt(units, 10)
	if exponent == 0 {
		return Decimal{text}, nil
	}
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	if short := exponent + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	point := len(text) - exponent
	return Decimal{sign + text[:point] + "." + text[point:]}, nil
}

// Exponent is how many decimals a currency has.
func Exponent(currency string) (int, error) {
	if len(currency) == 3 {
		for exponent, codes := range exponents {
			for at := 0; at < len(codes); at += 4 {
				if codes[at:at+3] == currency {
					return exponent, nil
				}
			}
		}
	}
	return 0, fmt.Errorf("%w: %q", ErrCurrency, currency)
}

// exponents are the currencies by their number of decimals. Source: ISO 4217, list one of the maintenance agency SIX,
// 2025-09-01. Codes that have no minor unit there, such as XAU, are left out.
var exponents = [...]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	1: "",
	2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE " +
		"CHF CHW " +
		"CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG " +
		"HUF IDR " +
		"ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
		"MXN MXV " +
		"MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE " +
		"SOS SRD " +
		"SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}
