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

// A call is one operation on an order, without its value.
type call struct {
	operation  string
	movesMoney bool
	make       func(ctx context.Context, c *rozetkapay.Client, externalID string, opts ...strictpay.CallOption) error
}

var calls = []call{
	{"payPartsCreateOrder", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsCreateOrder(ctx, order(id, rozetkapayfake.PhoneNoPage), opts...)
		return err
	}},
	{"payPartsConfirmOrder", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: id}, opts...)
		return err
	}},
	{"payPartsCancelOrder", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsCancelOrder(ctx, rozetkapayapi.CancelPayPartsRequest{ExternalID: id}, opts...)
		return err
	}},
	{"payPartsRefund", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: id}, opts...)
		return err
	}},
	{"payPartsRetryRefund", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsRetryRefund(ctx, rozetkapayapi.RetryRefundPPayRequest{ExternalID: id}, opts...)
		return err
	}},
	{"payPartsCancelRefund", true, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsCancelRefund(ctx, rozetkapayapi.CancelRefundPPayRequest{ExternalID: id}, opts...)
		return err
	}},
	{"payPartsOperationInfo", false, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsOperationInfo(ctx, id, "op-1", opts...)
		return err
	}},
	{"payPartsRequestInfo", false, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsRequestInfo(ctx, id, opts...)
		return err
	}},
	{"payPartsGetBanksInfo", false, func(ctx context.Context, c *rozetkapay.Client, _ string, opts ...strictpay.CallOption) error {
		_, err := c.PayPartsGetBanksInfo(ctx, nil, opts...)
		return err
	}},
	{"resendPayPartsCallback", false, func(ctx context.Context, c *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
		_, err := c.ResendPayPartsCallback(ctx, rozetkapayapi.ResendCallbackRequest{ExternalID: id}, opts...)
		return err
	}},
}

func TestEveryOperationWithEveryDeclaredRefusal(t *testing.T) {
	t.Parallel()
	if len(calls) != len(rozetkapayapi.API.Operations) {
		t.Fatalf("%d operations are tested, there are %d", len(calls), len(rozetkapayapi.API.Operations))
	}
	s, client := connect(t, strictpay.WithRetries(0))
	for _, c := range calls {
		for _, refusal := range []struct {
			status int
			code   rozetkapayapi.ResponseCode
			is     error
		}{
			{400, rozetkapayapi.ResponseCodeInvalidRequestBody, nil},
			{401, rozetkapayapi.ResponseCodeAuthorizationFailed, rozetkapay.ErrUnauthorized},
			{403, rozetkapayapi.ResponseCodeAccessNotAllowed, rozetkapay.ErrUnauthorized},
			{404, rozetkapayapi.ResponseCodeDataNotFound, rozetkapay.ErrNotFound},
			{404, rozetkapayapi.ResponseCodePaymentSettingsNotFound, nil},
			{400, rozetkapayapi.ResponseCodeTransactionNotFound, rozetkapay.ErrNotFound},
			{409, rozetkapayapi.ResponseCodeActionAlreadyDone, nil},
			{422, rozetkapayapi.ResponseCodeInvalidData, nil},
			{429, rozetkapayapi.ResponseCodeTooManyRequests, rozetkapay.ErrRateLimited},
			{500, rozetkapayapi.ResponseCodeInternalError, nil},
		} {
			id := "refused-" + c.operation
			if c.operation == "payPartsGetBanksInfo" {
				id = ""
			}
			s.Refuse(id, refusal.status, refusal.code)
			var info strictpay.Info
			err := c.make(context.Background(), client, id, strictpay.WithInfo(&info))
			if refusal.status < 500 {
				refused(t, err, refusal.status, string(refusal.code))
			} else if want := map[bool]error{true: strictpay.ErrOutcomeUnknown, false: strictpay.ErrUnavailable}[c.movesMoney]; !errors.Is(err, want) {
				t.Errorf("%s, %d: %v", c.operation, refusal.status, err)
			}
			for _, sentinel := range []error{rozetkapay.ErrNotFound, rozetkapay.ErrUnauthorized, rozetkapay.ErrRateLimited} {
				if errors.Is(err, sentinel) != (refusal.is == sentinel) {
					t.Errorf("%s, %d %s: is %v: %v", c.operation, refusal.status, refusal.code, sentinel, errors.Is(err, sentinel))
				}
			}
			if unknown := c.movesMoney && refusal.status >= 500; errors.Is(err, strictpay.ErrOutcomeUnknown) != unknown {
				t.Errorf("%s, %d: outcome unknown should be %v", c.operation, refusal.status, unknown)
			}
			if info.Status != refusal.status || info.Operation != c.operation || len(info.Body()) == 0 {
				t.Errorf("%s, %d: info %d %s", c.operation, refusal.status, info.Status, info.Operation)
			}
			if s.Account(id) != "" {
				t.Errorf("%s, %d: an order was made", c.operation, refusal.status)
			}
		}
		s.Refuse("refused-"+c.operation, 0, "")
		s.Refuse("", 0, "")
	}
}

