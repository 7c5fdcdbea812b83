package jsonread_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// found writes deviations as "kind pointer", drift with ~ in front, sorted.
func found(devs []strictpay.Deviation) []string {
	var out []string
	for _, d := range devs {
		drift := ""
		if d.Severity == strictpay.Drift {
			drift = "~"
		}
		out = append(out, drift+string(d.Kind)+" "+d.Pointer)
	}
	slices.Sort(out)
	return out
}

// payment wraps one payment of an order that has everything else.
func payment(text string) string {
	return order(`"payments":[{"cost":{"amount":"1","currency":"USD"},"acquirer":{},"paymentStatus":{},` + text + `}]`)
}

// order has every required member; text brings one of them or more.
func order(text string) string {
	all := []string{`"id":1`, `"shopId":1`, `"orderNumber":"A"`, `"orderStatus":"completed"`,
		`"cost":{"amount":"1","currency":"USD"}`,
		`"timeLimit":"2023-08-29T15:34:56Z"`, `"orderCreatedAt":"2023-08-29T15:34:56Z"`, `"autoCapture":true`,
		`"payments":[]`}
	var parts []string
	for _, member := range all {
		name, _, _ := strings.Cut(member, ":")
		if !strings.HasPrefix(text, name) {
			parts = append(parts, member)
		}
	}
	return `{"data":{` + strings.Join(append(parts, text), ",") + `}}`
}

