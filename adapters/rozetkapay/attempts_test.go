package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestAnOrderThatIsConfirmedByItself(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	o := order("auto", rozetkapayfake.PhoneNoPage)
	o.AutoConfirmAfterSuccess = new(true)
	result, err := client.PayPartsCreateOrder(context.Background(), o)
	expect(t, result, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	if !result.Details.StatusCode.Final() || !result.Details.StatusCode.Succeeded() || s.Books("auto").Charges != 1 {
		t.Errorf("it is not charged: %+v", s.Books("auto"))
	}
	_, err = client.PayPartsConfirmOrder(context.Background(), rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "auto"})
	refused(t, err, http.StatusConflict, "action_already_done")
	if s.Books("auto").Charges != 1 {
		t.Error("charged twice")
	}
}

func TestAnExternalIDCanBeUsedUntilAnAttemptSucceeds(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	result, err := client.PayPartsCreateOrder(ctx, order("again", rozetkapayfake.PhoneNoPageReject))
	expect(t, result, err, rozetkapayapi.OperationStatusFailure, rozetkapayapi.StatusCodeTransactionRejected)
	first, err := client.PayPartsCreateOrder(ctx, order("again", rozetkapayfake.PhonePage))
	expect(t, first, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
	second, err := client.PayPartsCreateOrder(ctx, order("again", rozetkapayfake.PhonePage))
	expect(t, second, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
	before, err := client.PayPartsOperationInfo(ctx, "again", *first.Details.OperationID)
	expect(t, before, err, rozetkapayapi.OperationStatusFailure, rozetkapayapi.StatusCodeOrderExpired)
	if err := s.CustomerSigns("again"); err != nil {
		t.Fatal(err)
	}
	_, err = client.PayPartsCreateOrder(ctx, order("again", rozetkapayfake.PhonePage))
	refusal := refused(t, err, http.StatusConflict, "order_is_duplicated")
	if details := rozetkapay.Details(refusal); details == nil || details.Param == nil ||
		*details.Param != "external_id" || details.ErrorID == nil {
		t.Errorf("the refusal does not say which member, or has no id for support")
	}
	if _, err := client.PayPartsConfirmOrder(ctx,
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "again"}); err != nil {
		t.Fatal(err)
	}
	if books := s.Books("again"); books.Charges != 1 || books.Charged.String() != "1500.50" {
		t.Errorf("books: %+v", books)
	}
}

func TestCancelBeforeConfirmation(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, sign := range []bool{true, false} {
		s, client := connect(t)
		created, err := client.PayPartsCreateOrder(ctx, order("cancel", rozetkapayfake.PhonePage))
		expect(t, created, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
		if sign {
			if err := s.CustomerSigns("cancel"); err != nil {
				t.Fatal(err)
			}
		}
		result, err := client.PayPartsCancelOrder(ctx,
			rozetkapayapi.CancelPayPartsRequest{ExternalID: "cancel", Payload: new("why")})
		expect(t, result, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeCancelSuccessful)
		if _, err = client.PayPartsConfirmOrder(ctx,
			rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "cancel"}); !errors.As(err, new(*rozetkapay.Error)) {
			t.Errorf("confirmed after the cancellation: %v", err)
		}
		if s.CustomerSigns("cancel") == nil {
			t.Error("signed after the cancellation")
		}
		info, err := client.PayPartsRequestInfo(ctx, "cancel")
		if err != nil || !*info.Canceled || info.AmountCanceled.String() != "1500.50" ||
			len(info.CancellationDetails) != 1 || !info.PurchaseDetails.Status.Final() {
			t.Errorf("%v %v", info, err)
		}
		if books := s.Books("cancel"); books.Charges != 0 || books.Cancels != 1 {
			t.Errorf("books: %+v", books)
		}
	}
}
