package jsonread_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// Documents of a mebibyte that are built to take memory: what is allocated in all, garbage included, stays below 48
// MiB. Runs alone.
func TestWhatIsBuiltIsBounded(t *testing.T) {
	const size, most = 1 << 20, 48 << 20
	fill := func(before, item, after string) string {
		return before + strings.Repeat(item+",", (size-len(before))/(len(item)+1)) + item + after
	}
	long := strings.Repeat("n", 128)
	deep := strings.Repeat(`{"`+long+`":`, 60)
	distinct := func(before, after string) string {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(`"` + strconv.FormatInt(int64(i), 36) + `":1,`)
		}
		return b.String() + `"z-":1` + after
	}
	order := func() jsonread.Readable { return new(vertexapi.OrderResponse) }
	for what, c := range map[string]struct {
		body string
		into func() jsonread.Readable
	}{
		"empty payments":      {fill(`{"data":{"payments":[`, `{}`, `]}}`), order},
		"empty arrays":        {fill(`{"data":{"payments":[`, `[]`, `]}}`), order},
		"numbers for objects": {fill(`{"data":{"payments":[`, `0`, `]}}`), order},
		"empty details":       {fill(`{"data":{"payments":[`, `{"details":{}}`, `]}}`), order},
		"variants": {fill(`{"data":{"payments":[`,
			`{"instrumentType":"card","paymentDetails":{"rrn":"1"}}`, `]}}`), order},
		"open members": {fill(`{"data":{"payments":[{"instrumentType":"wallet","paymentDetails":{`, `"a":1`,
			`}}]}}`), order},
		"names of open members": {distinct(`{"data":{"payments":[{"instrumentType":"wallet","paymentDetails":{`,
			`}}]}}`), order},
		"names in a kept value": {distinct(`{"data":{"payments":[{"paymentDetails":{"x":{`, `}}}]}}`), order},
		"unknown names":         {distinct(`{`, `}`), order},
		"escaped names":         {fill(`{`, `"\u0061":1`, `}`), order},
		"deep duplicates":       {fill(deep+`{`, `"a":1,"a":1`, `}`+strings.Repeat("}", 60)), order},
		"deep in open members": {fill(`{"data":{"payments":[{"paymentDetails":{"x":`+deep[:50*132]+`{`, `"a":1,"a":1`,
			`}`+strings.Repeat("}", 50)+`}}]}}`), order},
		"a map": {fill(`{"metadata":{`, `"a":"b"`, `}}`), func() jsonread.Readable {
			return new(rozetkapayapi.PayPartsOperationResult)
		}},
	} {
		into := c.into()
		_ = jsonread.ReadInto([]byte(`{}`), c.into())
		var before, after runtime.MemStats
		body := []byte(c.body)
		runtime.ReadMemStats(&before)
		devs := jsonread.ReadInto(body, into)
		runtime.ReadMemStats(&after)
		if built := after.TotalAlloc - before.TotalAlloc; built > most {
			t.Errorf("%s: %d MiB are allocated", what, built>>20)
		}
		if len(devs.List) == 0 || len(devs.List) > strictpay.MaxKept {
			t.Errorf("%s: %d deviations are kept", what, len(devs.List))
		}
	}
}
