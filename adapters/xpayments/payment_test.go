package xpayments_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// Every field of a payment stands in the flat answers as well, under the same name and with the same type, and comes
// over.
func TestFlatAnswersHaveAllFieldsOfAPayment(t *testing.T) {
	t.Parallel()
	payment := reflect.TypeFor[xpaymentsapi.Payment]()
	for i := range payment.NumField() {
		name := payment.Field(i).Name
		info, data := new(xpaymentsapi.PaymentInfo), new(xpaymentsapi.CallbackData)
		for what, of := range map[string]struct {
			flat any
			get  func() *xpaymentsapi.Payment
		}{
			"PaymentInfo":  {info, func() *xpaymentsapi.Payment { return xpayments.PaymentOf(info) }},
			"CallbackData": {data, func() *xpaymentsapi.Payment { return xpayments.CallbackPaymentOf(data) }},
		} {
			field := reflect.ValueOf(of.flat).Elem().FieldByName(name)
			if !field.IsValid() || field.Type() != payment.Field(i).Type {
				t.Errorf("%s has no %s", what, name)
				continue
			}
			switch field.Kind() {
			case reflect.Pointer:
				field.Set(reflect.New(field.Type().Elem()))
			case reflect.Slice:
				field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			default:
				t.Fatalf("%s is a %s", name, field.Kind())
			}
			if got := reflect.ValueOf(of.get()).Elem().Field(i); got.IsZero() || got.Pointer() != field.Pointer() {
				t.Errorf("%s does not come over from %s", name, what)
			}
		}
	}
}

func TestPaymentInBothShapes(t *testing.T) {
	t.Parallel()
	for file, total := range map[string]string{"paymentGetInfo.200.xml": "414.99",
		"paymentGetInfo.200.flat.xml": "59.90", "paymentGetInfo.200.nested.xml": "414.99"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "specs", "xpayments", "examples", file))
		if err != nil {
			t.Fatal(err)
		}
		info, _, err := xpaymentsapi.DecodePaymentInfo(text)
		if err != nil {
			t.Fatal(err)
		}
		p := xpayments.PaymentOf(info)
		if *p.Status != xpaymentsapi.PaymentStatusAuthorized {
			t.Errorf("%s: %v", file, p)
		}
		mustBe(t, file, p.Amount, total)
	}
	if xpayments.PaymentOf(nil) != nil || xpayments.CallbackPaymentOf(nil) != nil {
		t.Error("a payment out of nothing")
	}
}

func TestChargedTotal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		charged, refunded, version, want string
	}{
		{"50.00", "9.90", "1.8", "59.90"},
		{"59.90", "9.90", "1.9", "59.90"},
		{"0.00", "0.00", "1.1", "0"},
		{"", "9.90", "1.9", ""},
		{"50.00", "", "1.8", ""},
		{"50.00", "", "1.9", "50"},
	} {
		p := new(xpaymentsapi.Payment)
		if c.charged != "" {
			p.ChargedAmount = amount(c.charged)
		}
		if c.refunded != "" {
			p.RefundedAmount = amount(c.refunded)
		}
		got, ok := xpayments.ChargedTotal(p, c.version)
		if ok != (c.want != "") || ok && !got.Equal(strictpay.MustDecimal(c.want)) {
			t.Errorf("%v: %s, %v", c, got, ok)
		}
	}
	if _, ok := xpayments.ChargedTotal(nil, "1.9"); ok {
		t.Error("an amount out of nothing")
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		table xpaymentsapi.Table
		code  string
		ok    bool
	}{
		{xpaymentsapi.TablePaymentStatus, "2", true}, {xpaymentsapi.TableOperationStatus, "0", true},
		{xpaymentsapi.TableError, "506", true}, {xpaymentsapi.TableError, "507", false},
		{xpaymentsapi.TablePaymentStatus, "7", false},
	} {
		row, ok := xpayments.Lookup(c.table, c.code)
		if ok != c.ok || ok && (row.Text == "" || row.Table != c.table.String() || row.Code != c.code) {
			t.Errorf("%s %s: %v, %v", c.table, c.code, row, ok)
		}
	}
	row, ok := xpaymentsapi.PaymentStatusCharged.Row()
	if !ok || row.Text != "charged" {
		t.Errorf("%v", row)
	}
	if row, ok := xpaymentsapi.OperationStatus(9).Row(); ok {
		t.Errorf("%v", row)
	}
	if row, ok := xpaymentsapi.ErrorCodeCurrencyNotAllowed.Row(); !ok || row.Code != "504" {
		t.Errorf("%v", row)
	}
}

// An empty payment lacks the same twelve fields, whichever of the two questions it answers: from API 1.9 they are one.
func TestAnEmptyPaymentIsNoPayment(t *testing.T) {
	t.Parallel()
	twelve := []string{
		"amount", "capturedAmount", "capturedAmountAvail", "currency", "isFraudStatus", "message", "refundedAmount",
		"refundedAmountAvail", "status", "transactionInProgress", "voidedAmount", "voidedAmountAvail",
	}
	for _, id := range []string{"paymentGetInfo", "paymentGetAdditionalInfo"} {
		_, devs := xpaymentsapi.API.Operation(id).ReadAnswer(200, []byte(
			`<data><payment></payment><transactions></transactions><error></error><error_message></error_message>`+
				`</data>`))
		var missing []string
		for _, d := range devs.List {
			missing = append(missing, string(d.Kind)+strings.TrimPrefix(d.Pointer, "/data/payment"))
		}
		slices.Sort(missing)
		if want := "missing/" + strings.Join(twelve, " missing/"); strings.Join(missing, " ") != want {
			t.Errorf("%s: reported\n%q, want\n%q", id, missing, want)
		}
	}
}
