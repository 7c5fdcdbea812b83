package rozetkapay_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// start gives a client of an in-process sandbox. A service has rozetkapay.Production and its own login here.
func start() (*sandbox.Sandbox, *rozetkapay.Client, error) {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	client, err := rozetkapay.New(s.RozetkaPay.URL, s.RozetkaPay.Login, s.RozetkaPay.Password)
	if err != nil {
		s.Close()
		return nil, nil, err
	}
	return s, client, nil
}

// An order in instalments from its creation to a refund. The callback tells that the customer has signed; the
// confirmation takes the money.
func Example() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	signed := make(chan string, 1)
	handler, err := rozetkapay.Handler(s.RozetkaPay.Password,
		func(_ context.Context, event *rozetkapay.OrderEvent) error {
			if code := event.Value.Details.StatusCode; code != nil &&
				*code == rozetkapayapi.StatusCodeContractWasSignedOnClientSide {
				signed <- *event.Value.ExternalID
			}
			return nil
		}, rozetkapay.RejectViolations)
	if err != nil {
		fmt.Println(err)
		return
	}
	callbacks := httptest.NewServer(handler)
	defer callbacks.Close()

	phone := "+380930000001" // a test phone: a page, then success
	created, err := client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
		BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: "order-1001",
		Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH",
		PartsCount: 3, Description: "Order 1001", CallbackURL: &callbacks.URL,
		Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: &phone},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if refusal := created.Refusal(); refusal != nil {
		fmt.Println("the bank said no:", refusal.Code)
		return
	}
	fmt.Println("created:", *created.Details.Status, "send the customer to a page:", *created.ActionRequired)

	if err := s.RozetkaPay.CustomerSigns("order-1001"); err != nil { // what the customer does there
		fmt.Println(err)
		return
	}
	order := <-signed
	fmt.Println("signed:", order)

	confirmed, err := client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: order})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("confirmed:", *confirmed.Details.StatusCode)

	part := strictpay.MustDecimal("150.25")
	refund, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: order, Amount: &part})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("refunded:", refund.Details.Amount, *refund.Details.StatusCode)

	info, err := client.PayPartsRequestInfo(ctx, order)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("of", info.Amount, info.AmountConfirmed, "was taken and", info.AmountRefunded, "given back")
	// Output:
	// created: pending send the customer to a page: true
	// signed: order-1001
	// confirmed: transaction_successful
	// refunded: 150.25 refund_successful
	// of 1500.50 1500.50 was taken and 150.25 given back
}

// An order that is cancelled before its confirmation: nothing is taken.
func Example_cancelBeforeConfirmation() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	result, err := client.PayPartsCancelOrder(context.Background(),
		rozetkapayapi.CancelPayPartsRequest{ExternalID: "status-contract-was-signed-on-client-side"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*result.Details.Method, *result.Details.StatusCode)

	_, err = client.PayPartsConfirmOrder(context.Background(),
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "status-contract-was-signed-on-client-side"})
	var refusal *rozetkapay.Error
	if errors.As(err, &refusal) {
		fmt.Println("confirming it now:", refusal.Code)
	}
	// Output:
	// cancel cancel_successful
	// confirming it now: order_canceled
}

// A refund that the merchant's balance does not cover stays pending. It can be tried again once there is money, or
// cancelled.
func Example_refundStuckForBalance() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	s.RozetkaPay.SetBalance(strictpay.MustDecimal("100"))
	amount := strictpay.MustDecimal("700.25")
	for range 2 {
		refund, err := client.PayPartsRefund(ctx,
			rozetkapayapi.RefundPPayRequest{ExternalID: "example-refund", Amount: &amount})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("refund:", *refund.Details.StatusCode, "final:", refund.Details.Status.Final())
	}

	s.RozetkaPay.SetBalance(strictpay.MustDecimal("1000"))
	retried, err := client.PayPartsRetryRefund(ctx, rozetkapayapi.RetryRefundPPayRequest{ExternalID: "example-refund"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("retried:", *retried.Details.StatusCode)

	cancelled, err := client.PayPartsCancelRefund(ctx,
		rozetkapayapi.CancelRefundPPayRequest{ExternalID: "example-refund"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("cancelled:", *cancelled.Details.StatusCode) // the refund has thereby failed
	// Output:
	// refund: pending final: false
	// refund: pending final: false
	// retried: refund_successful
	// cancelled: refund_is_cancelled_by_initiator
}

// What to do when the answer to a confirmation is lost: ask before trying again.
func Example_outcomeUnknown() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	s.RozetkaPay.FaultNext(fake.FaultCut)
	_, err = client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "example-signed"})
	var unknown *strictpay.OutcomeUnknown
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) || !errors.As(err, &unknown) {
		fmt.Println(err)
		return
	}
	fmt.Println("ask with", unknown.StatusQuery)
	order, _ := unknown.StatusQuery.Get("external_id")
	info, err := client.PayPartsRequestInfo(ctx, order)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("confirmed:", *info.Confirmed, "taken:", info.AmountConfirmed)
	// Output:
	// ask with payPartsRequestInfo external_id="example-signed"
	// confirmed: true taken: 1500.50
}

// The banks with the fees of their periods.
func ExampleClient_PayPartsGetBanksInfo() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	fees := true
	banks, err := client.PayPartsGetBanksInfo(context.Background(),
		&rozetkapayapi.PayPartsGetBanksInfoParams{IncludeFees: &fees})
	if err != nil {
		fmt.Println(err)
		return
	}
	bank := (*banks)[0]
	fmt.Println(*bank.Name, bank.AvailablePeriods, "from", bank.Limits.MinAmount, "to", bank.Limits.MaxAmount)
	for _, p := range bank.Periods {
		fmt.Println(*p.Period, p.Fee)
	}
	// Output:
	// stub [2 3 6] from 1 to 250000
	// 2 1.9
	// 3 2.9
	// 6 4.75
}

// One call for a child account of a partner.
func ExampleOnBehalfOf() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	_, err = client.PayPartsRequestInfo(context.Background(), "example-signed",
		rozetkapay.OnBehalfOf(s.RozetkaPay.ChildLogin))
	fmt.Println("the core account's order is the child's:", !errors.Is(err, rozetkapay.ErrNotFound))
	// Output:
	// the core account's order is the child's: false
}

// Signing a payload for a test of one's own.
func ExampleSignature() {
	body := []byte(`{"external_id":"order-1001","is_success":true,"details":{"method":"create","status":"success",` +
		`"status_code":"transaction_successful","amount":1500}}`)
	fmt.Println(rozetkapay.Signature("example-password", body))
	// Output:
	// U3MUt7YrfyrAh3Ku0F6-N-ssmK0=
}
