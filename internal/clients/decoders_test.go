package clients_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

var everyAPI = apis.Specs()

// A decoder is one way a body is read: an answer of an operation, a request, or a webhook.
type decoder struct {
	name string
	read func([]byte) (any, strictpay.Deviations)
	root string // of an XML answer; "" for JSON
}

// everyDecoder lists those of all APIs, in a fixed order.
func everyDecoder() []decoder {
	var list []decoder
	add := func(name, mediaType string, read func([]byte) (any, strictpay.Deviations)) {
		root := ""
		if strings.HasSuffix(mediaType, "xml") {
			root = "data"
		}
		list = append(list, decoder{name, read, root})
	}
	for _, api := range everyAPI {
		for _, op := range api.Operations {
			for _, a := range op.Answers {
				if a.New != nil {
					add(api.Name+"."+op.ID, a.MediaType, a.Read)
				}
			}
			if op.NewRequest != nil {
				add(api.Name+"."+op.ID+" request", "", func(data []byte) (any, strictpay.Deviations) {
					v := op.NewRequest()
					return v, jsonread.ReadInto(data, v.(jsonread.Readable))
				})
			}
		}
		for _, h := range api.Webhooks {
			add(api.Name+"."+h.Name, h.MediaType, h.Read)
		}
	}
	return list
}

// seeds are all example bodies.
func seeds(tb testing.TB) map[string][]byte {
	files, err := filepath.Glob("../../specs/*/examples/*.*")
	if err != nil || len(files) < 50 {
		tb.Fatalf("%d examples, %v", len(files), err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		all[file] = text
	}
	return all
}

// stable checks that what decodes without a violation can be written and read again, and that nothing changes on the
// way.
func stable(t *testing.T, d decoder, data []byte) {
	value, devs := d.read(data)
	if len(devs.List) > strictpay.MaxKept {
		t.Fatalf("%s: %d deviations kept", d.name, len(devs.List))
	}
	if devs.Violated() {
		return
	}
	once, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	text := once
	if d.root != "" && strings.Contains(string(once), `\`) {
		return // markup and line ends inside a text of XML are not written as they were read
	}
	if d.root != "" {
		text = xmlread.MarshalRoot(d.root, value.(xmlread.Writable))
	}
	again, devs := d.read(text)
	if devs.Violated() {
		t.Fatalf("%s: %s does not read again: %v", d.name, text, devs.List)
	}
	twice, err := json.Marshal(again)
	if err != nil || string(twice) != string(once) {
		t.Fatalf("%s: %s becomes %s, %v", d.name, once, twice, err)
	}
}

// Every example through every decoder: most do not fit, none may panic, and what fits is stable.
func TestDecodersAreStable(t *testing.T) {
	t.Parallel()
	all := seeds(t)
	for _, d := range everyDecoder() {
		for _, data := range all {
			stable(t, d, data)
		}
	}
}

// FuzzDecoders runs all decoders over one body.
func FuzzDecoders(f *testing.F) {
	for _, data := range seeds(f) {
		f.Add(data)
	}
	all := everyDecoder()
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, d := range all {
			stable(t, d, data)
		}
	})
}
