package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// peak is what may be allocated in all while a hostile body of 1 MiB is read; what is alive at once is less.
const peak = 48 << 20

// A hostileBody is meant to cost much for each of its bytes.
type hostileBody struct {
	name string
	of   func(size int) []byte
	as   reading
	// cut says that reading ends early. Two sizes then take the same time, and a row of times would say nothing.
	cut bool
}

// A reading is what bodies of one format are read as; the worst counts.
type reading struct {
	least string // a small document, which fills the pools that the collector has emptied
	reads []func(data []byte)
}

var asJSON = reading{"{}", []func(data []byte){
	func(data []byte) { new(vertexapi.OrderResponse).ReadDocument(data, spec.Decoding{}) },
	func(data []byte) { new(vertexapi.PaymentMethodsResponse).ReadDocument(data, spec.Decoding{}) },
}}

var asXML = reading{"<data></data>", []func(data []byte){
	func(data []byte) { new(xpaymentsapi.PaymentInfo).ReadDocument(data, spec.Decoding{}) },
}}

var hostileBodies = []hostileBody{
	hostileJSON("unknown members", numbered(`{"data":{`, `"u%d":0,`, `"z":0}}`)),
	hostileJSON("repeated members", filled(`{"data":{`, `"id":1,`, `"id":1}}`)),
	hostileJSON("empty items", filled(`{"data":[`, `{},`, `{}]}`)),
	hostileJSON("null items", filled(`{"data":[`, `null,`, `null]}`)),
	hostileJSON("escapes", filled(`{"data":[{"name":"`, `\u0041`, `"}]}`)),
	// The decoder leaves the brackets at the depth that it allows.
	{name: hostileName("brackets"), of: filled(`{"data":[{"name":`, `[`, ``), as: asJSON, cut: true},
	hostileJSON("lists of texts", filled(`{"data":[`, `{"providerCode":"p","acquirerCode":"a",`+
		`"instrumentType":"card","dataEntryModes":["qr"],"regions":["DE","AT"]},`, `{}]}`)),
	hostileJSON("digits", filled(`{"data":[{"id":`, `9`, `}]}`)),
	hostileXML("unknown elements", numbered(`<data>`, `<u%d></u%[1]d>`, `</data>`)),
	hostileXML("empty transactions", filled(`<data>`, `<transactions></transactions>`, `</data>`)),
}

func hostileName(body string) string { return "hostile 1 MiB, " + body }

func hostileJSON(name string, of func(size int) []byte) hostileBody {
	return hostileBody{name: hostileName(name), of: of, as: asJSON}
}

func hostileXML(name string, of func(size int) []byte) hostileBody {
	return hostileBody{name: hostileName("X-Payments XML, " + name), of: of, as: asXML}
}

// filled repeats an item as often as it has room.
func filled(open, item, end string) func(size int) []byte {
	return func(size int) []byte {
		n := (size - len(open) - len(end)) / len(item)
		return []byte(open + strings.Repeat(item, n) + end)
	}
}

// numbered is the same with items that all differ.
func numbered(open, item, end string) func(size int) []byte {
	return func(size int) []byte {
		b := []byte(open)
		for i := 0; len(b)+len(fmt.Sprintf(item, i))+len(end) <= size; i++ {
			b = fmt.Appendf(b, item, i)
		}
		return append(b, end...)
	}
}

// rows are one about memory and one about time, measured in some runs or in as many as there were before an interrupt.
func (b *hostileBody) rows(ctx context.Context, runs int, steps *progress) []row {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	whole, quarter := b.of(1<<20), b.of(1<<18)
	memory := row{what: b.name, against: "allocated in all", unit: " MiB", goal: peak >> 20}
	linear := row{what: b.name, against: "four times the time of 256 KiB", unit: "x", goal: 1.3}
	var ours []float64
	for range runs {
		if ctx.Err() != nil {
			break
		}
		steps.next(b.name)
		most, large, small := uint64(0), 0.0, 1.0
		for _, read := range b.as.reads {
			most = max(most, allocated(func() { read(whole) }))
			if b.cut {
				continue
			}
			if l, s := b.growth(read, whole, quarter); l/s > large/small {
				large, small = l, s
			}
		}
		memory.ratios = append(memory.ratios, float64(most)/(1<<20))
		linear.ratios, ours = append(linear.ratios, large/small), append(ours, large)
	}
	switch {
	case memory.ratios == nil:
		return nil
	case b.cut:
		return []row{memory}
	}
	linear.setTimes(ours)
	return []row{memory, linear}
}

func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// growth is the median time of reading a whole body, and the time of reading its quarter four times, as it follows from
// the median of the ratios of 15 rounds.
func (b *hostileBody) growth(read func([]byte), whole, quarter []byte) (large, small float64) {
	readers := []rival{{run: func() { read(whole) }}, {run: func() {
		for range 4 {
			read(quarter)
		}
	}}}
	rounds, counts := make([][]float64, len(readers)), make([]int, len(readers))
	for i, r := range readers {
		counts[i] = calibrate(r.run, chunk)
	}
	for range 15 {
		runtime.GC()
		read([]byte(b.as.least))
		for _, i := range rand.Perm(len(readers)) {
			rounds[i] = append(rounds[i], readers[i].time(counts[i], false))
		}
	}
	times := paired(rounds)
	return times[0], times[1]
}
