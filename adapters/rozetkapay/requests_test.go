package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestRequestsAreCheckedBeforeTheyAreSent(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	many := rozetkapayapi.Metadata{}
	for i := range 11 {
		many[strings.Repeat("k", i+1)] = "v"
	}
	for _, c := range []struct {
		name    string
		change  func(*rozetkapayapi.CreatePayPartsOrder)
		kind    strictpay.Kind
		pointer string
	}{
		{"a name of metadata that is no UTF-8", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Metadata = rozetkapayapi.Metadata{"\xff": "v"}
		}, strictpay.KindFormat, "/metadata/\xff"},
		{"no bank", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.BankName = ""
		}, strictpay.KindMissing, "/bank_name"},
		{"no mode", func(o *rozetkapayapi.CreatePayPartsOrder) { o.Mode = "" }, strictpay.KindMissing, "/mode"},
		{"a mode that is not listed", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Mode = "express_checkout"
		}, strictpay.KindUnknownValue, "/mode"},
		{"no external_id", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.ExternalID = ""
		}, strictpay.KindMissing, "/external_id"},
		{"no amount", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Amount = strictpay.Decimal{}
		}, strictpay.KindMissing, "/amount"},
		{"an amount below 1", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Amount = strictpay.MustDecimal("0.99")
		}, strictpay.KindFormat, "/amount"},
		{"a currency in small letters", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Currency = "uah"
		}, strictpay.KindFormat, "/currency"},
		{"no description", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Description = ""
		}, strictpay.KindMissing, "/description"},
		{"a description of 257 letters", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Description = strings.Repeat("ї", 257)
		}, strictpay.KindFormat, "/description"},
		{"no first name", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Customer.FirstName = ""
		}, strictpay.KindMissing, "/customer/first_name"},
		{"a product without name", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Products[1].Name = ""
		}, strictpay.KindMissing, "/products/1/name"},
		{"a product without price", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Products[0].Price = strictpay.Decimal{}
		}, strictpay.KindMissing, "/products/0/price"},
		{"half a fingerprint", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Customer.Fingerprint.BrowserLanguage = ""
		}, strictpay.KindMissing, "/customer/fingerprint/browser_language"},
		{"neither card nor token", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Customer.PaymentMethod.CcToken = nil
		}, strictpay.KindMissing, "/customer/payment_method/card"},
		{"card and token", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Customer.PaymentMethod.Card = &rozetkapayapi.PayPartsCardPaymentMethod{
				Number: strictpay.NewSecret("4111111111111111"), ExpMonth: 12, ExpYear: 2030,
			}
		}, strictpay.KindUnion, "/customer/payment_method"},
		{"eleven metadata", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Metadata = many
		}, strictpay.KindFormat, "/metadata"},
		{"a long metadata name", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Metadata = rozetkapayapi.Metadata{strings.Repeat("k", 31): "v"}
		}, strictpay.KindFormat, "/metadata/" + strings.Repeat("k", 31)},
		{"a long metadata value", func(o *rozetkapayapi.CreatePayPartsOrder) {
			o.Metadata = rozetkapayapi.Metadata{"k": strings.Repeat("v", 201)}
		}, strictpay.KindFormat, "/metadata/k"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := fullOrder("never-sent")
			c.change(&o)
			_, err := client.PayPartsCreateOrder(ctx, o)
			var found *strictpay.NotSent
			if !errors.Is(err, strictpay.ErrNotSent) || errors.Is(err, strictpay.ErrOutcomeUnknown) ||
				!errors.As(err, &found) || len(found.Deviations) != 1 {
				t.Fatalf("%v", err)
			}
			if d := found.Deviations[0]; d.Kind != c.kind || d.Pointer != c.pointer {
				t.Errorf("got %s at %s, want %s at %s", d.Kind, d.Pointer, c.kind, c.pointer)
			}
			if s.Account("never-sent") != "" {
				t.Error("it was sent")
			}
		})
	}
	_, err := client.PayPartsOperationInfo(ctx, "", "")
	var found *strictpay.NotSent
	if !errors.As(err, &found) || len(found.Deviations) != 2 || found.Deviations[0].Pointer != "/query/external_id" ||
		found.Deviations[1].Pointer != "/query/operation_id" {
		t.Errorf("%v", err)
	}
	if _, err := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "x",
			Amount: new(strictpay.MustDecimal("0"))}); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("%v", err)
	}
}

func TestWhatOnlyTheProviderCanRefuse(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	o := order("wrong", rozetkapayfake.PhonePage)
	o.BankName = rozetkapay.BankRozetkapay
	_, err := client.PayPartsCreateOrder(context.Background(), o)
	if details := rozetkapay.Details(refused(t, err, http.StatusBadRequest, "invalid_request_body")); details == nil ||
		*details.Param != "result_url" {
		t.Errorf("%v", err)
	}
	o = order("wrong", rozetkapayfake.PhonePage)
	o.Currency = "EUR"
	_, err = client.PayPartsCreateOrder(context.Background(), o)
	refused(t, err, http.StatusUnprocessableEntity, "invalid_currency")
	_, err = client.ResendPayPartsCallback(context.Background(),
		rozetkapayapi.ResendCallbackRequest{ExternalID: "example-signed",
			Operation: new(rozetkapayapi.OperationTypeLookup)})
	refused(t, err, http.StatusBadRequest, "invalid_operation")
}

func TestABodyThatIsNoJSON(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).RozetkaPay
	for _, c := range []struct{ body, param string }{
		{`{"external_id":"a"`, ""},
		{`{}`, "bank_name"},
		{`{"bank_name":"stub","mode":"direct","external_id":"a","amount":1,"currency":"UAH","parts_count":3,` +
			`"description":"d","customer":{"first_name":"A","last_name":"B"},"products":[{"name":"n","quantity":"1",` +
			`"price":1}]}`, "products.quantity"},
	} {
		req, _ := http.NewRequest(http.MethodPost, s.URL+"/api/payparts/v1/order/create", strings.NewReader(c.body))
		req.SetBasicAuth(s.Login, s.Password)
		rsp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var buf [2048]byte
		n, _ := rsp.Body.Read(buf[:])
		_ = rsp.Body.Close()
		refusal, devs, err := rozetkapayapi.DecodeErrorResponse(buf[:n])
		if err != nil || len(devs) > 0 || rsp.StatusCode != http.StatusBadRequest ||
			*refusal.Code != rozetkapayapi.ResponseCodeInvalidRequestBody {
			t.Fatalf("%d %v %v", rsp.StatusCode, refusal, err)
		}
		if got := refusal.Param; c.param == "" && got != nil || c.param != "" && (got == nil || *got != c.param) {
			t.Errorf("%s: param %v, want %s", c.body, got, c.param)
		}
	}
}
