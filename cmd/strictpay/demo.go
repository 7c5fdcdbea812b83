package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// demo makes one flow per API, from the first call to the refund, and shows what typed errors look like. Its report is the same on every run.
func demo(e *environment, args []string) int {
	if rest, code, ok := parse(e, "demo", args, func(*pflag.FlagSet) {}); !ok || len(rest) > 0 {
		if ok {
			code = complain(e, exitUnable, "no arguments are due; type: strictpay demo")
		}
		return code
	}
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return complain(e, exitUnable, "%v", err)
	}
	defer s.Close()
	ctx := context.Background()
	for _, part := range []struct {
		title string
		run   func(context.Context, io.Writer, *sandbox.Sandbox) error
	}{
		{"RozetkaPay PayParts: an order in three instalments", demoRozetkaPay},
		{"Koshelek Pay: a payment at the till", demoKoshelek},
		{"X-Payments: authorize, capture in part, refund", demoXPayments},
		{"Vertex Gateway: an order, a refund, and three kinds of errors", demoVertex},
	} {
		fmt.Fprintln(e.stdout, part.title)
		if err := part.run(ctx, e.stdout, s); err != nil {
			return complain(e, exitNo, "%s: %v", part.title, err)
		}
		fmt.Fprintln(e.stdout)
	}
	return exitOK
}

// A step is a line of the report.
func step(w io.Writer, what, result string, args ...any) {
	fmt.Fprintf(w, "  %-28s %s\n", what, fmt.Sprintf(result, args...))
}

func demoRozetkaPay(ctx context.Context, w io.Writer, s *sandbox.Sandbox) error {
	client, err := rozetkapay.New(s.RozetkaPay.URL, s.RozetkaPay.Login, s.RozetkaPay.Password)
	if err != nil {
		return err
	}
	created, err := client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
		BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: "demo-1", Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH",
		PartsCount: 3, Description: "Demo", Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: new("+380930000001")},
	})
	if err != nil {
		return err
	}
	step(w, "payPartsCreateOrder", "%s, the customer must act: %v", *created.Details.Status, *created.ActionRequired)
	if err := s.RozetkaPay.CustomerSigns("demo-1"); err != nil {
		return err
	}
	confirmed, err := client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "demo-1"})
	if err != nil {
		return err
	}
	row, _ := confirmed.Details.StatusCode.Row()
	step(w, "payPartsConfirmOrder", "%s (%s)", row.Code, row.Text)
	if _, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "demo-1", Amount: new(strictpay.MustDecimal("500.50"))}); err != nil {
		return err
	}
	order, err := client.PayPartsRequestInfo(ctx, "demo-1")
	if err != nil {
		return err
	}
	step(w, "payPartsRequestInfo", "amount %s, confirmed %s, refunded %s %s", order.Amount, order.AmountConfirmed, order.AmountRefunded, *order.Currency)
	return nil
}

func demoKoshelek(ctx context.Context, w io.Writer, s *sandbox.Sandbox) error {
	client, err := koshelek.New(s.Koshelek.URL, s.Koshelek.Login, s.Koshelek.Password)
	if err != nil {
		return err
	}
	token := strictpay.NewSecret("from the TOTP module")
	item := koshelekapi.Item{Name: "Tea", Article: "T-1", Price: 36230, Quantity: 1, TotalAmount: 36230, Tax: koshelekapi.TaxVAT20}
	started, err := client.Checkout(ctx, token, koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID, User: koshelekapi.User{LoyaltyID: "9000000000017"},
		CheckoutInvoice: koshelekapi.CheckoutInvoice{OrderID: "demo-1", TotalAmount: 36230, Items: []koshelekapi.Item{item}},
		PaymentMethods:  []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	})
	if err != nil {
		return err
	}
	step(w, "checkout", "%s", started.Status)
	outcome, err := client.Follow(ctx, koshelek.Payment{TransactionID: started.TransactionID, StoreID: koshelekfake.StoreID})
	if err != nil {
		return err
	}
	step(w, "transactionStatus, polled", "%s, %d kopecks by %s", outcome.End, outcome.Slip().TotalAmount, outcome.Slip().PaymentType)
	back, err := client.RefundTransaction(ctx, token, koshelekapi.RefundRequest{StoreID: koshelekfake.StoreID, TransactionID: started.TransactionID, RefundAmount: 36230, Items: []koshelekapi.Item{item}})
	if err != nil {
		return err
	}
	step(w, "refundTransaction", "%s, the payment is %s", back.RefStatus, back.Status)
	rejected, err := client.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{TransactionID: new(s.Koshelek.SeededRejection(koshelekapi.ErrorCodeTotalAmountIsTooSmall))})
	if err != nil {
		return err
	}
	refusal := rejected.Refusal()
	step(w, "transactionStatus", "%s, %s; the operator reads: %s", rejected.Status, refusal.Code, refusal.Row.Tip)
	return nil
}

