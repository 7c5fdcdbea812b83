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
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// payment is a small one with a payment method.
func payment(externalID string, method *rozetkapayapi.CustomerRequestPaymentMethod) rozetkapayapi.CreatePaymentRequest {
	return rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH", ExternalID: externalID,
		Mode:     rozetkapayapi.PaymentModeDirect,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{Email: new("olena@buyer.example"), PaymentMethod: method},
	}
}

func byCard(number string) *rozetkapayapi.CustomerRequestPaymentMethod {
	return rozetkapay.PayByCard(rozetkapayapi.CustomerCCRequestPaymentMethod{
		Number: strictpay.NewSecret(number), CVV: strictpay.NewSecret("123"), ExpMonth: 12, ExpYear: 2030,
	})
}

func byToken(token string) *rozetkapayapi.CustomerRequestPaymentMethod {
	return rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{Token: strictpay.NewSecret(token)})
}

// became checks what an operation of a card payment became; a failure is an error of the call.
func became(
	t *testing.T, what string, result *rozetkapayapi.PaymentOperationResult, err error,
	status rozetkapayapi.OperationStatus, code rozetkapayapi.ResponseCode,
) {
	t.Helper()
	if status == rozetkapayapi.OperationStatusFailure {
		refused(t, err, http.StatusOK, string(code))
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if *result.Details.Status != status || *result.Details.StatusCode != code {
		t.Errorf("%s: %s %s, want %s %s", what, *result.Details.Status, *result.Details.StatusCode, status, code)
	}
}

const (
	success = rozetkapayapi.OperationStatusSuccess
	pending = rozetkapayapi.OperationStatusPending
	failure = rozetkapayapi.OperationStatusFailure
	paid    = rozetkapayapi.ResponseCodeTransactionSuccessful
)

func TestEveryWayToPay(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	token := func(text string) rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod {
		return rozetkapayapi.CustomerAppleGooglePayRequestPaymentMethod{Token: strictpay.NewSecret(text)}
	}
	for _, c := range []struct {
		name   string
		method *rozetkapayapi.CustomerRequestPaymentMethod
		way    rozetkapayapi.PaymentMethodType
		code   rozetkapayapi.ResponseCode // of a failure; "" for success
	}{
		{"card", byCard(rozetkapayfake.CardSuccess), rozetkapayapi.PaymentMethodTypeCcToken, ""},
		{"rejected card", byCard(rozetkapayfake.CardReject), "", rozetkapayapi.ResponseCodeTransactionRejected},
		{"poor card", byCard(rozetkapayfake.CardInsufficientFunds), "", rozetkapayapi.ResponseCodeInsufficientFunds},
		{"token", byToken(rozetkapayfake.TokenSuccess), rozetkapayapi.PaymentMethodTypeCcToken, ""},
		{"unknown token", byToken("no-token"), "", rozetkapayapi.ResponseCodeInvalidCardToken},
		{"wallet", rozetkapay.PayByWallet(rozetkapayapi.CustomerWalletRequestPaymentMethod{
			OptionID: rozetkapayfake.WalletCard,
		}), rozetkapayapi.PaymentMethodTypeCcToken, ""},
		{"no card of the wallet", rozetkapay.PayByWallet(rozetkapayapi.CustomerWalletRequestPaymentMethod{
			OptionID: "00000000-0000-0000-0000-000000000000",
		}), "", rozetkapayapi.ResponseCodePaymentMethodNotFound},
		{"Apple Pay", rozetkapay.PayByApplePay(token(rozetkapayfake.TokenSuccess)),
			rozetkapayapi.PaymentMethodTypeApplePay, ""},
		{"bad Apple Pay", rozetkapay.PayByApplePay(token("no-token")), "",
			rozetkapayapi.ResponseCodeInvalidApplePayToken},
		{"Google Pay", rozetkapay.PayByGooglePay(token(rozetkapayfake.TokenSuccess)),
			rozetkapayapi.PaymentMethodTypeGooglePay, ""},
		{"bad Google Pay", rozetkapay.PayByGooglePay(token("no-token")), "",
			rozetkapayapi.ResponseCodeInvalidGooglePayToken},
		{"decrypted Apple Pay",
			rozetkapay.PayByDecryptedApplePay(rozetkapayapi.CustomerDecryptedApplePayRequestPaymentMethod{
				ApplicationPrimaryAccountNumber: strictpay.NewSecret(rozetkapayfake.CardSuccess),
				ApplicationExpirationDate:       "301231", OnlinePaymentCryptogram: strictpay.NewSecret("cryptogram"),
			}), rozetkapayapi.PaymentMethodTypeApplePay, ""},
		{"decrypted Google Pay",
			rozetkapay.PayByDecryptedGooglePay(rozetkapayapi.CustomerDecryptedGooglePayRequestPaymentMethod{
				PAN: strictpay.NewSecret(rozetkapayfake.CardSuccess), ExpMonth: 12, ExpYear: 2030,
				Cryptogram: strictpay.NewSecret("cryptogram"),
			}), rozetkapayapi.PaymentMethodTypeGooglePay, ""},
	} {
		result, err := client.CreatePayment(t.Context(), payment(c.name, c.method))
		books := s.Books(c.name)
		if c.code != "" {
			became(t, c.name, result, err, failure, c.code)
			if books.Charges != 0 {
				t.Errorf("%s: %+v", c.name, books)
			}
			continue
		}
		became(t, c.name, result, err, success, paid)
		card, way := rozetkapay.PaidWith(result.PaymentMethod)
		if card == nil || way != c.way || *card.Mask != "411111******1111" || card.Token.Reveal() == "" {
			t.Errorf("%s: paid with %v by %s", c.name, card, way)
		}
		if books.Charges != 1 || books.Charged.String() != "1500.50" {
			t.Errorf("%s: %+v", c.name, books)
		}
	}
}

func TestThreeDSecure(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	for _, c := range []struct {
		number string
		do     func(string) error
		status rozetkapayapi.OperationStatus
		code   rozetkapayapi.ResponseCode
	}{
		{rozetkapayfake.CardThreeDSecure, s.PayerConfirmsPayment, success, paid},
		{rozetkapayfake.CardThreeDSecureReject, s.PayerConfirmsPayment, failure,
			rozetkapayapi.ResponseCodeTransactionRejected},
		{rozetkapayfake.CardThreeDSecure, s.PayerCancelsPayment, failure,
			rozetkapayapi.ResponseCodeTransactionIsCanceledByPayer},
	} {
		id := "3ds-" + string(c.code)
		result, err := client.CreatePayment(ctx, payment(id, byCard(c.number)))
		became(t, id, result, err, pending, rozetkapayapi.ResponseCodeWaitingForRedirect)
		action, err := rozetkapay.ActionOf(rozetkapayapi.PaymentModeDirect, result.Action)
		if page, ok := action.(rozetkapay.ThreeDSecure); err != nil || !ok ||
			!strings.HasPrefix(page.Address().String(), s.URL) {
			t.Errorf("action %v, %v", action, err)
		}
		if info, err := client.PaymentInfo(ctx, id); err != nil || rozetkapay.PaymentFinal(info) ||
			!*info.ActionRequired {
			t.Errorf("%s is final before the payer was asked: %+v, %v", id, info, err)
		}
		if err := c.do(id); err != nil {
			t.Fatal(err)
		}
		info, err := client.FollowPayment(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if d := info.PurchaseDetails[0]; *d.Status != c.status || *d.StatusCode != c.code ||
			*info.Purchased != (c.status == success) {
			t.Errorf("%s: %s %s", id, *d.Status, *d.StatusCode)
		}
		if err := c.do(id); !errors.Is(err, fake.ErrState) {
			t.Errorf("%s, a second time: %v", id, err)
		}
	}
	// The request may do without.
	skipped := byCard(rozetkapayfake.CardThreeDSecure)
	skipped.Cc.Use3DsFlow = new(false)
	result, err := client.CreatePayment(ctx, payment("skipped", skipped))
	became(t, "skipped", result, err, success, paid)
	if action, err := rozetkapay.ActionOf(rozetkapayapi.PaymentModeDirect, result.Action); action != nil || err != nil {
		t.Errorf("action %v, %v", action, err)
	}
}

func TestAHostedPayment(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	body := payment("hosted", nil)
	body.Mode = rozetkapayapi.PaymentModeHosted
	result, err := client.CreatePayment(ctx, body)
	became(t, "hosted", result, err, pending, rozetkapayapi.ResponseCodeWaitingForRedirect)
	action, err := rozetkapay.ActionOf(body.Mode, result.Action)
	if _, ok := action.(rozetkapay.Checkout); err != nil || !ok {
		t.Errorf("action %v, %v", action, err)
	}
	if _, err := client.PaymentInfo(ctx, "hosted"); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("a page that nobody has paid on: %v", err)
	}
	if _, err := client.GetPaymentReceipt(ctx, "hosted"); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("its receipt: %v", err)
	}
	if err := s.PayerPays("hosted", rozetkapayfake.CardReject); err != nil {
		t.Fatal(err)
	}
	if err := s.PayerPays("hosted", rozetkapayfake.CardSuccess); !errors.Is(err, fake.ErrState) {
		t.Errorf("the page is used up: %v", err)
	}
	// Under the same external_id until it is paid, and then no more.
	if _, err := client.CreatePayment(ctx, body); err != nil {
		t.Fatal(err)
	}
	if err := s.PayerPays("hosted", rozetkapayfake.CardSuccess); err != nil {
		t.Fatal(err)
	}
	info, err := client.FollowPayment(ctx, "hosted")
	if err != nil || len(info.PurchaseDetails) != 2 || !*info.Purchased {
		t.Errorf("%+v, %v", info, err)
	}
	_, err = client.CreatePayment(ctx, body)
	refused(t, err, http.StatusConflict, "transaction_already_paid")
	receipt, err := client.GetPaymentReceipt(ctx, "hosted")
	if err != nil || *receipt.ReceiptURL != *info.ReceiptURL {
		t.Errorf("%+v, %v", receipt, err)
	}
	for _, bad := range []rozetkapayapi.UserAction{
		{Type: new(rozetkapayapi.ActionType("form")), Value: new("https://acs.example/")},
		{Type: new(rozetkapayapi.ActionTypeURL)}, {Value: new("javascript:alert(1)")},
		{Value: new("/3ds/secret-session")},
	} {
		if action, err := rozetkapay.ActionOf(body.Mode, &bad); !errors.Is(err, rozetkapay.ErrAction) ||
			action != nil ||
			strings.Contains(err.Error(), "secret-session") {
			t.Errorf("%+v: %v, %v", bad, action, err)
		}
	}
}

