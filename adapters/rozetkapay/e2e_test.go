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

// connect gives a client of a fresh sandbox. Drift is an error: the fake must not say more than the specification.
func connect(t testing.TB, opts ...strictpay.Option) (*rozetkapayfake.Server, *rozetkapay.Client) {
	t.Helper()
	s := sandbox.New(t).RozetkaPay
	client, err := rozetkapay.New(s.URL, s.Login, s.Password,
		append([]strictpay.Option{strictpay.WithExact()}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return s, client
}

// order is a small one at bank stub, whose phone decides what happens.
func order(externalID, phone string) rozetkapayapi.CreatePayPartsOrder {
	return rozetkapayapi.CreatePayPartsOrder{
		BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: externalID,
		Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH",
		PartsCount: 3, Description: "Order",
		Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: &phone},
	}
}

// fullOrder has every documented member.
func fullOrder(externalID string) rozetkapayapi.CreatePayPartsOrder {
	o := order(externalID, rozetkapayfake.PhonePage)
	o.AutoConfirmAfterSuccess, o.UnifiedExternalID, o.Payload = new(false), new("shop-7"), new("basket 42")
	o.ResultURL = new("https://shop.example/result")
	o.Products = []rozetkapayapi.PayPartsProduct{
		{ExternalID: new("sku-1"), Name: "Kettle", Quantity: 1, Price: strictpay.MustDecimal("1200.50"),
			CategoryName: new("Kitchen"), SecondCategoryName: new("Kettles"), TaxGroup: new(int32(1))},
		{Name: "Cup", Quantity: 2, Price: strictpay.MustDecimal("150")},
	}
	o.Customer.Email, o.Customer.AccountNumber = new("olena@shop.example"), new("UA-EXAMPLE-1")
	o.Customer.Fingerprint = &rozetkapayapi.BrowserFingerprint{
		BrowserAcceptHeader: "text/html", BrowserColorDepth: "24", BrowserIPAddress: "192.0.2.10",
		BrowserJavaEnabled: "false", BrowserLanguage: "uk-UA", BrowserScreenHeight: "1080",
		BrowserScreenWidth: "1920", BrowserTimeZone: "Europe/Kyiv", BrowserTimeZoneOffset: "-120",
		BrowserUserAgent: "ExampleBrowser/1.0",
	}
	o.Customer.PaymentMethod = &rozetkapayapi.PayPartsPaymentMethod{
		Type: rozetkapayapi.PayPartsPaymentMethodTypeCcToken,
		CcToken: &rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
			Token: strictpay.NewSecret("card-token-1"), Use3DsFlow: new(true), SaveToWallet: new(false),
		},
	}
	o.Deliveries = []rozetkapayapi.PayPartsDelivery{{
		MethodID: new("m-1"), ServiceID: new("5d1e0b4e-7a31-4f2c-9a55-0d7f4b6f2c11"), Time: new("10:00"),
		City: new("Kyiv"), Street: new("Example"), House: new("1"), Flat: new("2"),
		IsOtherPerson: new(true),
		OtherPerson: &rozetkapayapi.PayPartsDeliveryOtherPerson{LastName: new("Other"), FirstName: new("Ivan"),
			MiddleName: new("P"), Phone: new("+380930000002")},
	}}
	o.Metadata = rozetkapayapi.Metadata{"channel": "web", strings.Repeat("k", 30): strings.Repeat("v", 200)}
	return o
}

