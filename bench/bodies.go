package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
)

//go:embed testdata/retrieveOrderDetails.200.json
var flatOrder []byte

//go:embed flat/openapi.yaml
var flatSpec []byte

// example is a body out of the specifications' examples, which are the documents' own.
func example(name string) []byte {
	for _, root := range []string{"..", "../..", "."} {
		if data, err := os.ReadFile(filepath.Join(root, "specs", name)); err == nil {
			return data
		}
	}
	fail(fmt.Errorf("%s: run this in the folder bench", name))
	return nil
}

// repeated is a body whose list has as many items; the items of the example come again and again.
func repeated(data []byte, open, end string, items int) []byte {
	from := bytes.Index(data, []byte(open)) + len(open)
	to := bytes.LastIndex(data, []byte(end))
	list := data[from:to]
	var all [][]byte
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '{':
			if depth++; depth == 1 {
				start = i
			}
		case '}':
			if depth--; depth == 0 {
				all = append(all, list[start:i+1])
			}
		}
	}
	var b bytes.Buffer
	b.Write(data[:from])
	for i := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(all[i%len(all)])
	}
	b.Write(data[to:])
	return b.Bytes()
}

func methods(items int) []byte {
	return repeated(example("vertex/examples/listPaymentMethods.200.json"), "[", "]", items)
}

// largeXML is a payment of 365 kB: one that was asked about, captured and refunded many times.
func largeXML() []byte {
	data := example("xpayments/examples/paymentGetAdditionalInfo.200.xml")
	open := []byte("<transactions")
	from := bytes.Index(data, open)
	end := []byte("</transactions>")
	to := bytes.Index(data, end) + len(end)
	if from < 0 || to < from {
		fail(fmt.Errorf("the example has no transactions"))
	}
	item := data[from:to]
	return bytes.Join([][]byte{data[:from], bytes.Repeat(item, (365_000-len(data))/len(item)), data[to:]}, nil)
}