func TestPaymentsThatWaitAndSenselessOnes(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	s.HoldPayments(true)
	result, err := client.CreatePayment(ctx, payment("slow", byToken(rozetkapayfake.TokenSuccess)))
	became(t, "slow", result, err, pending, rozetkapayapi.ResponseCodePending)
	s.HoldPayments(false)
	if err := s.SettlePayment("slow"); err != nil || s.Books("slow").Charges != 1 {
		t.Errorf("%v, %+v", err, s.Books("slow"))
	}
	direct := payment("senseless", nil)
	express := payment("senseless", nil)
	express.Mode, express.Customer = rozetkapayapi.PaymentModeExpressCheckout, nil
	euros := payment("senseless", byToken(rozetkapayfake.TokenSuccess))
	euros.Currency = "EUR"
	for _, c := range []struct {
		body   rozetkapayapi.CreatePaymentRequest
		status int
		code   string
		param  string
	}{
		{direct, 400, "invalid_request_body", "customer.payment_method"},
		{express, 400, "invalid_request_body", "products"},
		{euros, 422, "invalid_currency", "currency"},
	} {
		_, err := client.CreatePayment(ctx, c.body)
		refused(t, err, c.status, c.code)
		var refusal *rozetkapay.Error
		if !errors.As(err, &refusal) || *rozetkapay.Details(refusal).Param != c.param {
			t.Errorf("%s: %v", c.code, err)
		}
	}
	// What the specification rules out is not sent.
	two := byCard(rozetkapayfake.CardSuccess)
	two.Wallet = &rozetkapayapi.CustomerWalletRequestPaymentMethod{OptionID: rozetkapayfake.WalletCard}
	none := payment("not-sent", byCard(rozetkapayfake.CardSuccess))
	none.Amount = strictpay.MustDecimal("0")
	for _, body := range []rozetkapayapi.CreatePaymentRequest{none, payment("not-sent", two)} {
		if _, err := client.CreatePayment(ctx, body); !errors.Is(err, strictpay.ErrNotSent) {
			t.Errorf("%v", err)
		}
	}
}
