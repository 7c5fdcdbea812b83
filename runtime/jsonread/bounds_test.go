package jsonread_test

import (
	"encoding/json"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

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

// Short lists of texts share memory. This test checks that each has its own texts, and that appending to one changes no
// other: lists of every length, some of them long enough for memory of their own, some with a text that is.
func TestListsOfTexts(t *testing.T) {
	t.Parallel()
	var want [][]string
	for n := range 80 {
		list := make([]string, n)
		for i := range list {
			list[i] = strconv.Itoa(100*n + i)
		}
		if n%7 == 3 {
			list[n/2] = strings.Repeat("long", 100)
		}
		want = append(want, list)
	}
	body, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got textLists
	if devs := jsonread.ReadInto(body, &got); len(devs.List) > 0 || len(got) != len(want) {
		t.Fatalf("%d lists, %v", len(got), devs.List)
	}
	for i := range got {
		got[i] = append(got[i], "added")
	}
	for i, list := range got {
		if !slices.Equal(list, append(want[i], "added")) {
			t.Errorf("list %d has %d texts: %v", i, len(list), list)
		}
	}
}

// Once more deviations were found than are kept, lists of texts are counted and not built.
func TestListsOfTextsOnceFull(t *testing.T) {
	t.Parallel()
	body := "[" + strings.Repeat(`0,`, strictpay.MaxKept+1) + `["a","b"],["c"]]`
	var got textLists
	devs := jsonread.ReadInto([]byte(body), &got)
	if devs.Dropped == 0 {
		t.Fatal("the document is not full")
	}
	for i, list := range got {
		if len(list) > 0 {
			t.Errorf("list %d has %v", i, list)
		}
	}
}

// A list keeps the memory of its neighbours, but no long text of theirs, also not one that was only counted.
func TestListKeepsNoLongText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 8<<20)
	deviations := strings.Repeat("0,", strictpay.MaxKept+1)
	for name, body := range map[string]string{
		"a list of its own":  `[["a"],["` + long + `"],["b"]]`,
		"a full document":    `[["a"],` + deviations + `["` + long + `"]]`,
		"full inside a list": `[["a"],["b",` + strings.Repeat("[],", strictpay.MaxKept+1) + `"` + long + `"]]`,
	} {
		freed := make(chan struct{})
		var lists textLists
		read := func(text string) {
			if len(text) == len(long) {
				runtime.AddCleanup(unsafe.StringData(text), func(int) { close(freed) }, 0)
			}
		}
		jsonread.ReadInto([]byte(body), &readLists{&lists, read})
		kept := lists[0]
		lists = nil
		if !collected(freed) {
			t.Errorf("%s: the long text is kept", name)
		}
		runtime.KeepAlive(kept)
	}
}

// collected collects garbage until something is freed.
func collected(freed chan struct{}) bool {
	for range 50 {
		runtime.GC()
		select {
		case <-freed:
			return true
		case <-time.After(100 * time.Millisecond):
		}
	}
	return false
}

// textLists is a document of lists of texts.
type textLists [][]string

// ReadJSON reads them.
func (l *textLists) ReadJSON(r *jsonread.Reader) { (&readLists{l, func(string) {}}).ReadJSON(r) }

// readLists tells of each text that it reads.
type readLists struct {
	lists *textLists
	read  func(text string)
}

// ReadJSON reads the lists.
func (l *readLists) ReadJSON(r *jsonread.Reader) {
	if !r.Array("Lists") {
		return
	}
	for r.Item() {
		if !r.Array("Texts") {
			continue
		}
		var list []string
		jsonread.StartTexts(r, &list)
		for r.Item() {
			var text string
			if r.String(&text) {
				l.read(text)
				*jsonread.Grow(r, &list) = text
			}
		}
		jsonread.EndTexts(r, &list)
		r.EndArray()
		*l.lists = append(*l.lists, list)
	}
	r.EndArray()
}
