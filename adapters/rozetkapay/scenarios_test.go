package rozetkapay_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestTheCustomerOrTheBankSaysNo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func(*rozetkapayfake.Server) error
		code rozetkapayapi.StatusCode
	}{
		{"the customer cancels", func(s *rozetkapayfake.Server) error {
			return s.CustomerCancels("order")
		}, rozetkapayapi.StatusCodeTransactionIsCanceledByPayer},
		{"nobody signs in time", func(s *rozetkapayfake.Server) error {
			return s.Decline("order", rozetkapayapi.StatusCodeOrderExpired)
		}, rozetkapayapi.StatusCodeOrderExpired},
		{"the bank declines", func(s *rozetkapayfake.Server) error {
			return s.Decline("order", rozetkapayapi.StatusCodeTransactionDeclined)
		}, rozetkapayapi.StatusCodeTransactionDeclined},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, client := connect(t)
			created, err := client.PayPartsCreateOrder(context.Background(), order("order", rozetkapayfake.PhonePage))
			expect(t, created, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
			if err := c.do(s); err != nil {
				t.Fatal(err)
			}
			result, err := client.PayPartsOperationInfo(context.Background(), "order", *created.Details.OperationID)
			expect(t, result, err, rozetkapayapi.OperationStatusFailure, c.code)
			if row := result.Refusal().Row; row.Code != string(c.code) || row.Text == "" {
				t.Errorf("%+v", row)
			}
			if err := c.do(s); !errors.Is(err, fake.ErrState) {
				t.Errorf("a second time: %v", err)
			}
		})
	}
	s, _ := connect(t)
	for _, err := range []error{s.CustomerSigns("unknown"), s.RetryRefunds("unknown")} {
		if !errors.Is(err, fake.ErrNotFound) {
			t.Errorf("%v", err)
		}
	}
	if err := s.GiveUpRefunds("example-signed"); !errors.Is(err, fake.ErrState) {
		t.Errorf("%v", err)
	}
}

func TestAnOrderThatIsPutIn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	given, ok := s.GetOrder("example-refund")
	if !ok {
		t.Fatal("no seeded order")
	}
	given.ExternalID, given.ReceiptURL = new("put"), new("https://receipts.example/1")
	given.OrderRecipient = &rozetkapayapi.ExpressCheckoutRecipient{Name: new("Olena")}
	s.PutOrder(given, s.URL+"/callbacks")
	*given.ReceiptURL = "changed by the caller"
	got, err := client.PayPartsRequestInfo(ctx, "put")
	if err != nil || *got.ReceiptURL != "https://receipts.example/1" || *got.OrderRecipient.Name != "Olena" ||
		got.AmountConfirmed.String() != "1500.50" {
		t.Fatalf("%v %v", got, err)
	}
	refund, err := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "put", Amount: new(strictpay.MustDecimal("500.50"))})
	expect(t, refund, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
	after, _ := s.GetOrder("put")
	if after.AmountRefunded.String() != "500.50" || len(after.RefundDetails) != 1 || s.Books("put").Refunds != 1 {
		t.Errorf("%v", after)
	}
	if list := s.Deliveries(); len(list) != 1 || list[0].Status != http.StatusOK {
		t.Errorf("%d callbacks", len(list))
	}
	s.PutOrder(rozetkapayapi.PayPartsOrder{ExternalID: new("bare")}, "")
	if info, err := client.PayPartsRequestInfo(ctx, "bare"); err != nil || info.PurchaseDetails != nil ||
		info.Amount != nil {
		t.Errorf("%v %v", info, err)
	}
	_, err = client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "bare"})
	refused(t, err, http.StatusConflict, "action_not_allowed")
	_, err = client.ResendPayPartsCallback(ctx, rozetkapayapi.ResendCallbackRequest{ExternalID: "bare"})
	refused(t, err, http.StatusNotFound, "operation_not_found")
	if _, ok := s.GetOrder("unknown"); ok || s.Account("unknown") != "" || s.Books("unknown").Charges != 0 {
		t.Error("an order of nobody")
	}
}

func TestAnOrderWithoutACallbackAddress(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	if _, err := client.PayPartsCreateOrder(context.Background(),
		order("silent", rozetkapayfake.PhoneNoPage)); err != nil {
		t.Fatal(err)
	}
	_, err := client.ResendPayPartsCallback(context.Background(),
		rozetkapayapi.ResendCallbackRequest{ExternalID: "silent"})
	if details := rozetkapay.Details(refused(t, err, http.StatusBadRequest, "callback_url_missing")); details == nil ||
		*details.Param != "callback_url" {
		t.Errorf("%v", err)
	}
	if n := len(s.Deliveries()); n != 0 {
		t.Errorf("%d callbacks", n)
	}
}

func TestThePageOfTheBank(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	created, err := client.PayPartsCreateOrder(context.Background(), order("page", rozetkapayfake.PhonePage))
	if err != nil {
		t.Fatal(err)
	}
	page := *created.Action.Value
	for i, c := range []struct {
		method, url string
		status      int
	}{
		{http.MethodGet, page, http.StatusOK},
		{http.MethodGet, page + "0", http.StatusNotFound},
		{http.MethodPost, page, http.StatusOK},
		{http.MethodPost, page, http.StatusNotFound},
		{http.MethodGet, page, http.StatusNotFound},
	} {
		req, _ := http.NewRequest(c.method, c.url, nil)
		rsp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = rsp.Body.Close()
		if rsp.StatusCode != c.status {
			t.Errorf("%d: %d, want %d", i, rsp.StatusCode, c.status)
		}
	}
	const signed = rozetkapayapi.StatusCodeContractWasSignedOnClientSide
	if o, _ := s.GetOrder("page"); *o.PurchaseDetails.StatusCode != signed {
		t.Errorf("%v", o.PurchaseDetails)
	}
}

func TestRequestsThatNoTypedCallMakes(t *testing.T) {
	t.Parallel()
	s, _ := connect(t)
	for _, c := range []struct {
		path   string
		status int
		code   rozetkapayapi.ResponseCode
		param  string
	}{
		{"/api/payparts/v1/info", http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, "external_id"},
		{"/api/payparts/v1/info/operation?external_id=a", http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData,
			"operation_id"},
		{"/api/payparts/v1/banks/info?include_fees=" + url.QueryEscape("perhaps"), http.StatusBadRequest,
			rozetkapayapi.ResponseCodeInvalidData, "include_fees"},
		{"/api/payparts/v1/banks", http.StatusNotFound, rozetkapayapi.ResponseCodeMissingRoute, ""},
	} {
		req, _ := http.NewRequest(http.MethodGet, s.URL+c.path, nil)
		req.SetBasicAuth(s.Login, s.Password)
		rsp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rsp.Body)
		_ = rsp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		body, devs, err := rozetkapayapi.DecodeErrorResponse(text)
		if err != nil || len(devs) > 0 || rsp.StatusCode != c.status || *body.Code != c.code ||
			(body.Param == nil) != (c.param == "") || body.Param != nil && *body.Param != c.param {
			t.Errorf("%s: %d %s", c.path, rsp.StatusCode, text)
		}
	}
}
