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
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// batch is one of two orders, ID-1 over 100 and ID-2 over 50.50.
func batch(id string, method *rozetkapayapi.CustomerRequestPaymentMethod) rozetkapayapi.CreateBatchPaymentRequest {
	order := func(externalID, amount string) rozetkapayapi.BatchOrder {
		return rozetkapayapi.BatchOrder{
			APIKey: "project", Amount: strictpay.MustDecimal(amount), Description: "Order", ExternalID: externalID,
		}
	}
	body := rozetkapayapi.CreateBatchPaymentRequest{
		BatchExternalID: id, Currency: "UAH", Mode: rozetkapayapi.BatchPaymentModeHosted,
		Orders: []rozetkapayapi.BatchOrder{order(id+"-1", "100"), order(id+"-2", "50.50")},
	}
	if method != nil {
		body.Mode = rozetkapayapi.BatchPaymentModeDirect
		body.Customer = &rozetkapayapi.BatchCustomerRequestUserDetails{PaymentMethod: method}
	}
	return body
}

// orders tells of each order what became of it.
func orders(batch *rozetkapayapi.BatchPaymentOperationResult) string {
	var list []string
	for _, order := range batch.OrderDetails {
		list = append(list, *order.ExternalID+" "+string(*order.StatusCode))
	}
	return strings.Join(list, ", ")
}