// expect checks status and code of an operation that was answered with HTTP 200.
func expect(t *testing.T, result *rozetkapayapi.PayPartsOperationResult, err error,
	status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode) *rozetkapayapi.PayPartsOperationResult {
	t.Helper()
	if value, refused := strictpay.ValueIn[rozetkapayapi.PayPartsOperationResult](err); refused &&
		status == rozetkapayapi.OperationStatusFailure && errors.Is(err, strictpay.ErrRefused) {
		result, err = value, nil // a call that changes something was refused
	}
	if err != nil {
		t.Fatalf("want %s/%s, got error %v", status, code, err)
	}
	if result.Details == nil || result.Details.Status == nil || result.Details.StatusCode == nil {
		t.Fatalf("want %s/%s, got %v", status, code, result)
	}
	if *result.Details.Status != status || *result.Details.StatusCode != code {
		t.Fatalf("want %s/%s, got %s/%s", status, code, *result.Details.Status, *result.Details.StatusCode)
	}
	refusal := result.Refusal()
	if failed := status == rozetkapayapi.OperationStatusFailure &&
		code != rozetkapayapi.StatusCodeRefundIsCancelledByInitiator; failed != (refusal != nil) || failed &&
		refusal.Code != string(code) {
		t.Fatalf("%s/%s: refusal %v", status, code, refusal)
	}
	return result
}

// refused checks an HTTP refusal.
func refused(t *testing.T, err error, status int, code string) *rozetkapay.Error {
	t.Helper()
	var refusal *rozetkapay.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("want a refusal with HTTP %d, code %s; got %v", status, code, err)
	}
	if refusal.Status != status || refusal.Code != code {
		t.Fatalf("want HTTP %d, code %s; got %d, %s", status, code, refusal.Status, refusal.Code)
	}
	return refusal
}

func TestAnOrderFromCreationToRefund(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)

	created, err := client.PayPartsCreateOrder(ctx, fullOrder("order-1"))
	expect(t, created, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
	if !*created.ActionRequired || *created.Action.Type != rozetkapayapi.ActionTypeURL ||
		!strings.HasPrefix(*created.Action.Value, s.URL) {
		t.Errorf("no page to go to: %v", created.Action)
	}
	if *created.Details.Payload != "basket 42" || created.Metadata["channel"] != "web" ||
		*created.UnifiedExternalID != "shop-7" {
		t.Errorf("the merchant's own texts are not given back: %v", created)
	}
	if rsp, err := http.Post(*created.Action.Value, "application/x-www-form-urlencoded", nil); err != nil ||
		rsp.StatusCode != http.StatusOK {
		t.Fatalf("the customer's page: %v %v", rsp, err)
	} else {
		_ = rsp.Body.Close()
	}

	signed, err := client.PayPartsOperationInfo(ctx, "order-1", *created.Details.OperationID)
	expect(t, signed, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeContractWasSignedOnClientSide)
	if signed.Action != nil || *signed.ActionRequired {
		t.Errorf("an action is left after the signature")
	}
	confirmed, err := client.PayPartsConfirmOrder(ctx,
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "order-1", Payload: new("stage 2")})
	expect(t, confirmed, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	part, err := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "order-1", Amount: new(strictpay.MustDecimal("150.25")),
			Currency: new("UAH"),
			Products: []rozetkapayapi.PayPartsProduct{{Name: "Cup", Quantity: 1,
				Price: strictpay.MustDecimal("150.25")}}})
	expect(t, part, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
	rest, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "order-1"})
	expect(t, rest, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
	if rest.Details.Amount.String() != "1350.25" {
		t.Errorf("a refund without amount gives back %s, want what is left, 1350.25", rest.Details.Amount)
	}

	info, err := client.PayPartsRequestInfo(ctx, "order-1")
	if err != nil {
		t.Fatal(err)
	}
	if info.Amount.String() != "1500.50" || info.AmountConfirmed.String() != "1500.50" ||
		!info.AmountRefunded.Equal(strictpay.MustDecimal("1500.5")) || info.AmountCanceled.String() != "0" {
		t.Errorf("amounts: %s %s %s %s", info.Amount, info.AmountConfirmed, info.AmountRefunded, info.AmountCanceled)
	}
	if !*info.Purchased || !*info.Confirmed || !*info.Refunded || *info.Canceled ||
		len(info.ConfirmationDetails) != 1 || len(info.RefundDetails) != 2 {
		t.Errorf("the order's flags or lists are wrong: %v", info)
	}
	books := s.Books("order-1")
	if books.Charges != 1 || books.Refunds != 2 || !books.Charged.Equal(books.Refunded) {
		t.Errorf("books: %+v", books)
	}
}