func TestJSONDeviations(t *testing.T) {
	t.Parallel()
	arrays := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	long := strings.Repeat("n", 200)
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"a clean order", order(`"orderPaidAt":null`), nil},
		{"nothing at all", "", []string{"syntax "}},
		{"blanks only", " \n", []string{"syntax "}},
		{"a byte order mark", "\xef\xbb\xbf" + order(`"id":1`), []string{"~syntax "}},
		{"data after the document", order(`"id":1`) + "x", []string{"syntax "}},
		{"the document is null", "null", []string{"null "}},
		{"the document runs on", "nulll", []string{"syntax "}},
		{"the document is an array", "[]", []string{"missing /data", "~type "}},
		{"the document is a text", `"x"`, []string{"type "}},
		{"a member is missing", `{}`, []string{"missing /data"}},
		{"a member in another case", order(`"autoCapture":true,"AutoCapture":true`),
			[]string{"~unknown-member /data/AutoCapture"}},
		{"an integer with a leading zero", order(`"id":01`), []string{"syntax /data/id"}},
		{"an integer with a fraction", order(`"id":1.0`), []string{"~type /data/id"}},
		{"an integer with an exponent", order(`"id":1e2`), []string{"~type /data/id"}},
		{"an integer out of range", order(`"id":9223372036854775808`), []string{"format /data/id"}},
		{"the smallest integer", order(`"id":-9223372036854775808`), nil},
		{"an integer as a text", order(`"id":"1"`), []string{"~type /data/id"}},
		{"three numbers in one", order(`"id":1.2.3`), []string{"syntax /data/id"}},
		{"a text as a number", order(`"orderNumber":1`), []string{"~type /data/orderNumber"}},
		{"null where none is allowed", order(`"orderNumber":null`), []string{"null /data/orderNumber"}},
		{"a literal that runs on", order(`"autoCapture":truely`), []string{"syntax /data/autoCapture"}},
		{"a flag as a text", order(`"autoCapture":"true"`), []string{"~type /data/autoCapture"}},
		{"a value that is not listed", order(`"orderStatus":"frozen"`), []string{"~unknown-value /data/orderStatus"}},
		{"a listed value spelled with escapes", order(`"orderStatus":"c\u006fmpleted"`), nil},
		{"an amount as a number", order(`"cost":{"amount":1,"currency":"USD"}`), []string{"~type /data/cost/amount"}},
		{"an amount with an exponent", order(`"cost":{"amount":"1e2","currency":"USD"}`),
			[]string{"format /data/cost/amount"}},
		{"an empty amount", order(`"cost":{"amount":"","currency":"USD"}`), []string{"format /data/cost/amount"}},
		{"an amount of 39 digits", order(`"cost":{"amount":"` + strings.Repeat("9", 39) + `","currency":"USD"}`),
			[]string{"format /data/cost/amount"}},
		{"an amount of 38 digits", order(`"cost":{"amount":"-` + strings.Repeat("9", 36) + `.12","currency":"USD"}`),
			nil},
		{"a currency in lower case", order(`"cost":{"amount":"1","currency":"usd"}`),
			[]string{"format /data/cost/currency"}},
		{"a currency of two letters", order(`"cost":{"amount":"1","currency":"US"}`),
			[]string{"format /data/cost/currency"}},
		{"an asset code as currency", order(`"cost":{"amount":"1","currency":"USDT_TRC20"}`), nil},
		{"a date-time without zone", order(`"timeLimit":"2023-08-29T15:34:56"`), []string{"format /data/timeLimit"}},
		{"the 30th of February", order(`"timeLimit":"2023-02-30T15:34:56Z"`), []string{"format /data/timeLimit"}},
		{"an empty date-time", order(`"timeLimit":""`), []string{"format /data/timeLimit"}},
		{"a repeated member with an equal value", order(`"id":1,"id":1`), []string{"duplicate /data/id"}},
		{"a member three times", order(`"id":1,"id":2,"id":3`), []string{"duplicate /data/id"}},
		{"a repeated member spelled with escapes", order(`"id":1,"\u0069d":"x"`), []string{"duplicate /data/id"}},
		{"an unknown member twice", order(`"x":1,"x":{"y":[]}`),
			[]string{"duplicate /data/x", "~unknown-member /data/x"}},
		{"an unknown member with a name to escape", order(`"a/b~c":1`), []string{"~unknown-member /data/a~1b~0c"}},
		{"an unknown member with a long name", order(`"` + long + `":1`),
			[]string{"~unknown-member /data/" + long[:128]}},
		{"a syntax error inside an unknown member", order(`"x":{"y":tru}`),
			[]string{"syntax /data/x/y", "~unknown-member /data/x"}},
		{"depth 64 in an unknown member", `{"x":` + arrays(63) + `}`, []string{"missing /data", "~unknown-member /x"}},
		{"depth 65 in an unknown member", `{"x":` + arrays(64) + `}`,
			[]string{"syntax /x" + strings.Repeat("/0", 63), "~unknown-member /x"}},
		{"invalid UTF-8", order("\"orderNumber\":\"\xff\""), []string{"syntax /data/orderNumber"}},
		{"a lone surrogate", order(`"orderNumber":"\ud800"`), []string{"syntax /data/orderNumber"}},
		{"a surrogate pair", order(`"orderNumber":"\ud83d\ude00"`), nil},
		{"a control character", order("\"orderNumber\":\"a\nb\""), []string{"syntax /data/orderNumber"}},
		{"a bad escape", order(`"orderNumber":"\x"`), []string{"syntax /data/orderNumber"}},
		{"a comma before the end", `{"x":1,}`, []string{"syntax ", "~unknown-member /x"}},
		{"a missing comma", `{"data":{"id":1 "shopId":2}}`, []string{"syntax /data"}},
		{"a missing colon", `{"data":{"id" 1}}`, []string{"syntax /data/id"}},
		{"a name without quotes", `{"data":{id:1}}`, []string{"syntax /data"}},
		{"the end within a member", `{"data":{"id":`, []string{"syntax /data/id"}},
		{"the end after damage", `{"data":{"id":"1"`, []string{"syntax /data", "~type /data/id"}},
		{"damage below a wrong type is not looked for", order(`"cost":[{"amount":1,"amount":1}]`),
			[]string{"type /data/cost"}},
		{"an item that is null", order(`"payments":[null]`), []string{"null /data/payments/0"}},
		{"an empty variant", payment(`"instrumentType":"card","paymentDetails":{}`), nil},
		{"an array for a variant", payment(`"instrumentType":"card","paymentDetails":[]`),
			[]string{"~type /data/payments/0/paymentDetails"}},
		{"members of another variant", payment(`"instrumentType":"card","paymentDetails":{"txHash":"x"}`),
			[]string{"union /data/payments/0/paymentDetails"}},
		{"members of another variant, the selector behind",
			payment(`"paymentDetails":{"txHash":"x"},"instrumentType":"card"`),
			[]string{"union /data/payments/0/paymentDetails"}},
		{"members of both variants", payment(`"instrumentType":"card","paymentDetails":{"rrn":"1","txHash":"x"}`),
			[]string{"~unknown-member /data/payments/0/paymentDetails/txHash"}},
		{"damage in a variant, the selector behind", payment(`"paymentDetails":{"rrn":1},"instrumentType":"card"`),
			[]string{"~type /data/payments/0/paymentDetails/rrn"}},
		{"damage in a variant before a break",
			`{"data":{"payments":[{"paymentDetails":{"rrn":1},"instrumentType":"card"`,
			[]string{"syntax /data/payments/0", "~type /data/payments/0/paymentDetails/rrn"}},
		{"any members where the selector is new", payment(`"instrumentType":"seashell","paymentDetails":{"x":1}`),
			[]string{"~unknown-value /data/payments/0/instrumentType"}},
		{"any members where there is no selector", payment(`"paymentDetails":{"x":1}`), nil},
		{"an open variant", payment(`"instrumentType":"wallet","paymentDetails":{"shell":1}`), nil},
		{"a repeated member below an open one",
			payment(`"instrumentType":"wallet","paymentDetails":{"shell":[{"a":1,"\u0061":2,"a":3}]}`),
			[]string{"duplicate /data/payments/0/paymentDetails/shell/0/a"}},
		{"a repeated member where there is no selector", payment(`"paymentDetails":{"x":1,"x":1}`),
			[]string{"duplicate /data/payments/0/paymentDetails/x"}},
		{"an open variant with a repeated member",
			payment(`"instrumentType":"wallet","paymentDetails":{"shell":1,"shell":1}`),
			[]string{"duplicate /data/payments/0/paymentDetails/shell"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			value, devs, err := vertexapi.DecodeOrderResponse([]byte(c.body))
			slices.Sort(c.want)
			if got := found(devs); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			violated := slices.ContainsFunc(devs, func(d strictpay.Deviation) bool {
				return d.Severity == strictpay.Violation
			})
			if (err != nil) != violated || value == nil {
				t.Errorf("error %v beside violated %v, value %v", err, violated, value != nil)
			}
			if err2 := new(vertexapi.OrderResponse).UnmarshalJSON([]byte(c.body)); (err2 != nil) != (err != nil) {
				t.Errorf("UnmarshalJSON says %v, the decoder %v", err2, err)
			}
		})
	}
}