func TestWhatIsUnknown(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	for _, c := range calls {
		if c.operation == "payPartsCreateOrder" || c.operation == "payPartsGetBanksInfo" {
			continue
		}
		if err := c.make(context.Background(), client, "nothing-of-that-name"); !errors.Is(err, rozetkapay.ErrNotFound) {
			t.Errorf("%s: %v", c.operation, err)
		}
	}
	_, err := client.PayPartsOperationInfo(context.Background(), "example-signed", "op-of-nobody")
	refused(t, err, http.StatusNotFound, "operation_not_found")
	_, err = client.ResendPayPartsCallback(context.Background(), rozetkapayapi.ResendCallbackRequest{ExternalID: "example-signed", Operation: ptr(rozetkapayapi.OperationTypeRefund)})
	refused(t, err, http.StatusNotFound, "operation_not_found")
}

func TestOutOfTurn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	_, client := connect(t)
	for _, c := range []struct {
		operation, order, code string
	}{
		{"payPartsConfirmOrder", "status-pending", "action_not_allowed"},
		{"payPartsConfirmOrder", "status-order-expired", "action_not_allowed"},
		{"payPartsConfirmOrder", "example-refund", "action_already_done"},
		{"payPartsConfirmOrder", "status-cancel-successful", "order_canceled"},
		{"payPartsCancelOrder", "example-refund", "action_already_done"},
		{"payPartsCancelOrder", "status-cancel-successful", "order_canceled"},
		{"payPartsRefund", "example-signed", "transaction_success_primary_not_found"},
		{"payPartsRetryRefund", "example-refund", "action_not_allowed"},
		{"payPartsCancelRefund", "status-refund-successful", "action_not_allowed"},
	} {
		for _, made := range calls {
			if made.operation == c.operation {
				err := made.make(ctx, client, c.order)
				refused(t, err, http.StatusConflict, c.code)
				if errors.Is(err, rozetkapay.ErrNotFound) {
					t.Errorf("%s of %s passes for an unknown order", c.operation, c.order)
				}
			}
		}
	}
}

func TestWrongCredentials(t *testing.T) {
	t.Parallel()
	s := sandbox.New(t).RozetkaPay
	for _, pair := range [][2]string{{s.Login, "wrong"}, {"wrong", s.Password}, {s.Login, s.Password + "x"}} {
		client, err := rozetkapay.New(s.URL, pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range calls {
			err := c.make(context.Background(), client, "example-signed")
			refused(t, err, http.StatusUnauthorized, "authorization_failed")
			if !errors.Is(err, rozetkapay.ErrUnauthorized) || strings.Contains(err.Error(), pair[1]) {
				t.Errorf("%s: %v", c.operation, err)
			}
		}
	}
	for _, pair := range [][2]string{{"", "p"}, {"l", ""}, {"a:b", "p"}, {"l\n", "p"}, {"l", "p\x00"}} {
		if _, err := rozetkapay.New(s.URL, pair[0], pair[1]); !errors.Is(err, rozetkapay.ErrCredentials) {
			t.Errorf("login %q: %v", pair[0], err)
		}
	}
}
