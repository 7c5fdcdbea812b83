package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// peak is what may be allocated in all while a hostile body of 1 MiB is read; what is alive at once is less.
const peak = 48 << 20

// hostileBodies are meant to cost much for each of their bytes.
func hostileBodies(size int) map[string][]byte {
	fill := func(open, item, end string) []byte {
		n := (size - len(open) - len(end)) / len(item)
		return []byte(open + strings.Repeat(item, n) + end)
	}
	names := &strings.Builder{}
	names.WriteString(`{"data":{`)
	for i := 0; names.Len() < size-16; i++ {
		fmt.Fprintf(names, `"u%d":0,`, i)
	}
	names.WriteString(`"z":0}}`)
	return map[string][]byte{
		"unknown members":  []byte(names.String()),
		"repeated members": fill(`{"data":{`, `"id":1,`, `"id":1}}`),
		"empty items":      fill(`{"data":[`, `{},`, `{}]}`),
		"null items":       fill(`{"data":[`, `null,`, `null]}`),
		"escapes":          fill(`{"data":[{"name":"`, `\u0041`, `"}]}`),
		"brackets":         fill(`{"data":[{"name":`, `[`, ``),
		"lists of texts": fill(`{"data":[`, `{"providerCode":"p","acquirerCode":"a","instrumentType":"card",`+
			`"dataEntryModes":["qr"],"regions":["DE","AT"]},`, `{}]}`),
		"digits": fill(`{"data":[{"id":`, `9`, `}]}`),
	}
}

// hostileNames are what hostileBodies has.
var hostileNames = []string{
	"unknown members", "repeated members", "empty items", "null items", "escapes", "brackets", "lists of texts",
	"digits",
}

func hostileName(body string) string { return "hostile 1 MiB, " + body }

// hostileRows read a body as an order and as a list of methods; the worse counts.
func hostileRows(body string) []row {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	whole, quarter := hostileBodies(1 << 20)[body], hostileBodies(1 << 18)[body]
	memory := row{what: hostileName(body), against: "allocated in all", unit: " MiB", goal: peak >> 20}
	linear := row{what: hostileName(body), against: "four times the time of 256 KiB", unit: "x", goal: 1.3}
	var ours, theirs []float64
	for range 5 {
		most, large, small := uint64(0), 0.0, 1.0
		for _, read := range hostileReads {
			most = max(most, allocated(func() { read(whole) }))
			if l, s := growth(read, whole, quarter); l/s > large/small {
				large, small = l, s
			}
		}
		memory.ratios = append(memory.ratios, float64(most)/(1<<20))
		linear.ratios = append(linear.ratios, large/small)
		ours, theirs = append(ours, large), append(theirs, small)
	}
	large, _, _ := median(ours)
	small, _, _ := median(theirs)
	linear.ours, linear.theirs = duration(large), duration(small)
	return []row{memory, linear}
}

var hostileReads = []func(data []byte){
	func(data []byte) { new(vertexapi.OrderResponse).ReadDocument(data, spec.Decoding{}) },
	func(data []byte) { new(vertexapi.PaymentMethodsResponse).ReadDocument(data, spec.Decoding{}) },
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
func growth(read func([]byte), whole, quarter []byte) (large, small float64) {
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
		read([]byte("{}")) // fills the pool that the collector has emptied
		for _, i := range rand.Perm(len(readers)) {
			rounds[i] = append(rounds[i], readers[i].time(counts[i], false))
		}
	}
	times := paired(rounds)
	return times[0], times[1]
}
