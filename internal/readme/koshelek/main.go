package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

func main() {
	client, err := koshelek.New(
		os.Getenv("STRICTPAY_KOSHELEK_URL"), os.Getenv("STRICTPAY_KOSHELEK_LOGIN"),
		os.Getenv("STRICTPAY_KOSHELEK_PASSWORD"),
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := show(context.Background(), client, os.Getenv("TRANSACTION_ID")); err != nil {
		log.Fatal(err)
	}
}

func show(ctx context.Context, client *koshelek.Client, transactionID string) error {
	state, err := client.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{TransactionID: &transactionID})
	if err != nil {
		return err
	}
	if refusal := state.Refusal(); refusal != nil {
		fmt.Println("refused:", refusal.Code, "- the operator reads:", refusal.Row.Tip)
		return nil
	}
	fmt.Println(state.Status, "final:", state.Status.Final(), "succeeded:", state.Status.Succeeded())
	if state.Slip != nil {
		fmt.Println("kopecks:", state.Slip.TotalAmount)
	}
	return nil
}
