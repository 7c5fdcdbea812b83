package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/go-faster/jx"
	"github.com/mailru/easyjson"

	jsonv2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"

	"github.com/bytedance/sonic"

	"github.com/strictpay/strictpay/bench/peers/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// All libraries read the same value, so that the comparison is real: what ours and ogen's write of theirs is read again
// into the structs of the others.
func TestRivalsReadTheSame(t *testing.T) {
	for _, b := range bodies()[:7] {
		t.Run(b.name, func(t *testing.T) {
			want := b.peer()
			ok(json.Unmarshal(b.data, want))
			values := map[string]easyType{}
			for name, decode := range map[string]func(easyType) error{
				byGoccy: func(v easyType) error { return goccy.Unmarshal(b.data, v) },
				bySonic: func(v easyType) error { return sonic.Unmarshal(b.data, v) },
				byEasy:  func(v easyType) error { return easyjson.Unmarshal(b.data, v) },
				byV2:    func(v easyType) error { return jsonv2.Unmarshal(b.data, v) },
				byOurs: func(v easyType) error {
					ours := b.ours()
					if err := strict(b.data, ours); err != nil {
						return err
					}
					text, err := json.Marshal(ours)
					if err != nil {
						return err
					}
					return json.Unmarshal(text, v)
				},
				byOgen: func(v easyType) error {
					theirs := b.ogen()
					if err := ogen(b.data, theirs); err != nil {
						return err
					}
					var e jx.Encoder
					theirs.Encode(&e)
					return json.Unmarshal(e.Bytes(), v)
				},
			} {
				values[name] = b.peer()
				if err := decode(values[name]); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			inUTC(reflect.ValueOf(want))
			for name, got := range values {
				inUTC(reflect.ValueOf(got))
				if !reflect.DeepEqual(got, want) {
					one, _ := json.Marshal(got)
					other, _ := json.Marshal(want)
					t.Errorf("%s reads\n%s\nencoding/json reads\n%s", name, one, other)
				}
			}
		})
	}
}

// inUTC makes times comparable.
func inUTC(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			inUTC(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			inUTC(v.Index(i))
		}
	case reflect.Struct:
		if t, is := v.Interface().(time.Time); is {
			v.Set(reflect.ValueOf(t.UTC().Truncate(time.Second))) // ogen writes no fractions
			return
		}
		for i := range v.NumField() {
			inUTC(v.Field(i))
		}
	}
}

func TestXMLReadsTheSame(t *testing.T) {
	var ours xpaymentsapi.PaymentInfo
	var theirs xpayments.PaymentInfo
	data := largeXML()
	ok(strict(data, &ours), plainXML(data, &theirs))
	if len(ours.Transactions) != len(theirs.Transactions) || len(ours.Transactions) < 100 {
		t.Fatalf("%d transactions, and %d", len(ours.Transactions), len(theirs.Transactions))
	}
	for i := range ours.Transactions {
		if got, want := ours.Transactions[i].Total, theirs.Transactions[i].Total; got == nil || want == nil ||
			*got != *want {
			t.Fatalf("transaction %d: the total differs", i)
		}
	}
}

// Requests that are written are the same documents.
func TestRivalsWriteTheSame(t *testing.T) {
	for _, r := range requests() {
		ok(json.Unmarshal(r.data, r.ours), json.Unmarshal(r.data, r.peer), ogen(r.data, r.ogen))
		var want any
		ok(json.Unmarshal(r.data, &want))
		var e jx.Encoder
		r.ogen.Encode(&e)
		easy, err := easyjson.Marshal(r.peer)
		ok(err)
		ours := checkedBody(r.ours, new(invoke.Room))
		for name, text := range map[string][]byte{byOurs: ours, byOgen: e.Bytes(), byEasy: easy} {
			var got any
			ok(json.Unmarshal(text, &got))
			if !reflect.DeepEqual(normal(got), normal(want)) {
				t.Errorf("%s: %s writes\n%s\nof\n%s", r.name, name, text, r.data)
			}
		}
	}
}

// normal drops members that are null, which plain structs cannot tell from absent ones, and fractions of seconds, which
// ogen does not write.
func normal(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, m := range v {
			if v[name] = normal(m); m == nil {
				delete(v, name)
			}
		}
	case []any:
		for i, item := range v {
			v[i] = normal(item)
		}
	case string:
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return t.UTC().Truncate(time.Second).String()
		}
	}
	return v
}

// Those that check must not be measured while they look away.
func TestCheckersCheck(t *testing.T) {
	b := flatBody()
	schema, err := orderSchema()
	ok(err)
	for what, change := range map[string][2]string{
		"missing": {`"orderNumber": "56573FDFVFDBWF",`, ``},
		"status":  {`"failed"`, `"perhaps"`},
		"type":    {`"autoCapture": true`, `"autoCapture": "true"`},
	} {
		data := bytes.Replace(b.data, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(data, b.data) {
			t.Fatalf("%s: the example has changed", what)
		}
		if strict(data, b.ours()) == nil || ogen(data, b.ogen()) == nil || validated(schema, data) == nil {
			t.Errorf("the damage %q is taken", what)
		}
	}
}
