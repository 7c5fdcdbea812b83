package rozetkapay_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestCredentialsAreTried(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	keys, err := client.ValidateMerchantKeys(t.Context())
	if err != nil || *keys.Status != rozetkapayapi.KeysStatusActivated {
		t.Errorf("%v, %v", keys, err)
	}
	wrong, err := rozetkapay.New(s.URL, s.Login, "wrong")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.ValidateMerchantKeys(t.Context()); !errors.Is(err, rozetkapay.ErrUnauthorized) {
		t.Errorf("%v", err)
	}
}

func TestWhatPartnersAskAboutMerchants(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	const mine, child = rozetkapayfake.ProjectID, rozetkapayfake.ChildProjectID
	for _, c := range []struct {
		project, entity *string
		want            string
	}{
		{nil, nil, mine}, {new(child), nil, child}, {nil, new(rozetkapayfake.ChildEntityID), child},
		{new(mine), new(rozetkapayfake.EntityID), mine}, {new(mine), new(rozetkapayfake.ChildEntityID), ""},
		{new("nobodys"), nil, ""},
	} {
		merchant, err := client.MerchantStatus(ctx, &rozetkapayapi.MerchantStatusParams{
			MerchantProjectID: c.project, MerchantEntityID: c.entity,
		})
		if c.want == "" {
			refused(t, err, http.StatusNotFound, "data_not_found")
			continue
		}
		if err != nil || *merchant.Project.ID != c.want || *merchant.Status != rozetkapayapi.MerchantStatusActivated {
			t.Errorf("%+v: %v, %v", c, merchant, err)
		}
	}
	merchant, err := client.MerchantStatus(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"UA213223130000026007233566001", "Example LLC", "12345678"} {
		if strings.Contains(fmt.Sprintf("%+v", merchant), secret) {
			t.Errorf("%s is printed", secret)
		}
	}
	merchant.Status = new(rozetkapayapi.MerchantStatusBlocked)
	s.PutMerchant(*merchant, rozetkapayapi.FeeDetailsResponse{Pnfp: &rozetkapayapi.PartnerFeeDetails{
		InnerFee: &rozetkapayapi.FeeItem{Percent: new(strictpay.MustDecimal("2.5"))},
	}})
	fees, err := client.FeeDetails(ctx, &rozetkapayapi.FeeDetailsParams{MerchantProjectID: new(mine)})
	if err != nil || fees.Pnfp.InnerFee.Percent.String() != "2.5" || fees.Online != nil {
		t.Errorf("%v, %v", fees, err)
	}
	_, err = client.ValidateMerchantKeys(ctx)
	refused(t, err, http.StatusForbidden, "entity_blocked")
}

func TestTransactionsOfAMerchant(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	ctx := t.Context()
	body := payment("asked for", byCard(rozetkapayfake.CardSuccess))
	body.UnifiedExternalID = new("unified")
	if _, err := client.CreatePayment(ctx, body); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		entity         string
		order, unified *string
		want           int
	}{
		{rozetkapayfake.EntityID, new("asked for"), nil, 1}, {rozetkapayfake.EntityID, nil, new("unified"), 1},
		{rozetkapayfake.EntityID, new("asked for"), new("another"), 0},
		{rozetkapayfake.ChildEntityID, new("asked for"), nil, 0},
	} {
		list, err := client.TransactionDetails(ctx, &rozetkapayapi.TransactionDetailsParams{
			MerchantEntityID: c.entity, MerchantOrderID: c.order, UnifiedExternalID: c.unified,
		})
		if err != nil || len(list.Transactions) != c.want {
			t.Fatalf("%+v: %v, %v", c, list, err)
		}
		if c.want == 1 && (*list.Transactions[0].PaymentAmount != "1500.50" ||
			*list.Transactions[0].CardMask != "411111******1111") {
			t.Errorf("%+v: %s", c, *list.Transactions[0].PaymentAmount)
		}
	}
	_, err := client.TransactionDetails(ctx, &rozetkapayapi.TransactionDetailsParams{MerchantEntityID: "nobodys"})
	refused(t, err, http.StatusNotFound, "data_not_found")
}

// What a person gets by card payments counts against their limits.
func TestLimitsOfARecipient(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	const ipn = 3228412933
	s.PutP2PLimits(rozetkapayapi.FinmonP2PPaymentPreLimitsResponse{
		RecipientIPN: new(int64(ipn)), AmountLeft: new(strictpay.MustDecimal("2000")),
		TotalCountLeft: new(int32(3)), CardOnlyCountLeft: new(int32(1)),
	})
	to := func(externalID, amount string, method rozetkapayapi.RecipientRequestPaymentMethod) error {
		body := payment(externalID, byToken(rozetkapayfake.TokenSuccess))
		body.Amount = strictpay.MustDecimal(amount)
		body.Recipient = &rozetkapayapi.RecipientRequestUserDetails{TIN: new("3228412933"), PaymentMethod: method}
		_, err := client.CreatePayment(ctx, body)
		return err
	}
	card := rozetkapay.SendToCard(rozetkapayapi.RecipientCCNumberRequestPaymentMethod{
		Number: strictpay.NewSecret(rozetkapayfake.CardSuccess),
	})
	account := rozetkapay.SendToIBAN(rozetkapayapi.RecipientIBANRequestPaymentMethod{
		IBAN: "UA213223130000026007233566001",
	})
	if err := to("to a card", "500.50", card); err != nil {
		t.Fatal(err)
	}
	left, err := client.GetP2PLimits(ctx, &rozetkapayapi.GetP2PLimitsParams{RecipientIPN: new(int64(ipn))})
	if err != nil || left.AmountLeft.String() != "1499.5" || *left.TotalCountLeft != 2 || *left.CardOnlyCountLeft != 0 {
		t.Fatalf("%v, %v", left, err)
	}
	refused(t, to("to a card again", "1", card), http.StatusOK, "finmon_recipient_validation_failed")
	refused(t, to("too much", "1499.51", account), http.StatusOK, "finmon_recipient_validation_failed")
	if err := to("to an account", "1499.50", account); err != nil {
		t.Error(err)
	}
	if strings.Contains(fmt.Sprintf("%+v", left), "3228412933") {
		t.Error("a tax number is printed")
	}
	_, err = client.GetP2PLimits(ctx, nil)
	refused(t, err, http.StatusBadRequest, "invalid_data")
}
