package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
)

func main() {
	client, err := rozetkapay.New(
		os.Getenv("STRICTPAY_ROZETKAPAY_URL"), os.Getenv("STRICTPAY_ROZETKAPAY_LOGIN"),
		os.Getenv("STRICTPAY_ROZETKAPAY_PASSWORD"),
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := show(context.Background(), client, os.Getenv("EXTERNAL_ID")); err != nil {
		log.Fatal(err)
	}
}

func show(ctx context.Context, client *rozetkapay.Client, externalID string) error {
	order, err := client.PayPartsRequestInfo(ctx, externalID)
	if err != nil {
		return err
	}
	// No member of this answer is promised, so all of them are pointers.
	if details := order.PurchaseDetails; details != nil && details.StatusCode != nil {
		row, known := details.StatusCode.Row()
		fmt.Println(row.Code, row.Group, row.Text, known)
	}
	return nil
}
