package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	shopapi "github.com/strictpay/strictpay/internal/strictgen/testdata/shop"
	tillapi "github.com/strictpay/strictpay/internal/strictgen/testdata/till"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// every kind of field, in the order of the spec.
const everything = `{
	"id": "a-1", "state": "new", "total": "56.99", "amount": 12.50, "count": 3, "big": 9007199254740993, "secret": "s3cret", "at": "2026-11-21T10:00:00Z",
	"lines": [{"name": "tea", "price": 250, "colour": "green"}, {}], "paid": true, "level": 2, "free": {"any": [1, {"x": null}]}, "tags": {"a": "b"},
	"details": {"number": 7, "code": "GONE"}, "code": 401, "note": "for you", "email": "a@shop.example", "rate": "0.10", "fee": 1.00, "currency": "EUR", "token": "t0ken",
	"paidAt": "2026-11-21T10:00:01.5Z", "small": 1, "large": 5, "gift": false, "method": "e-wallet", "payment": {"wallet": "w", "holder": "Ann"}, "more": {}, "rank": 1, "extra": {},
	"labels": {}, "reference": "R-1", "number": "12", "children": [], "states": ["paid", ""], "words": ["a", ""], "numbers": [1, -2], "sums": ["1.0"], "format": "A4"
}`

func TestFixtureReadsAndWritesEveryKind(t *testing.T) {
	order, devs, err := shopapi.DecodeOrder([]byte(everything))
	if err != nil || len(devs) != 0 {
		t.Fatalf("deviations %v, error %v", devs, err)
	}
	v := reflect.ValueOf(*order)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s is zero after reading", v.Type().Field(i).Name)
		}
	}
	if order.Payment.Purse == nil || order.Payment.Card != nil || order.Payment.Other != nil {
		t.Errorf("payment is %#v, want the variant Purse", order.Payment)
	}
	text, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	if !sameJSON(t, string(text), everything) {
		t.Errorf("written again it is\n%s", text)
	}
	for _, secret := range []string{"s3cret", "t0ken", "a@shop.example"} {
		if !strings.Contains(string(text), secret) {
			t.Errorf("JSON lacks %q", secret)
		}
		if printed := fmt.Sprintf("%v %+v %#v", order, *order, order); strings.Contains(printed, secret) {
			t.Errorf("%q is printed", secret)
		}
	}
}

func TestFixtureReadsNull(t *testing.T) {
	body := strings.NewReplacer(`"for you"`, "null", `"0.10"`, "null", `"t0ken"`, "null", `"2026-11-21T10:00:01.5Z"`,
		"null", `"small": 1`, `"small": null`, `"gift": false`, `"gift": null`,
		`"method": "e-wallet"`, `"method": null`, `{"wallet": "w", "holder": "Ann"}`, "null", `"more": {}`,
		`"more": null`, `"rank": 1`, `"rank": null`, `"extra": {}`, `"extra": null`,
		`"labels": {}`, `"labels": null`, `"R-1"`, "null", `"states": ["paid", ""]`,
		`"states": null`).Replace(everything)
	order, devs, err := shopapi.DecodeOrder([]byte(body))
	if err != nil || len(devs) != 0 {
		t.Fatalf("deviations %v, error %v", devs, err)
	}
	if order.Reference != nil || order.Method != nil || order.Payment != nil || order.States != nil ||
		order.Rank != nil {
		t.Errorf("something null is not nil: %v", order)
	}
	if _, devs, _ := shopapi.DecodeOrder([]byte(strings.Replace(everything, `"A4"`, "null", 1))); len(devs) != 1 ||
		devs[0].Kind != strictpay.KindNull || devs[0].Pointer != "/format" {
		t.Errorf("null of a member that has none: %v", devs)
	}
}

func TestFixtureFindsDeviations(t *testing.T) {
	for _, c := range []struct {
		old, broken string
		kind        strictpay.Kind
		pointer     string
	}{
		{`"id": "a-1", `, ``, strictpay.KindMissing, "/id"},
		{`"a-1"`, `"A 1"`, strictpay.KindFormat, "/id"},
		{`"state": "new"`, `"state": "late"`, strictpay.KindUnknownValue, "/state"},
		{`"56.99"`, `56.99`, strictpay.KindType, "/total"},
		{`12.50`, `0.50`, strictpay.KindFormat, "/amount"},
		{`"count": 3`, `"count": 100`, strictpay.KindFormat, "/count"},
		{`"count": 3`, `"count": 3.0`, strictpay.KindType, "/count"},
		{`T10:00:00Z`, `T10:00:00`, strictpay.KindFormat, "/at"},
		{`[{"name": "tea", "price": 250, "colour": "green"}, {}]`, `[]`, strictpay.KindFormat, "/lines"},
		{`"price": 250`, `"price": "250"`, strictpay.KindType, "/lines/0/price"},
		{`"level": 2`, `"level": 3`, strictpay.KindUnknownValue, "/level"},
		{`"number": 7, `, `"number": 7, "number": 7, `, strictpay.KindDuplicate, "/details/number"},
		{`"code": "GONE"`, `"code": "GONE", "Code": "x"`, strictpay.KindUnknownMember, "/details/Code"},
		{`{"a": "b"}`, `{"a": 1}`, strictpay.KindType, "/tags/a"},
		{`{"wallet": "w", "holder": "Ann"}`, `{"pan": "4"}`, strictpay.KindUnion, "/payment"},
		{`"sums": ["1.0"]`, `"sums": ["1e2"]`, strictpay.KindFormat, "/sums/0"},
	} {
		body := strings.Replace(everything, c.old, c.broken, 1)
		_, devs, _ := shopapi.DecodeOrder([]byte(body))
		if len(devs) != 1 || devs[0].Kind != c.kind || devs[0].Pointer != c.pointer {
			t.Errorf("%s: %v, want %s at %s", c.broken, devs, c.kind, c.pointer)
		}
	}
}

const sale = `<data>
  <id>1</id>
  <total>59.90</total>
  <currency>USD</currency>
  <count>2</count>
  <time>1795255200</time>
  <kept>1</kept>
  <level>1</level>
  <clerk>anna</clerk>
  <advice>
    <b>2</b>
    <a>1</a>
  </advice>
  <good type="cell">
    <name>tea</name>
    <colour>green</colour>
  </good>
  <remark type="cell">one</remark>
  <remark type="cell">two</remark>
  <3d>
    <eci>5</eci>
  </3d>
  <error></error>
  <message>done</message>
</data>`

func TestFixtureReadsAndWritesXML(t *testing.T) {
	value, devs, err := tillapi.DecodeSale([]byte(sale))
	if err != nil || len(devs) != 0 {
		t.Fatalf("deviations %v, error %v", devs, err)
	}
	if text := strings.TrimSpace(string(xmlread.MarshalRoot("data", value))); text != sale {
		t.Errorf("written again it is\n%s", text)
	}
	inner := `<data><sale><id>1</id></sale><error></error></data>`
	if _, devs, _ := tillapi.DecodeSale([]byte(inner)); len(devs) != 1 || devs[0].Kind != strictpay.KindMissing ||
		devs[0].Pointer != "/data/sale/total" {
		t.Errorf("required inside the container: %v", devs)
	}
	if _, devs, _ := tillapi.DecodeSale([]byte(`<data><error>7</error></data>`)); len(devs) != 0 {
		t.Errorf("nothing else is required with an error: %v", devs)
	}
}

// sameJSON compares two documents: numbers by their text, the order of members aside.
func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	return reflect.DeepEqual(plainJSON(t, a), plainJSON(t, b))
}

func plainJSON(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
