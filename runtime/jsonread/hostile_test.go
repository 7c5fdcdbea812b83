package jsonread_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// Documents of the size of the response limit that would take hours if anything in them were compared with everything
// else.
func TestHostileJSONEnds(t *testing.T) {
	t.Parallel()
	name := func(i int) string { return `"n` + strconv.FormatInt(int64(i), 36) + `"` }
	many := func(before string, one func(i int) string, after string) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < 1<<20; i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(one(i))
		}
		return b.String() + after
	}
	var some strings.Builder
	for i := range 20 {
		some.WriteString(name(i) + `:1,`)
	}
	wallet := `{"data":{"payments":[{"instrumentType":"wallet","paymentDetails":{`
	for what, doc := range map[string]string{
		"unknown names":    many(`{`, func(i int) string { return name(i) + `:1` }, `}`),
		"one unknown name": many(`{`, func(int) string { return `"x":1` }, `}`),
		"one known name":   many(`{"data":{`, func(int) string { return `"id":1` }, `}}`),
		"escaped names":    many(`{`, func(i int) string { return `"\u0061` + name(i)[1:] + `:1` }, `}`),
		"open members":     many(wallet, func(i int) string { return name(i) + `:1` }, `}}]}}`),
		"objects among open members": many(wallet, func(i int) string {
			return name(i) + `:{` + some.String() + `"z":1}`
		}, `}}]}}`),
		"empty payments": many(`{"data":{"payments":[`, func(int) string { return `{}` }, `]}}`),
		"deep arrays": many(`{"x":[`, func(int) string {
			return strings.Repeat("[", 60) + strings.Repeat("]", 60)
		}, `]}`),
		"an endless name":   `{"` + strings.Repeat("n", 1<<20) + `":1}`,
		"an endless number": `{"data":{"id":` + strings.Repeat("9", 1<<20) + `}}`,
		"variants before selectors": many(`{"data":{"payments":[`, func(int) string {
			return `{"paymentDetails":{"rrn":1},"instrumentType":"card"}`
		}, `]}}`),
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			devs := jsonread.ReadInto([]byte(doc), new(vertexapi.OrderResponse))
			if len(devs.List) == 0 || len(devs.List) > strictpay.MaxKept || !devs.Violated() {
				t.Errorf("%d deviations are kept, violated: %v", len(devs.List), devs.Violated())
			}
		})
	}
}
