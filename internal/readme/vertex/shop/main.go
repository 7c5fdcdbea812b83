package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

func main() {
	ctx := context.Background()
	client, err := vertex.New(os.Getenv("STRICTPAY_VERTEX_URL"), os.Getenv("STRICTPAY_VERTEX_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	created, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
		ShopID: 115,
		Order: vertexapi.NewOrder{
			OrderNumber: os.Getenv("ORDER_NUMBER"),
			Cost:        vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"},
		},
	})
	if err != nil {
		log.Fatal(next(ctx, client, err))
	}
	fmt.Println("the payer has a link:", created.Data.PaymentLink != nil)

	order, err := client.RetrieveOrderDetails(ctx, 115, "status-completed")
	if err != nil {
		log.Fatal(next(ctx, client, err))
	}
	switch status := order.Data.OrderStatus; {
	case status.Succeeded():
		fmt.Println("paid", order.Data.Cost.Amount, order.Data.Cost.Currency)
	case status.Pending():
		fmt.Println("ask again later:", status)
	case status.Final():
		fmt.Println("over, and not paid:", status)
	default: // a value that the documentation does not list
		fmt.Println("a person must look:", status)
	}

	_, err = client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
		ShopID: 115, OrderNumber: "status-completed",
		Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("6.99")), Currency: new("EUR")},
	})
	if err != nil {
		log.Fatal(next(ctx, client, err, &order.Data))
	}
	fmt.Println("the gateway has taken the refund of 6.99 EUR") // the order says when it is done
}

// next says what to do after an error of any call. before is the order as it was, which a refund needs to be found
// again.
func next(ctx context.Context, client *vertex.Client, err error, before ...*vertexapi.Order) string {
	switch strictpay.OutcomeOf(err) {
	case strictpay.Refused: // the gateway said no
		if errors.Is(err, strictpay.ErrNotFound) {
			return "there is no such order"
		}
		var refusal *strictpay.Refusal
		errors.As(err, &refusal)
		return "the gateway refused with code " + refusal.Code + ": " + refusal.Text() // its own words, for people
	case strictpay.Unsent: // nothing left this machine, so nothing happened
		return "correct the request, or call again: " + err.Error()
	case strictpay.Unknown: // money may have moved: ask, and never call again before that
		now, err := client.Resolve(ctx, err, before...)
		switch {
		case err != nil:
			return "ask again later, it is as unknown as before: " + err.Error()
		case now.Finding == strictpay.CarriedOut:
			return "it was carried out after all"
		case now.Finding == strictpay.NotSeen:
			return "nothing of it shows; a late request may still arrive, so ask once more before calling again"
		}
		return "a person must look"
	case strictpay.Contradicted: // the answer is not what the documentation promises
		return "a person must look: " + err.Error()
	}
	return "the gateway cannot answer now, ask again later: " + err.Error()
}
