package main

import (
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Hostile bodies are nearly as large as they say, and the lists in them are read to the end.
func TestHostileBodies(t *testing.T) {
	const size = 1 << 14
	for _, b := range hostileBodies {
		if n := len(b.of(size)); n > size || n < size-200 {
			t.Errorf("%s has %d bytes", b.name, n)
		}
	}
	info := new(xpaymentsapi.PaymentInfo)
	last := hostileBodies[len(hostileBodies)-1]
	info.ReadDocument(last.of(size), spec.Decoding{})
	if n := len(info.Transactions); n < size/40 {
		t.Errorf("%s: %d transactions are read", last.name, n)
	}
}

// Each code that is looked up has a row, and all of a table come equally often.
func TestCodesOfTables(t *testing.T) {
	check := func(name string, codes []string, lookup func(string, ...string) (strictpay.Row, bool)) {
		times := map[string]int{}
		for _, code := range codes {
			times[code]++
			if _, is := lookup(code); !is {
				t.Errorf("%s has no row %q", name, code)
			}
		}
		for code, n := range times {
			if n != len(codes)/len(times) {
				t.Errorf("%s: %q comes %d times of %d with %d others", name, code, n, len(codes), len(times)-1)
			}
		}
	}
	check("RozetkaPay", shuffled(codes(rozetkapayapi.API, rozetkapayapi.TableResponse)),
		rozetkapayapi.TableResponse.Lookup)
	check("Koshelek", shuffled(codes(koshelekapi.API, koshelekapi.TableError)), koshelekapi.TableError.Lookup)
	check("Vertex", shuffled(codes(vertexapi.API, vertexapi.TableOrderStatus)), vertexapi.TableOrderStatus.Lookup)
	for _, k := range shuffledKeys() {
		if _, is := k.table.Lookup(k.code); !is {
			t.Errorf("X-Payments: %s has no row %q", k.table, k.code)
		}
	}
}
