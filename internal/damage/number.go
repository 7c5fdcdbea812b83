package damage

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

var (
	jsonNumber   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
	jsonInteger  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	plainDecimal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	plainInteger = regexp.MustCompile(`^-?[0-9]+$`)
)

// mostDigits is how many digits a decimal may have.
const mostDigits = 38

func isDecimal(text string) bool {
	return plainDecimal.MatchString(text) && len(strings.Trim(text, "-"))-strings.Count(text, ".") <= mostDigits
}

// exact is the value of a JSON number; false where its exponent is beyond all types.
func exact(text string) (*big.Rat, bool) {
	if _, exponent, found := strings.Cut(strings.ToLower(text), "e"); found {
		if n, err := strconv.Atoi(exponent); err != nil || n > 1000 || n < -1000 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// wholeNumber is the value of a text that is a JSON number with the value of an integer.
func wholeNumber(text string) (*big.Int, bool) {
	value, ok := exact(text)
	if !ok || !value.IsInt() {
		return nil, false
	}
	return value.Num(), true
}

// expanded writes a JSON number without its exponent; false where that takes more digits than a decimal may have.
func expanded(text string) (string, bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	shift, err := strconv.Atoi(exponent)
	if err != nil || shift > 1000 || shift < -1000 {
		return "", false
	}
	value, _ := exact(text)
	_, fraction, _ := strings.Cut(mantissa, ".")
	plain := value.FloatString(max(0, len(fraction)-shift))
	return plain, isDecimal(plain)
}

// fitsInteger reports whether a value fits the type of an integer.
func (s *shape) fitsInteger(value *big.Int) bool {
	bits := uint(63)
	if s.Format == "int32" {
		bits = 31
	}
	limit := new(big.Int).Lsh(big.NewInt(1), bits)
	return value.Cmp(limit) < 0 && value.Cmp(new(big.Int).Neg(limit)) >= 0
}

// rangeFits reports whether a number is within the documented limits.
func (s *shape) rangeFits(text string) bool {
	if s.Min == nil && s.Max == nil {
		return true
	}
	value, ok := exact(text)
	if !ok {
		return true
	}
	if s.Min != nil {
		if order := value.Cmp(limit(*s.Min)); order < 0 || order == 0 && s.ExclusiveMin.IsTrue() {
			return false
		}
	}
	if s.Max != nil {
		if order := value.Cmp(limit(*s.Max)); order > 0 || order == 0 && s.ExclusiveMax.IsTrue() {
			return false
		}
	}
	return true
}

// limit is a limit as it is spelled in the file: the shortest decimal that is the same float.
func limit(value float64) *big.Rat {
	exactly, _ := new(big.Rat).SetString(strconv.FormatFloat(value, 'f', -1, 64))
	return exactly
}
