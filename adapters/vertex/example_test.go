package vertex_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

// An order in one stage: the payer pays on the page behind the link, and the order tells.
func Example_pay() {
	box, err := sandbox.Start("127.0.0.1:0") // vertex.Stage and a token of your own, elsewhere
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx := context.Background()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	created, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
		ShopID: 115,
		Order: vertexapi.NewOrder{OrderNumber: "order-1",
			Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"}},
		PaymentSettings: &vertexapi.PaymentSettings{InstrumentType: new(vertexapi.InstrumentTypeCard),
			ProviderCode: new("alps"), AcquirerCode: new("lyra")},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("link for the payer:", created.Data.PaymentLink != nil)

	if err := box.Vertex.Pay("order-1"); err != nil { // the payer
		log.Fatal(err)
	}
	now, err := client.RetrieveOrderDetails(ctx, 115, "order-1")
	if err != nil {
		log.Fatal(err)
	}
	order := now.Data
	fmt.Println(order.OrderStatus, order.OrderStatus.Final(), order.OrderStatus.Succeeded())
	for _, p := range order.Payments {
		fmt.Println(*p.PaymentType, p.Cost.Amount, p.Cost.Currency, *p.PaymentStatus.Status,
			*p.PaymentDetails.Card.PaymentSystem)
	}
	// Output:
	// link for the payer: true
	// completed true true
	// payment 56.99 EUR completed visa
}

// An order in two stages: the money is held first, and taken when the goods leave.
func Example_twoStage() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx := context.Background()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
		ShopID: 115,
		Order: vertexapi.NewOrder{OrderNumber: "order-2",
			Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("120.00"), Currency: "EUR"}},
		PaymentSettings: &vertexapi.PaymentSettings{InstrumentType: new(vertexapi.InstrumentTypeCard),
			AutoCapture: new(false)},
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := box.Vertex.Pay("order-2"); err != nil { // the payer authorizes
		log.Fatal(err)
	}
	show := func() {
		now, err := client.RetrieveOrderDetails(ctx, 115, "order-2")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(now.Data.OrderStatus, *now.Data.Payments[0].PaymentStatus.Status)
	}
	show()

	var info strictpay.Info
	accepted, err := client.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: 115, OrderNumber: "order-2"},
		strictpay.WithInfo(&info))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*accepted.Data.OperationType, "accepted with HTTP", info.Status)
	show()

	_, err = client.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: 115, OrderNumber: "order-2"})
	var refusal *vertex.Error
	if errors.As(err, &refusal) {
		fmt.Println("once more:", refusal)
	}
	// Output:
	// in_progress authorized
	// capture accepted with HTTP 202
	// completed completed
	// once more: vertex.captureOrder: refused with HTTP 412, code "412"
}

// A part of an order goes back, then the rest.
func Example_refund() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx := context.Background()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	// The sandbox begins with an order of 56.99 EUR that is paid.
	for _, amount := range []string{"20.00", "36.99", "0.01"} {
		_, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: 115, OrderNumber: "status-completed",
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal(amount)), Currency: new("EUR")},
		})
		if err != nil {
			fmt.Println(amount, err)
			continue
		}
		now, err := client.RetrieveOrderDetails(ctx, 115, "status-completed")
		if err != nil {
			log.Fatal(err)
		}
		last := now.Data.Payments[len(now.Data.Payments)-1]
		fmt.Println(now.Data.OrderStatus, *last.PaymentType, last.Cost.Amount, "of payment",
			*last.ParentPayment == *now.Data.Payments[0].PaymentID)
	}
	// Output:
	// partially_refunded refund 20.00 of payment true
	// refunded refund 36.99 of payment true
	// 0.01 vertex.refundOrder: refused with HTTP 412, code "412"
}

// A payout: which fields its recipient needs, the payout itself, and what became of it.
func Example_payout() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx := context.Background()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	methods, err := client.ListPayoutMethods(ctx, 115)
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range methods.Data {
		fmt.Println(m.ProviderCode, m.InstrumentType, m.Currencies)
	}
	made, err := client.CreatePayout(ctx, vertexapi.CreatePayoutRequest{
		ShopID: 115, Payout: vertexapi.NewPayout{PayoutNumber: "salary-1",
			Cost: vertexapi.NewPayoutCost{Amount: strictpay.MustDecimal("75.00"), Currency: "EUR"}},
		Purpose: new("Salary"), ProviderCode: new("instantbank"), AcquirerCode: new("instantbank"),
		InstrumentType: new(vertexapi.InstrumentTypeBankTransfer),
		TransferType:   new(vertexapi.TransferTypeSepa),
		Recipient:      vertexapi.PayoutParty(`{"bankTransferData":{"accountType":"C"}}`),
	})
	if err != nil {
		log.Fatal(err)
	}
	// A failed payout is not final: a late result can still complete it, so it is not paid again by itself.
	for _, provider := range []func(string) error{box.Vertex.FailPayout, box.Vertex.CompletePayout} {
		if err := provider("salary-1"); err != nil {
			log.Fatal(err)
		}
		now, err := client.RetrievePayoutStatus(ctx, 115, *made.Data.PayoutNumber)
		if err != nil {
			log.Fatal(err)
		}
		code, err := vertex.ParseStatusCode(*now.Data.StatusCode)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(now.Data.PayoutStatus, now.Data.PayoutStatus.Final(), code, code.Text())
	}
	// Output:
	// connectpay wallet [PHP]
	// instantbank bank_transfer [EUR]
	// failed false 1-01-01 Gateway timeout
	// completed true 0 Payment successfully processed (approve)
}
