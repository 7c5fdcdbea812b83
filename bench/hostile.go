package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
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
		"digits":           fill(`{"data":[{"id":`, `9`, `}]}`),
	}
}

// hostileRows read each body as an order and as a list of methods; the worse counts.
func hostileRows() []row {
	var rows []row
	for _, name := range []string{
		"unknown members", "repeated members", "empty items", "null items", "escapes", "brackets", "digits",
	} {
		whole, quarter := hostileBodies(1 << 20)[name], hostileBodies(1 << 18)[name]
		memory := row{what: "hostile 1 MiB, " + name, against: "allocated in all", unit: " MiB", goal: peak >> 20}
		linear := row{what: memory.what, against: "four times the time of 256 KiB", unit: "x", goal: 1.3}
		for range 5 {
			memory.ratios = append(memory.ratios, float64(allocated(whole))/(1<<20))
			large, small := growth(whole, quarter)
			linear.ratios = append(linear.ratios, large/small)
			linear.ours, linear.theirs = duration(large), duration(small)
		}
		rows = append(rows, memory, linear)
	}
	return rows
}

func readBoth(data []byte) {
	new(vertexapi.OrderResponse).ReadDocument(data, spec.Decoding{})
	new(vertexapi.PaymentMethodsResponse).ReadDocument(data, spec.Decoding{})
}

func allocated(data []byte) (most uint64) {
	for _, v := range []spec.Model{new(vertexapi.OrderResponse), new(vertexapi.PaymentMethodsResponse)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		v.ReadDocument(data, spec.Decoding{})
		runtime.ReadMemStats(&after)
		most = max(most, after.TotalAlloc-before.TotalAlloc)
	}
	return most
}

// growth is the time of a body, and that of four readings of its quarter as it follows from the median of the ratios.
func growth(whole, quarter []byte) (large, small float64) {
	once := rival{run: func() { readBoth(whole) }}
	fourTimes := rival{run: func() {
		for range 4 {
			readBoth(quarter)
		}
	}}
	rounds := make([][]float64, 2)
	for range 15 {
		runtime.GC()
		for _, i := range rand.Perm(2) {
			rounds[i] = append(rounds[i], []rival{once, fourTimes}[i].time(1, false))
		}
	}
	times := paired(rounds)
	return times[0], times[1]
}