func TestBatchesArePaidAtOnce(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	const paidBoth = "B-1 transaction_successful, B-2 transaction_successful"
	for i, c := range []struct {
		method *rozetkapayapi.CustomerRequestPaymentMethod
		payer  func(id string) error // what they do, of one order
		first  string
		want   string
	}{
		{byToken(rozetkapayfake.TokenSuccess), nil, paidBoth, paidBoth},
		{byToken(rozetkapayfake.TokenThreeDSecure), s.PayerConfirmsPayment,
			"B-1 waiting_for_redirect, B-2 waiting_for_redirect",
			paidBoth},
		{nil, func(id string) error { return s.PayerPays(id, rozetkapayfake.CardSuccess) },
			"B-1 waiting_for_redirect, B-2 waiting_for_redirect", paidBoth},
		{nil, func(id string) error { return s.PayerPays(id, rozetkapayfake.CardReject) },
			"B-1 waiting_for_redirect, B-2 waiting_for_redirect", "B-1 transaction_rejected, B-2 transaction_rejected"},
		{nil, s.PayerCancelsPayment, "B-1 waiting_for_redirect, B-2 waiting_for_redirect",
			"B-1 transaction_is_canceled_by_payer, B-2 failed_as_part_of_failed_batch"},
		{byToken(rozetkapayfake.TokenInsufficientFunds), nil, "B-1 insufficient_funds, B-2 insufficient_funds",
			"B-1 insufficient_funds, B-2 insufficient_funds"},
		{byToken("nobodys"), nil, "B-1 invalid_card_token, B-2 invalid_card_token",
			"B-1 invalid_card_token, B-2 invalid_card_token"},
	} {
		id := "batch" + string(rune('a'+i))
		body := batch(id, c.method)
		result, err := client.CreateBatchPayment(ctx, body)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		spell := func(b *rozetkapayapi.BatchPaymentOperationResult) string {
			return strings.ReplaceAll(orders(b), id, "B")
		}
		if got := spell(result); got != c.first {
			t.Errorf("%d: at first %s, want %s", i, got, c.first)
		}
		if asks := result.ActionRequired != nil && *result.ActionRequired; asks != (c.payer != nil) {
			t.Errorf("%d: action %v", i, result.Action)
		}
		if c.payer != nil {
			if err := c.payer(id + "-1"); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
		now, _ := s.GetBatch(id)
		if got := spell(&now); got != c.want {
			t.Errorf("%d: %s, want %s", i, got, c.want)
		}
		charged := s.Books(id+"-1").Charged.String() + " " + s.Books(id+"-2").Charged.String()
		if went := c.want == paidBoth; went != (charged == "100 50.50") || !went && charged != "0 0" {
			t.Errorf("%d: charged %s", i, charged)
		}
		if failed := rozetkapay.BatchFailures(&now); (len(failed) == 0) != (c.want == paidBoth) {
			t.Errorf("%d: failed %v", i, failed)
		}
	}
	_, err := client.CreateBatchPayment(ctx, batch("batcha", nil))
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	refund := rozetkapayapi.CancelPaymentRequest{ExternalID: "batcha-2", Amount: new(strictpay.MustDecimal("20"))}
	if _, err := client.RefundPayment(ctx, refund); err != nil || s.Books("batcha-2").Refunded.String() != "20" {
		t.Errorf("an order of a batch is not refunded: %v", err)
	}
}

func TestBatchesInTwoStages(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	body := batch("held", byToken(rozetkapayfake.TokenSuccess))
	body.Confirm = new(false)
	if _, err := client.CreateBatchPayment(ctx, body); err != nil {
		t.Fatal(err)
	}
	if books := s.Books("held-1"); books.Held.String() != "100" || books.Charges != 0 {
		t.Errorf("%+v", books)
	}
	confirm := rozetkapayapi.ConfirmBatchPaymentRequest{BatchExternalID: "held", Currency: "UAH"}
	confirm.Orders = []rozetkapayapi.BatchConfirmOrder{
		{APIKey: "project", ExternalID: "held-1", Amount: new(strictpay.MustDecimal("60"))},
		{APIKey: "project", ExternalID: "held-2", Amount: new(strictpay.MustDecimal("51"))},
		{APIKey: "project", ExternalID: "nobodys"},
	}
	result, err := client.ConfirmBatchPayment(ctx, confirm)
	if err != nil {
		t.Fatal(err)
	}
	const want = "held-1 transaction_successful, " +
		"held-2 confirm_amount_cannot_be_more_than_the_transaction_amount, nobodys transaction_not_found"
	if got := orders(result); got != want || len(rozetkapay.BatchFailures(result)) != 2 ||
		result.BatchDetails.Amount.String() != "60" {
		t.Errorf("%s, %s taken", got, result.BatchDetails.Amount)
	}
	s.FailNextOfBatch("held-2", rozetkapayapi.ResponseCodeHoldCancelledByBank)
	result, err = client.CancelBatchPayment(ctx, rozetkapayapi.CancelBatchPaymentRequest{BatchExternalID: "held"})
	if err != nil || orders(result) != "held-1 cancel_successful, held-2 hold_cancelled_by_bank" {
		t.Errorf("%s, %v", orders(result), err)
	}
	result, err = client.ConfirmBatchPayment(ctx, rozetkapayapi.ConfirmBatchPaymentRequest{
		BatchExternalID: "held", Currency: "UAH",
	})
	if err != nil || orders(result) != "held-2 transaction_successful" {
		t.Errorf("%s, %v", orders(result), err)
	}
	first, second := s.Books("held-1"), s.Books("held-2")
	if first.Charged.String() != "60" || first.Canceled.String() != "40" || second.Charged.String() != "50.5" {
		t.Errorf("%+v, %+v", first, second)
	}
	_, err = client.ConfirmBatchPayment(ctx, confirm)
	refused(t, err, http.StatusConflict, "action_not_allowed")
	_, err = client.CancelBatchPayment(ctx, rozetkapayapi.CancelBatchPaymentRequest{BatchExternalID: "none"})
	refused(t, err, http.StatusNotFound, "data_not_found")
}

// An order that fails takes the others along when a batch is created.
func TestBatchesThatFailInPart(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	s.FailNextOfBatch("part-2", rozetkapayapi.ResponseCodeTransactionDeclined)
	result, err := client.CreateBatchPayment(ctx, batch("part", byToken(rozetkapayfake.TokenSuccess)))
	if err != nil || orders(result) != "part-1 failed_as_part_of_failed_batch, part-2 transaction_declined" {
		t.Fatalf("%s, %v", orders(result), err)
	}
	if s.Books("part-1").Charges+s.Books("part-2").Charges != 0 {
		t.Error("a batch that failed was charged")
	}
	again, err := client.CreateBatchPayment(ctx, func() rozetkapayapi.CreateBatchPaymentRequest {
		body := batch("part", byToken(rozetkapayfake.TokenSuccess))
		body.BatchExternalID = "part, again"
		return body
	}())
	if err != nil || len(rozetkapay.BatchFailures(again)) != 0 || s.Books("part-1").Charges != 1 {
		t.Errorf("%v, %v", again, err)
	}
	for _, c := range []struct {
		change func(*rozetkapayapi.CreateBatchPaymentRequest)
		status int
		code   string
	}{
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) { b.Currency = "EUR" }, 422, "invalid_currency"},
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) { b.Orders[1].ExternalID = "part-1" }, 409,
			"transaction_already_paid"},
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) { b.Orders[1].ExternalID = b.Orders[0].ExternalID }, 400,
			"order_is_duplicated"},
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) {
			b.Orders[0].InitRecurrent, b.Orders[1].InitRecurrent = new(true), new(true)
		}, 400, "invalid_request_body"},
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) { b.Mode = rozetkapayapi.BatchPaymentModeDirect }, 400,
			"invalid_request_body"},
		{func(b *rozetkapayapi.CreateBatchPaymentRequest) {
			b.Orders[1].AccountToRefill = new(rozetkapayfake.AccountUnknown)
		}, 422, "partner_account_check_failed"},
	} {
		body := batch("refused", nil)
		c.change(&body)
		_, err := client.CreateBatchPayment(ctx, body)
		e := refused(t, err, c.status, c.code)
		if hint := rozetkapay.Details(e).Hint; (hint != nil) != (c.code == "partner_account_check_failed") ||
			hint != nil && *hint.OrderExternalID != "refused-2" {
			t.Errorf("%s: hint %v", c.code, hint)
		}
	}
	eleven := batch("eleven", nil)
	for len(eleven.Orders) < 11 {
		eleven.Orders = append(eleven.Orders, eleven.Orders[0])
	}
	if _, err := client.CreateBatchPayment(ctx, eleven); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("eleven orders: %v", err)
	}
}
