package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

func main() {
	client, err := vertex.New(os.Getenv("VERTEX_URL"), os.Getenv("VERTEX_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	order, err := client.RetrieveOrderDetails(context.Background(), os.Getenv("SHOP_ID"), os.Getenv("ORDER_NUMBER"))
	switch {
	case errors.Is(err, vertex.ErrNotFound):
		fmt.Println("no such order")
	case err != nil:
		log.Fatal(err) // says where the answer is not what the documentation promises, or what the gateway refused
	case order.Data.OrderStatus == vertexapi.OrderStatusCompleted:
		fmt.Println("paid", order.Data.Cost.Amount, order.Data.Cost.Currency)
	case !order.Data.OrderStatus.Valid():
		fmt.Println("a status that the documentation does not list:", order.Data.OrderStatus)
	case order.Data.OrderStatus.Final():
		fmt.Println("over:", order.Data.OrderStatus)
	default:
		fmt.Println("ask again later:", order.Data.OrderStatus)
	}
}
