package vertex

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// A StatusCode is what statusCode of an order or a payout says: where its status comes from. It is not an HTTP
// status. The scheme is X-YY-ZZ, and the single 0 for success, see
// https://developers.vertexgateway.com/docs/merchant/orders/status-codes. The zero value is success.
type StatusCode struct {
	Origin Origin // X
	Area   Area   // YY
	Number int    // ZZ, 0 to 99; see Technical
}

// Origin says who decided.
type Origin int

// The documented origins. Others are kept on reading.
const (
	OriginSuccess  Origin = 0 // nobody had to: the code is 0
	OriginSystem   Origin = 1 // the gateway
	OriginProvider Origin = 2 // the payment provider
)

// Area says what was being done.
type Area int

// The documented areas. Others are kept on reading.
const (
	AreaGeneral      Area = 1
	AreaValidation   Area = 2 // of the request
	AreaMethod       Area = 3 // definition of the payment method
	Area3DS          Area = 4
	AreaAntifraud    Area = 5
	AreaLimits       Area = 6
	AreaProcessing   Area = 7 // of the payment
	AreaParticipants Area = 8 // actions of the participants
)

// numberTechnical is the ZZ of a technical error, in every area.
const numberTechnical = 99

// The codes that public pages name, which are those of the table status_code; the full table is not public.
var (
	StatusSuccess          = StatusCode{}
	StatusGatewayTimeout   = StatusCode{OriginSystem, AreaGeneral, 1}
	StatusProviderWindow   = StatusCode{OriginSystem, AreaGeneral, 2}
	StatusMerchantWindow   = StatusCode{OriginSystem, AreaGeneral, 3}
	StatusNoSuitableMethod = StatusCode{OriginSystem, AreaMethod, 2}
	StatusMismatch         = StatusCode{OriginProvider, AreaProcessing, 4}
)

// meanings are those of the codes whose texts are not public, in our words.
var meanings = map[StatusCode]string{
	StatusProviderWindow:   "failed automatically by the provider's time window",
	StatusMerchantWindow:   "cancelled by the merchant's time window",
	StatusNoSuitableMethod: "no suitable method found",
	StatusMismatch:         "amount or currency mismatch, needs action",
}

// ErrStatusCode is returned by ParseStatusCode for a text that is neither 0 nor of the form X-YY-ZZ.
var ErrStatusCode = errors.New("vertex: not a status code: expected 0 or X-YY-ZZ")

// ParseStatusCode reads a statusCode. An origin, area or number that is not documented is kept; Known tells.
func ParseStatusCode(text string) (StatusCode, error) {
	if text == "0" {
		return StatusSuccess, nil
	}
	if len(text) != 7 || text[1] != '-' || text[4] != '-' {
		return StatusCode{}, ErrStatusCode
	}
	var digits [7]int
	for i := range text {
		if i != 1 && i != 4 && (text[i] < '0' || text[i] > '9') {
			return StatusCode{}, ErrStatusCode
		}
		digits[i] = int(text[i]) - '0'
	}
	c := StatusCode{Origin(digits[0]), Area(10*digits[2] + digits[3]), 10*digits[5] + digits[6]}
	if c.Origin == OriginSuccess {
		return StatusCode{}, ErrStatusCode // success has no area
	}
	return c, nil
}

// String is the code as the gateway writes it.
func (c StatusCode) String() string {
	if c.Origin == OriginSuccess {
		return "0"
	}
	return fmt.Sprintf("%d-%02d-%02d", c.Origin, c.Area, c.Number)
}

// MarshalText gives String.
func (c StatusCode) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a statusCode.
func (c *StatusCode) UnmarshalText(text []byte) error {
	v, err := ParseStatusCode(string(text))
	if err == nil {
		*c = v
	}
	return err
}

// Success reports whether the code is the one for success.
func (c StatusCode) Success() bool { return c == StatusSuccess }

// Technical reports a technical error of its area.
func (c StatusCode) Technical() bool { return c.Origin != OriginSuccess && c.Number == numberTechnical }

// Known reports whether a public page names this very code.
func (c StatusCode) Known() bool {
	_, known := vertexapi.TableStatusCode.Lookup(c.String())
	return known
}

// Text says what a known code means: in the gateway's words, or in ours where its text is not public; "" for the
// others. What the gateway says of this very order or payout stands beside the code, as statusDescription.
func (c StatusCode) Text() string {
	row, _ := vertexapi.TableStatusCode.Lookup(c.String())
	if row.Text == "" {
		return meanings[c]
	}
	return row.Text
}

// String names a documented origin, "" otherwise.
func (o Origin) String() string {
	if o == OriginSuccess {
		return "success"
	}
	row, _ := vertexapi.TableStatusSource.Lookup(strconv.Itoa(int(o)))
	return row.Text
}

// String names a documented area, "" otherwise.
func (a Area) String() string {
	row, _ := vertexapi.TableStatusScenario.Lookup(fmt.Sprintf("%02d", int(a)))
	return row.Text
}
