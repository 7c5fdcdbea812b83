package rozetkapay_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A call is one operation as the fake's examples make it, about an order, payment or payout of the test's choice.
type call struct {
	operation  string
	movesMoney bool
	set        map[string]string
	identifier string // name of the member that says what the call is about; "" where none does
	asked      string // operation that an unknown outcome is asked for with
}

// identifiers are what calls are about, by the name of the argument.
var identifiers = []string{"payment_external_id", "external_id", "batch_external_id", "plan_id", "subscription_id",
	"payment_instruction_id"}

// callsOf are one call of every operation.
func callsOf(s *rozetkapayfake.Server) []call {
	var list []call
	for i := range rozetkapayapi.API.Operations {
		op := &rozetkapayapi.API.Operations[i]
		for _, example := range s.Examples() {
			if example.Operation != op.ID {
				continue
			}
			c := call{operation: op.ID, movesMoney: op.MovesMoney, set: maps.Clone(example.Set), asked: op.AskWith}
			switch op.ID {
			case "payPartsCreateOrder": // which is signed at once
				c.set["customer"] = strings.ReplaceAll(
					c.set["customer"], rozetkapayfake.PhonePage, rozetkapayfake.PhoneNoPage,
				)
			case "refundInStorePayment": // all of it
				c.set["amount"] = "10050"
			case "payPartsRefund", "refundPayment": // all of it
				delete(c.set, "amount")
			}
			for _, name := range identifiers {
				if example.Set[name] != "" {
					c.identifier = name
				}
			}
			if c.identifier == "" && strings.Contains(c.set["order"], `"external_id"`) {
				c.identifier = "order"
			}
			list = append(list, c)
			break
		}
	}
	return list
}

// make makes the call about something else than the example does.
func (c call) make(ctx context.Context, client *rozetkapay.Client, id string, opts ...strictpay.CallOption) error {
	set := maps.Clone(c.set)
	switch c.identifier {
	case "":
	case "order": // which has the identifier inside
		set["order"] = strings.ReplaceAll(set["order"], "example-payout", id)
	default:
		set[c.identifier] = id
	}
	_, err := client.Invoke(ctx, c.operation, arguments(set), opts...)
	return err
}

func TestEveryOperationWithEveryDeclaredRefusal(t *testing.T) {
	t.Parallel()
	s, client := connect(t, strictpay.WithRetries(0))
	if calls := callsOf(s); len(calls) != len(rozetkapayapi.API.Operations) {
		t.Fatalf("%d operations are tested, there are %d", len(calls), len(rozetkapayapi.API.Operations))
	}
	for _, c := range callsOf(s) {
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
			if c.identifier == "" {
				id = ""
			}
			s.Refuse(id, refusal.status, refusal.code)
			var info strictpay.Info
			err := c.make(context.Background(), client, id, strictpay.WithInfo(&info))
			if refusal.status < 500 {
				refused(t, err, refusal.status, string(refusal.code))
			} else if want := map[bool]error{true: strictpay.ErrOutcomeUnknown,
				false: strictpay.ErrUnavailable}[c.movesMoney]; !errors.Is(err, want) {
				t.Errorf("%s, %d: %v", c.operation, refusal.status, err)
			}
			for _, sentinel := range []error{rozetkapay.ErrNotFound, rozetkapay.ErrUnauthorized,
				rozetkapay.ErrRateLimited} {
				if errors.Is(err, sentinel) != (refusal.is == sentinel) {
					t.Errorf("%s, %d %s: is %v: %v", c.operation, refusal.status, refusal.code, sentinel,
						errors.Is(err, sentinel))
				}
			}
			if unknown := c.movesMoney &&
				refusal.status >= 500; errors.Is(err, strictpay.ErrOutcomeUnknown) != unknown {
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
	s, client := connect(t)
	for _, c := range callsOf(s) {
		switch c.operation {
		case "payPartsCreateOrder", "createPayment", "createRecurrentPayment",
			"createPayout",
			"createBatchPayment",
			"createAlternativePayment",
			"createInStorePayment",
			"createPaymentInstructions",
			"addCustomerPayment",
			"getPlans", "getSubscriptions": // which are empty lists then
			continue
		}
		if c.identifier == "" {
			continue
		}
		if err := c.make(context.Background(), client, "nothing-of-that-name"); !errors.Is(err,
			rozetkapay.ErrNotFound) {
			t.Errorf("%s: %v", c.operation, err)
		}
	}
	_, err := client.PayPartsOperationInfo(context.Background(), "example-signed", "op-of-nobody")
	refused(t, err, http.StatusNotFound, "operation_not_found")
	_, err = client.ResendPayPartsCallback(context.Background(),
		rozetkapayapi.ResendCallbackRequest{ExternalID: "example-signed",
			Operation: new(rozetkapayapi.OperationTypeRefund)})
	refused(t, err, http.StatusNotFound, "operation_not_found")
}

func TestOutOfTurn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	for _, c := range []struct {
		operation, order, code string
	}{
		{"payPartsConfirmOrder", "status-pending", "action_not_allowed"},
		{"payPartsConfirmOrder", "status-order-expired", "action_not_allowed"},
		{"payPartsConfirmOrder", "example-refund", "action_already_done"},
		{"payPartsConfirmOrder", "status-cancel-successful", "order_canceled"},
		{"payPartsCancelOrder", "example-refund", "action_already_done"},
		{"payPartsCancelOrder", "status-cancel-successful", "order_canceled"},
		{"confirmPayment", "payment-paid", "action_already_done"},
		{"confirmPayment", "payment-declined", "transaction_success_primary_not_found"},
		{"cancelPayment", "payment-paid", "action_already_done"},
		{"refundPayment", "payment-held", "transaction_success_primary_not_found"},
		{"retryRefund", "payment-paid", "action_not_allowed"},
		{"cancelRefund", "payment-paid", "action_not_allowed"},
		{"payPartsRefund", "example-signed", "transaction_success_primary_not_found"},
		{"payPartsRetryRefund", "example-refund", "action_not_allowed"},
		{"payPartsCancelRefund", "status-refund-successful", "action_not_allowed"},
	} {
		for _, made := range callsOf(s) {
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
		for _, c := range callsOf(s) {
			if rozetkapayapi.API.Operation(c.operation).NoCredentials {
				continue
			}
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

// The refusal that a test double returns reads and counts as the client's own.
func TestRefusalOfATestDouble(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	_, own := client.PayPartsRequestInfo(t.Context(), "nobody")
	code := rozetkapayapi.ResponseCodeDataNotFound
	double := rozetkapayfake.Refusal("payPartsRequestInfo", http.StatusNotFound, code)
	if own == nil || double.Error() != own.Error() || !errors.Is(double, rozetkapay.ErrNotFound) {
		t.Errorf("%v, want %v", double, own)
	}
	if refusal := refused(t, double, http.StatusNotFound, string(code)); !refusal.Known {
		t.Errorf("%s is in no table", code)
	}
}
