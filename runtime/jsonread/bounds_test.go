package jsonread_test

import (
	"runtime"
	"slices"
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
	methods := func() jsonread.Readable { return new(vertexapi.PaymentMethodsResponse) }
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
		"lists of a text": {fill(`{"data":[`, `{"currencies":[""]}`, `]}`), methods},
		"a list of texts": {fill(`{"data":[{"currencies":[`, `""`, `]}]}`), methods},
		"lists of a text, once full": {fill(`{"data":[`+strings.Repeat(`0,`, 2*strictpay.MaxKept),
			`{"currencies":[""]}`, `]}`), methods},
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

// Short lists of texts share memory, so a test looks that no list runs into the next: of every length, some of them
// long enough for memory of their own.
func TestListsOfTexts(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	var want [][]string
	body.WriteString(`{"data":[`)
	for n := range 80 {
		list := make([]string, n)
		for i := range list {
			list[i] = strconv.Itoa(100*n + i)
		}
		want = append(want, list)
		if n > 0 {
			body.WriteString(",")
		}
		body.WriteString(`{"dataEntryModes":["qr","new"],"regions":["` + strings.Join(list, `","`) + `"]}`)
	}
	body.WriteString(`]}`)
	var methods vertexapi.PaymentMethodsResponse
	jsonread.ReadInto([]byte(strings.Replace(body.String(), `[""]`, `[]`, 1)), &methods)
	for i := range methods.Data {
		m := &methods.Data[i]
		m.Regions = append(m.Regions, "added")
		m.DataEntryModes = append(m.DataEntryModes, "added")
	}
	if len(methods.Data) != len(want) {
		t.Fatalf("%d methods, want %d", len(methods.Data), len(want))
	}
	for i, m := range methods.Data {
		if !slices.Equal(m.Regions, append(want[i], "added")) {
			t.Errorf("method %d has the regions %v", i, m.Regions)
		}
		if !slices.Equal(m.DataEntryModes, []vertexapi.DataEntryMode{"qr", "new", "added"}) {
			t.Errorf("method %d has the data entry modes %v", i, m.DataEntryModes)
		}
	}
}