func TestVariantsInGo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"selected", `"instrumentType":"card","paymentDetails":{"rrn":"1"}`, "Card"},
		{"selected from behind", `"paymentDetails":{"txHash":"1"},"instrumentType":"crypto_wallet"`, "CryptoWallet"},
		{"empty", `"instrumentType":"voucher","paymentDetails":{}`, "Voucher"},
		{"undeclared selector", `"instrumentType":"seashell","paymentDetails":{"a":1}`, "Other"},
		{"no selector", `"paymentDetails":{"a":1}`, "Other"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v, _, err := vertexapi.DecodeOrderResponse([]byte(payment(c.text)))
			if err != nil {
				t.Fatal(err)
			}
			d := v.Data.Payments[0].PaymentDetails
			set := map[string]bool{"Card": d.Card != nil, "BankTransfer": d.BankTransfer != nil,
				"Wallet":       d.Wallet != nil,
				"CryptoWallet": d.CryptoWallet != nil, "Voucher": d.Voucher != nil, "Other": d.Other != nil}
			for name, is := range set {
				if is != (name == c.want) {
					t.Errorf("%s set: %v", name, is)
				}
			}
		})
	}
}

func TestBothSpellingsOfAmounts(t *testing.T) {
	t.Parallel()
	v, devs, err := rozetkapayapi.DecodePayPartsOrder([]byte(`{"amount":1500.50,"amount_refunded":"0",` +
		`"purchase_details":{"amount":"1500.50"}}`))
	if err != nil || len(devs) > 0 {
		t.Fatal(err, devs)
	}
	if !v.Amount.Equal(strictpay.MustDecimal("1500.5")) || !v.PurchaseDetails.Amount.Equal(*v.Amount) {
		t.Errorf("amounts %v, %v", v.Amount, v.PurchaseDetails.Amount)
	}
	text, err := v.MarshalJSON()
	if want := `{"amount":"1500.50","amount_refunded":"0","purchase_details":{"amount":1500.50}}`; err != nil ||
		string(text) != want {
		t.Errorf("written %s, want %s", text, want)
	}
	_, devs, _ = rozetkapayapi.DecodePayPartsOrder([]byte(`{"amount":1e3,"amount_refunded":"","amount_canceled":true}`))
	if want := []string{"type /amount_canceled", "~format /amount",
		"~format /amount_refunded"}; !slices.Equal(found(devs), want) {
		t.Errorf("found %q, want %q", found(devs), want)
	}
}

func TestDeviationsAreBounded(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"data":{`)
	for i := range 5000 {
		fmt.Fprintf(&b, `"x%d":1,"x%d":2,`, i, i)
	}
	b.WriteString(`"id":1}}`)
	var v vertexapi.OrderResponse
	devs := jsonread.ReadInto([]byte(b.String()), &v)
	if len(devs.List) != strictpay.MaxKept || devs.Dropped != 2*5000+8-strictpay.MaxKept || !devs.Violated() {
		t.Errorf("%d kept, %d dropped, violated %v", len(devs.List), devs.Dropped, devs.Violated())
	}
}

func TestUndeclaredValueIsCut(t *testing.T) {
	t.Parallel()
	_, devs, _ := vertexapi.DecodeOrderResponse([]byte(order(`"orderStatus":"` + strings.Repeat("ж", 100) + `"`)))
	if len(devs) != 1 || strings.Count(devs[0].Detail, "ж") != 64 {
		t.Errorf("deviations %v", devs)
	}
}

// FuzzJSON: no panic, bounded findings, and what decodes without a violation decodes again after encoding to the same
// bytes.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(order(`"id":1`)))
	f.Add([]byte(payment(`"instrumentType":"wallet","paymentDetails":{"shell":[1,{"a":null}]}`)))
	f.Add([]byte(`{"data":{"payments":[{"paymentDetails":{"rrn":1},"instrumentType":"card"`))
	f.Add([]byte(order(`"a\u002f":"\ud83d\ude00"`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, devs, err := vertexapi.DecodeOrderResponse(data)
		if len(devs) > strictpay.MaxKept {
			t.Fatalf("%d deviations", len(devs))
		}
		if err != nil {
			return
		}
		once := v.AppendJSON(nil)
		again, _, err := vertexapi.DecodeOrderResponse(once)
		if err != nil {
			t.Fatalf("%s does not read again: %v", once, err)
		}
		if twice := again.AppendJSON(nil); string(twice) != string(once) {
			t.Fatalf("written %s, then %s", once, twice)
		}
	})
}
