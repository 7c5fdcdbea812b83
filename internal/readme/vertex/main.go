package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/vertex"
)

func main() {
	client, err := vertex.New(os.Getenv("STRICTPAY_VERTEX_URL"), os.Getenv("STRICTPAY_VERTEX_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	if err := show(context.Background(), client, os.Getenv("ORDER_NUMBER")); err != nil {
		log.Fatal(err)
	}
}

func show(ctx context.Context, client *vertex.Client, number string) error {
	order, err := client.RetrieveOrderDetails(ctx, 115, number)
	if err != nil {
		return err
	}
	fmt.Println(order.Data.OrderStatus, order.Data.Cost.Amount, order.Data.Cost.Currency)
	for _, p := range order.Data.Payments { // one for each payment and refund
		fmt.Println(*p.PaymentType, p.Cost.Amount, *p.PaymentStatus.Status)
	}
	return nil
}