func demoXPayments(ctx context.Context, w io.Writer, s *sandbox.Sandbox) error {
	client, err := xpayments.NewFromBundle(s.XPayments.Bundle)
	if err != nil {
		return err
	}
	version, err := client.Negotiate(ctx)
	if err != nil {
		return err
	}
	step(w, "connectTest", "both sides speak API %s", version)
	address := xpaymentsapi.Address{Firstname: "Ada", Address: "12 St James Square", City: "London", State: "London", Country: "GB", Zipcode: "SW1Y 4JH", Email: "ada@example.com", Phone: "02079460000"}
	started, err := client.PaymentInit(ctx, xpaymentsapi.PaymentInitRequest{
		ConfID: 1, RefID: "demo-1", ReturnURL: "https://shop.example.com/return", CallbackURL: "https://shop.example.com/callback",
		Cart: xpaymentsapi.Cart{BillingAddress: address, ShippingAddress: address, Currency: new("USD"), TotalCost: new(strictpay.MustDecimal("414.99")),
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize)},
	})
	if err != nil {
		return err
	}
	txn := *started.TxnID
	step(w, "paymentInit", "a token for the card form: %v", *started.Token)
	if err := s.XPayments.Pay(txn); err != nil {
		return err
	}
	captured, err := client.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{TxnID: txn, Amount: new(strictpay.MustDecimal("400.00"))})
	if err != nil {
		return err
	}
	row, _ := captured.Status.Row()
	step(w, "paymentCapture", "%d (%s)", *captured.Status, row.Text)
	if _, err := client.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{TxnID: txn, Amount: new(strictpay.MustDecimal("100.00"))}); err != nil {
		return err
	}
	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txn})
	if err != nil {
		return err
	}
	payment := xpayments.Payment(info)
	row, _ = payment.Status.Row()
	step(w, "paymentGetInfo", "%s: captured %s, refunded %s of %s %s", row.Text, payment.CapturedAmount, payment.RefundedAmount, payment.Amount, *payment.Currency)
	return nil
}

func demoVertex(ctx context.Context, w io.Writer, s *sandbox.Sandbox) error {
	// Without a handler, drift is logged; the damaged answer below has some as well.
	client, err := vertex.New(s.Vertex.URL, s.Vertex.Token, strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {}))
	if err != nil {
		return err
	}
	shop := s.Vertex.ShopID
	if _, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{ShopID: shop, Order: vertexapi.NewOrder{OrderNumber: "demo-1", Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "USD"}}}); err != nil {
		return err
	}
	step(w, "createOrder", "the payer gets a link")
	if err := s.Vertex.Pay("demo-1"); err != nil {
		return err
	}
	order, err := client.RetrieveOrderDetails(ctx, fmt.Sprint(shop), "demo-1")
	if err != nil {
		return err
	}
	step(w, "retrieveOrderDetails", "%s, %s %s by %s", order.Data.OrderStatus, order.Data.Cost.Amount, order.Data.Cost.Currency, *order.Data.Payments[0].InstrumentType)
	if _, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{ShopID: shop, OrderNumber: "demo-1", Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("6.99")), Currency: new("USD")}}); err != nil {
		return err
	}
	if order, err = client.RetrieveOrderDetails(ctx, fmt.Sprint(shop), "demo-1"); err != nil {
		return err
	}
	step(w, "refundOrder", "%s", order.Data.OrderStatus)
	_, err = client.RetrieveOrderDetails(ctx, fmt.Sprint(shop), "no-such-order")
	step(w, "a refusal", "errors.Is(err, vertex.ErrNotFound): %v", errors.Is(err, vertex.ErrNotFound))
	_, err = client.RetrieveOrderDetails(ctx, fmt.Sprint(shop), fake.FaultDamaged)
	var damage *strictpay.Error
	if errors.As(err, &damage) {
		step(w, "a damaged answer", "%s at %s", damage.Deviations[0].Kind, damage.Deviations[0].Pointer)
	}
	_, err = client.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: fake.FaultCut})
	var unknown *strictpay.OutcomeUnknown
	if errors.As(err, &unknown) {
		step(w, "a connection that is cut", "outcome unknown, ask with %s", unknown.Reference)
	}
	return nil
}
