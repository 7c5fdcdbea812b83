package koshelek_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// The examples run against the sandbox; against Koshelek only the server differs:
// koshelek.Production+partner, with the login and the password.
func ExampleNew() {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	client, err := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	if err != nil {
		fmt.Println(err)
		return
	}
	token := strictpay.NewSecret("from the TOTP module, for every request anew")
	answer, err := client.CreateAvailabilityTask(context.Background(), token, koshelekapi.AvailabilityTaskRequest{
		CardSession: strictpay.NewSecret("K7Q2ZD"), StoreID: koshelekfake.StoreID, CheckoutInvoice: bill("A-1", 36230),
		User: koshelekapi.User{LoyaltyID: "9000000000017"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, provider := range answer.AvailabilityList.PaymentTypeAvailabilityInfoList {
		fmt.Println(provider.PaymentType, provider.Available)
	}
	fmt.Println(token)
	// Output:
	// SBP true
	// DOLYAME false
	// [redacted]
}

func ExampleClient_Follow() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	request := checkout(koshelekfake.SessionPays, "A-1")
	started, err := client.Checkout(ctx, token, request)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("checkout:", started.Status)
	outcome, err := client.Follow(ctx,
		koshelek.FollowRequest{TransactionID: started.TransactionID, StoreID: request.StoreID,
			TerminalID: *request.TerminalID})
	if err != nil {
		fmt.Println(err) // the end is not known: ask again later, before charging anything else
		return
	}
	fmt.Println("outcome:", outcome.End)
	fmt.Println("slip:", outcome.Slip().TotalAmount, "kopecks by", outcome.Slip().PaymentType)
	// Output:
	// checkout: new
	// outcome: accepted
	// slip: 36230 kopecks by SBP
}

func ExampleClient_Follow_rejected() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	request := checkout(koshelekfake.SessionDeclines, "A-1")
	started, err := client.Checkout(ctx, token, request)
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, err := client.Follow(ctx,
		koshelek.FollowRequest{TransactionID: started.TransactionID, StoreID: request.StoreID,
			TerminalID: *request.TerminalID})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("outcome:", outcome.End)
	if refusal := outcome.Refusal(); refusal != nil {
		fmt.Println(refusal.Code)
		fmt.Println("operator:", koshelek.OperatorTip(refusal, 5))
	}
	// Output:
	// outcome: rejected
	// PAYMENT_DECLINED_BY_EXTERNAL_PROVIDER
	// operator: Проверьте достаточность средств или попробуйте оплату Долями.
}

// The customer does nothing, and the payment is cancelled when the time is up: 30 s, here less.
func ExampleClient_Follow_timeout() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	request := checkout("K7Q2ZD", "A-1")
	started, err := client.Checkout(ctx, token, request)
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, err := client.Follow(ctx,
		koshelek.FollowRequest{TransactionID: started.TransactionID, StoreID: request.StoreID,
			TerminalID: *request.TerminalID},
		koshelek.WithPolling(time.Millisecond, time.Millisecond, 20*time.Millisecond))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("outcome:", outcome.End)
	fmt.Println("by us:", outcome.Cancel.RefStatus)
	fmt.Println("charged:", s.Koshelek.Books("A-1").Charged)
	// Output:
	// outcome: canceled
	// by us: accepted
	// charged: 0
}

// The customer goes away, and the desk cancels.
func ExampleClient_cancel() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	started, err := client.Checkout(ctx, token, checkout("K7Q2ZD", "A-1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := client.CancelTransaction(ctx,
		koshelekapi.CancelRequest{TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.RefStatus, result.Status)

	// What is paid is not cancelled but refunded.
	_, err = client.CancelTransaction(ctx,
		koshelekapi.CancelRequest{TransactionID: s.Koshelek.Seeded("accepted"), StoreID: koshelekfake.StoreID})
	if answer, ok := strictpay.ValueIn[koshelekapi.CancelResult](err); ok {
		fmt.Println(strictpay.OutcomeOf(err), answer.RefStatus, answer.Status)
	}
	// Output:
	// accepted canceled
	// refused rejected accepted
}

// A full refund names all items and the whole amount.
func ExampleClient_refund() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	started, err := client.Checkout(ctx, token, checkout("K7Q2ZD", "A-1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = s.Koshelek.Pay(started.TransactionID) // the customer, in the app
	result, err := client.RefundTransaction(ctx, token,
		koshelekapi.RefundRequest{TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID,
			RefundAmount: 36230, Items: items()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.RefStatus, result.Status)

	// A second one is processed and rejected.
	_, err = client.RefundTransaction(ctx, token,
		koshelekapi.RefundRequest{TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID,
			RefundAmount: 36230, Items: items()})
	if refusal := (*koshelek.Error)(nil); errors.As(err, &refusal) {
		fmt.Println(refusal.Code, "-", koshelek.OperatorTip(refusal, 5))
	}
	// Output:
	// accepted refunded
	// TERMINAL_STATE_OF_PAYMENT_TRANSACTION - Возврат уже выполнен.
}

// A refund in part names the items that come back.
func ExampleClient_refundInPart() {
	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	ctx := context.Background()

	started, err := client.Checkout(ctx, token, checkout("K7Q2ZD", "A-1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = s.Koshelek.Pay(started.TransactionID) // the customer, in the app
	s.Koshelek.HoldRefunds(true)              // the bank takes its time
	result, err := client.RefundTransaction(ctx, token,
		koshelekapi.RefundRequest{TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID,
			RefundAmount: 17480, Items: items()[:1]})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.RefStatus, result.Status)
	_ = s.Koshelek.Settle(result.RefTransactionID)
	state, err := client.TransactionStatus(ctx,
		koshelekapi.TransactionStatusRequest{RefTransactionID: &result.RefTransactionID})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*state.RefStatus, state.Status, state.Slip.TotalAmount)
	// Output:
	// new refunding
	// accepted partial_refunded 17480
}

func ExampleHandler() {
	states := make(chan string, 10)
	postbacks, err := koshelek.Handler("shop-partner", "from the vault",
		func(_ context.Context, event *koshelek.Event) error {
			states <- string(event.Value.Status) // event.Key is the same for a repeat
			return nil
		}, koshelek.RejectViolations)
	if err != nil {
		fmt.Println(err)
		return
	}
	door := httptest.NewServer(postbacks)
	defer door.Close()

	s, _ := sandbox.Start("127.0.0.1:0")
	defer s.Close()
	s.Koshelek.SetCallbacks(door.URL, "shop-partner", "from the vault")
	client, _ := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	started, err := client.Checkout(context.Background(), token, checkout("K7Q2ZD", "A-1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = s.Koshelek.Begin(started.TransactionID)
	_ = s.Koshelek.Pay(started.TransactionID)
	fmt.Println(<-states)
	fmt.Println(<-states)
	// Output:
	// pending
	// accepted
}

func ExampleTip() {
	const code = koshelekapi.ErrorCodePaymentTransactionIsNotPaid
	fmt.Println(koshelek.Tip(code, koshelek.ContextPayment, 5))
	fmt.Println(koshelek.Tip(code, koshelek.ContextRefund, 5))
	// Output:
	// Попробуйте ещё раз через 5 минут или обратитесь к администратору.
	// Покупка не найдена. Обратитесь к администратору.
}
