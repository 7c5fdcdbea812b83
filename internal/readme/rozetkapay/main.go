package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
)

func main() {
	client, err := rozetkapay.New(os.Getenv("ROZETKAPAY_URL"), os.Getenv("ROZETKAPAY_LOGIN"), os.Getenv("ROZETKAPAY_PASSWORD"))
	if err != nil {
		log.Fatal(err)
	}
	var info strictpay.Info
	order, err := client.PayPartsRequestInfo(context.Background(), os.Getenv("EXTERNAL_ID"), strictpay.WithInfo(&info))
	if err != nil {
		log.Fatal(err)
	}
	for _, drift := range info.Deviations {
		fmt.Println("newer than the documentation:", drift)
	}
	// No member of this answer is promised, so all of them are pointers.
	if order.Amount != nil {
		fmt.Println("amount", order.Amount)
	}
	if order.PurchaseDetails != nil && order.PurchaseDetails.StatusCode != nil {
		row, known := order.PurchaseDetails.StatusCode.Row()
		fmt.Println(row.Code, row.Group, row.Text, known)
	}
}
